"""Exports of an interview and of each exchange: Markdown, plain text and JSON."""

import json
import re
from datetime import date

from django.conf import settings
from django.test import TestCase
from django.utils import translation
from django.utils.http import http_date

from interviews.exports import plain_text
from interviews.models import Interview, Person
from interviews.prose import from_editor
from tests.builders import (
    a_correction,
    a_draft,
    a_person,
    a_series,
    a_topic,
    an_exchange,
    an_interview,
    an_interview_of,
    someone,
)

TYPES = {
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}


def names_in(told):
    """Return all keys of a JSON value, at any depth."""
    if isinstance(told, list):
        return set().union(*(names_in(each) for each in told))
    return told.keys() | names_in(list(told.values())) if isinstance(told, dict) else set()


def copy_of(noun, suffix):
    """Return the URL of an export of a page."""
    return f"{noun.get_absolute_url().rstrip('/')}.{suffix}"


class EveryExport(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview_of(
            ("Who *told* you?", "They **did**, and often."), title="A grid"
        )
        cls.exchange = cls.interview.exchanges.get()

    def each(self):
        for suffix in TYPES:
            for noun in (self.interview, self.exchange):
                address = copy_of(noun, suffix)
                with self.subTest(address):
                    yield suffix, noun, self.client.get(address)

    def test_every_export_has_the_text_of_the_page_and_its_content_type(self):
        for suffix, _noun, response in self.each():
            self.assertEqual(response["Content-Type"], TYPES[suffix])
            self.assertEqual(response["X-Content-Type-Options"], "nosniff")
            for words in ("A grid", "Who", "did", "Ines Okafor", "Teodor Vass"):
                self.assertContains(response, words)

    def test_every_export_names_the_page_as_canonical(self):
        for _suffix, noun, response in self.each():
            page = f"http://testserver{noun.get_absolute_url()}"
            self.assertEqual(response["Link"], f'<{page}>; rel="canonical"')

    def test_every_export_may_be_read_by_scripts_of_any_site(self):
        for _suffix, _noun, response in self.each():
            self.assertEqual(response["Access-Control-Allow-Origin"], "*")

    def test_unchanged_export_answers_304(self):
        for _suffix, _noun, response in self.each():
            address = response.request["PATH_INFO"]
            again = self.client.get(address, headers={"If-None-Match": response["ETag"]})

            self.assertEqual((again.status_code, again.content), (304, b""))
            self.assertEqual(again["ETag"], response["ETag"])

    def test_export_is_sent_again_after_a_name_changed(self):
        before = [response for _suffix, _noun, response in self.each()]
        Person.objects.filter(slug="ines-okafor").update(name="Ines O.")

        for had in before:
            address = had.request["PATH_INFO"]
            for asked in (
                {"If-None-Match": had["ETag"]},
                {"If-Modified-Since": http_date()},
            ):
                self.assertContains(self.client.get(address, headers=asked), "Ines O.")

    def test_page_links_to_every_export(self):
        for suffix, noun, _response in self.each():
            page = self.client.get(noun.get_absolute_url())
            kind = TYPES[suffix].partition(";")[0]
            link = f'<link rel="alternate" type="{kind}" href="{copy_of(noun, suffix)}">'
            self.assertContains(page, link, html=True)

    def test_interview_offers_its_exports_to_readers(self):
        page = self.client.get(self.interview.get_absolute_url())

        for suffix in TYPES:
            self.assertContains(page, f'<a href="{copy_of(self.interview, suffix)}"')

    def test_export_url_redirects_after_a_rename(self):
        old = [
            copy_of(noun, suffix) for suffix in TYPES for noun in (self.interview, self.exchange)
        ]
        self.interview.change_slug("elsewhere")

        for address in old:
            self.assertRedirects(
                self.client.get(f"{address}?v=1"),
                f"{address.replace('a-grid', 'elsewhere')}?v=1",
                301,
            )

    def test_exports_answer_head_and_refuse_post(self):
        for _suffix, _noun, response in self.each():
            address = response.request["PATH_INFO"]

            self.assertEqual(self.client.head(address).status_code, 200)
            self.assertEqual(self.client.post(address).status_code, 405)


class HiddenContent(TestCase):
    def test_a_draft_has_no_exports(self):
        draft = a_draft("Unseen")

        for suffix in TYPES:
            for noun in (draft, draft.exchanges.get()):
                self.assertEqual(self.client.get(copy_of(noun, suffix)).status_code, 404)

    def test_an_exchange_has_no_exports_at_the_url_of_another_interview(self):
        one, other = an_interview("One"), an_interview("Other")

        for suffix in TYPES:
            address = copy_of(one.exchanges.get(), suffix).replace(one.slug, other.slug)
            self.assertEqual(self.client.get(address).status_code, 404)

    def test_exports_of_a_withdrawn_interview_say_that_it_was_withdrawn(self):
        interview = an_interview_of(("Who?", "Secret words."))
        exchange = interview.exchanges.get()
        interview.withdraw(by=None, note="At her wish.")

        for suffix in TYPES:
            for noun in (interview, exchange):
                response = self.client.get(copy_of(noun, suffix))
                self.assertContains(response, "withdrawn on", status_code=410)
                self.assertContains(response, "At her wish.", status_code=410)
                self.assertNotContains(response, "Secret words", status_code=410)

    def test_exports_mark_a_removed_exchange(self):
        interview = an_interview_of(("Who?", "Secret words."), ("And?", "Open words."))
        exchange = interview.exchanges.first()
        exchange.remove(by=None)

        for suffix in TYPES:
            alone = self.client.get(copy_of(exchange, suffix))
            self.assertContains(alone, "This answer was removed on", status_code=410)
            whole = self.client.get(copy_of(interview, suffix))
            self.assertContains(whole, "emoved")
            self.assertContains(whole, "Open words")
            for response in (alone, whole):
                self.assertNotIn("Secret words", response.content.decode())

    def test_exports_show_a_correction_once_it_is_published(self):
        interview = an_interview()
        interview.corrections.create(note="Not yet public.", made_by=None)
        a_correction(interview, "The month was March.", exchange=interview.exchanges.get())

        for suffix in TYPES:
            for noun in (interview, interview.exchanges.get()):
                response = self.client.get(copy_of(noun, suffix))
                self.assertNotContains(response, "Not yet public")
                self.assertContains(response, "The month was March.")


class MarkdownExport(TestCase):
    def of(self, noun):
        return self.client.get(copy_of(noun, "md")).content.decode()

    def test_markdown_export_has_questions_as_headings(self):
        interview = an_interview_of(
            ("Who *told*\nyou?", "They **did**."),
            ("And C #", "# Big\n\nYes."),
            title="A *grid* #1",
            standfirst="She keeps the _lights_ on.",
            introduction="It was cold.",
            closing="It still is.",
            held_on=date(2026, 8, 30),
        )
        first, second = interview.exchanges.all()

        lines = [line for line in self.of(interview).splitlines() if line]

        self.assertEqual(lines[:2], ["# A \\*grid\\* #1", "She keeps the _lights_ on."])
        self.assertIn("- Interviewee: Ines Okafor", lines)
        self.assertIn("- Date: 30 August 2026", lines)
        start = lines.index("It was cold.")
        self.assertEqual(
            lines[start + 1 :],
            [
                "## Who *told* you?",
                "Teodor Vass asks:",
                "**Ines Okafor:** They **did**.",
                f"<http://testserver{first.get_absolute_url()}>",
                "## And C \\#",
                "Teodor Vass asks:",
                "**Ines Okafor:**",
                "### Big",
                "Yes.",
                f"<http://testserver{second.get_absolute_url()}>",
                "It still is.",
                "---",
                *[line for line in lines if line.startswith("©")],
                f"<http://testserver{interview.get_absolute_url()}>",
            ],
        )

    def test_markdown_export_keeps_the_footnotes_of_two_answers_apart(self):
        interview = an_interview_of(
            ("Who?", "They.[^1]\n\n[^1]: In *March*."), ("When?", "Then.[^1]\n\n[^1]: In May.")
        )
        one, two = (exchange.key for exchange in interview.exchanges.all())

        page = from_editor(self.of(interview), "page")

        self.assertIn(f"They.[^{one}-1]", self.of(interview))
        self.assertIn(f"[^{two}-1]: In May.", self.of(interview))
        self.assertInHTML("<em>March</em>", page)
        self.assertEqual(page.count('role="doc-noteref"'), 2)
        self.assertEqual(page.count('role="doc-backlink"'), 2)

    def test_markdown_export_closes_what_an_answer_leaves_open(self):
        interview = an_interview_of(
            ("Who?", "```\nopen"), ("When?", "See [there].\n\n[there]: /a/"), ("Why?", "[there]")
        )

        page = from_editor(self.of(interview), level=1)

        self.assertInHTML("<h2>When?</h2>", page)
        self.assertInHTML('<a href="http://testserver/a/" rel="noopener">there</a>', page)
        self.assertEqual(page.count(">there</a>"), 1)

    def test_markdown_export_has_no_html(self):
        nasty = "<script>alert(1)</script> <img src=x onerror=alert(1)>"
        interview = an_interview_of((nasty, nasty), title=nasty, standfirst=nasty, terms=nasty)

        self.assertNotRegex(self.of(interview), r"(?<!\\)<(?!http://testserver/)")

    def test_markdown_export_names_known_speakers_only(self):
        interview = an_interview("A grid", subjects=[a_person("Ada"), a_person("Bo")])
        an_exchange(interview, "", "Me too.", answered_by=[someone("Bo")])

        text = self.of(interview)

        self.assertIn("\nThe forecast.", text)
        self.assertIn("**Bo:** Me too.", text)


class PlainTextExport(TestCase):
    def test_plain_text_export_has_no_markup(self):
        interview = an_interview_of(
            ("Who *told* you?", "They **did**, [often](/there/).\n\n> Always."),
            title="A grid",
            terms="On\nthe record.",
        )

        response = self.client.get(copy_of(interview, "txt"))

        blocks = response.content.decode().split("\n\n")
        self.assertEqual(blocks[0], "A grid")
        self.assertIn("Interviewee: Ines Okafor\nInterviewer: Teodor Vass\n", blocks[1])
        self.assertIn("Terms: On the record.", blocks[1])
        self.assertEqual(
            blocks[2:5],
            ["Teodor Vass: Who told you?", "Ines Okafor: They did, often.", "Always."],
        )

    def test_plain_text_export_has_no_bidi_controls(self):
        interview = an_interview_of(("Who?", "They."), title="A \u202egrid", place="\u202eNorrland")

        text = self.client.get(copy_of(interview, "txt")).content.decode()

        self.assertNotIn("\u202e", text)


class JSONExport(TestCase):
    def of(self, noun):
        return json.loads(self.client.get(copy_of(noun, "json")).content)

    def test_json_export_has_each_answer_as_markdown_html_and_text(self):
        interview = an_interview_of(("Who?", "See [there](/a/).[^1]\n\n[^1]: So."))
        exchange = interview.exchanges.get()

        told = self.of(interview)["exchanges"][0]

        page = f"http://testserver{interview.get_absolute_url()}"
        self.assertEqual(told["key"], exchange.key)
        self.assertEqual(told["place"], f"{page}#{exchange.key}")
        self.assertEqual(told["answer"]["markdown"], exchange.answer)
        self.assertIn('<a href="http://testserver/a/"', told["answer"]["html"])
        self.assertIn(f'href="{page}#{exchange.key}-fn-1"', told["answer"]["html"])
        self.assertEqual(told["answered_by"][0]["url"], "http://testserver/people/ines-okafor/")

    def test_json_export_of_an_exchange_equals_its_part_of_the_interview(self):
        interview = an_interview(exchanges=2)
        interview.topics.add(a_topic())
        exchange = interview.exchanges.last()

        alone, whole = self.of(exchange), self.of(interview)

        self.assertEqual(alone["exchange"], whole["exchanges"][1])
        self.assertEqual(alone["topics"][0]["name"], "Infrastructure")

    def test_json_export_has_no_url_for_a_person_without_a_page(self):
        interview = an_interview()
        an_exchange(interview, "And you?", "Me too.", asked_by=a_person("A Reader"))

        [asker] = self.of(interview)["exchanges"][1]["asked_by"]

        self.assertEqual((asker["name"], asker["url"]), ("A Reader", None))

    def test_json_export_has_no_key_that_the_documentation_lacks(self):
        interview = an_interview(series=a_series())
        interview.topics.add(a_topic())
        a_correction(interview, exchange=interview.exchanges.get())
        described = set(
            re.findall("`([a-z_]+)`", (settings.BASE_DIR / "docs/reuse.md").read_text())
        )

        for noun in (interview, interview.exchanges.get()):
            self.assertLessEqual(names_in(self.of(noun)), described)

    def test_json_export_has_the_date_of_the_last_visible_change(self):
        interview = an_interview()
        correction = a_correction(interview)

        told = self.of(interview)

        self.assertEqual(told["changed"][:19], correction.published_at.isoformat()[:19])
        self.assertEqual((told["version"], told["corrections"][0]["kind"]), (2, "correction"))


class ScriptsAndLanguages(TestCase):
    def test_exports_keep_urls_and_text_in_any_script(self):
        interview = an_interview_of(("هوا؟", "سرد بود."), title="گفت‌وگو", language="fa")

        for suffix in TYPES:
            response = self.client.get(copy_of(interview, suffix))
            self.assertContains(response, "سرد بود.")
            self.assertEqual(response["Content-Language"], "fa")

    def test_labels_of_exports_are_in_the_publications_language(self):
        interview = an_interview(held_on=date(2026, 8, 30))
        found = Interview.objects.for_reading().get(pk=interview.pk)

        with translation.override("fr"):
            self.assertIn("30 août 2026", plain_text.render_interview(found))
