"""What readers get: the pages, their structure, and nothing that is not published."""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

from django.conf import settings
from django.test import TestCase, override_settings
from django.utils import timezone

from tests.builders import (
    a_correction,
    a_draft,
    a_page,
    a_reader_with_an_account,
    a_recurring_question,
    a_series,
    a_topic,
    an_editor,
    an_exchange,
    an_interview,
    an_interview_of,
    someone,
)


class Outline(HTMLParser):
    """The headings of a page, as (level, words), and every id in it."""

    def __init__(self, html):
        super().__init__()
        self.headings, self.ids, self.level = [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if re.fullmatch("h[1-6]", tag):
            self.level = tag
            self.headings.append((tag, ""))
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        if tag == self.level:
            self.level = None

    def handle_data(self, words):
        if self.level:
            tag, said = self.headings[-1]
            self.headings[-1] = (tag, " ".join(f"{said}{words}".split()))


def outline(response):
    return Outline(response.content.decode())


class AnInterview(TestCase):
    def setUp(self):
        self.interview = an_interview_of(
            ("What was in the essays?", "One author."),
            ("Who told you?", "They **did**."),
            title="Thirty essays",
            standfirst="Who *taught* them.",
        )
        self.first, self.second = self.interview.exchanges.all()

    def read(self):
        return self.client.get(self.interview.get_absolute_url())

    def test_an_interview_page_has_one_title_and_a_heading_for_each_question_in_order(self):
        headings = outline(self.read()).headings

        self.assertEqual([words for tag, words in headings if tag == "h1"], ["Thirty essays"])
        self.assertEqual(headings[0], ("h1", "Thirty essays"))
        asked = next(n for n, (_tag, words) in enumerate(headings) if words.endswith("?"))
        (tag, first), (its_tag, second) = headings[asked : asked + 2]
        self.assertEqual((tag, its_tag), ("h2", "h2"))
        self.assertIn("What was in the essays?", first)
        self.assertIn("Who told you?", second)

    def test_an_interview_page_tells_screen_readers_who_asks(self):
        self.assertRegex(self.read().content.decode(), r"Teodor Vass asks:")

    def test_an_interview_page_has_the_key_of_each_exchange_as_an_id_once(self):
        ids = outline(self.read()).ids

        self.assertEqual(ids.count(self.first.key), 1)
        self.assertEqual(ids.count(self.second.key), 1)

    def test_an_interview_page_has_no_id_twice(self):
        for number in range(2):
            an_exchange(self.interview, f"Number {number}?", "See.[^1]\n\n[^1]: There.")

        ids = outline(self.read()).ids

        self.assertEqual(sorted(ids), sorted(set(ids)))

    def test_an_interview_page_lists_the_questions(self):
        page = self.read()

        self.assertContains(page, f'href="#{self.first.key}"')
        self.assertContains(page, f'href="#{self.second.key}"')

    def test_an_interview_page_says_how_the_interview_was_held(self):
        self.interview.terms = "Answers in full, without paraphrase."
        self.interview.place = "Brask"
        self.interview.save()

        page = self.read()

        self.assertContains(page, "About this interview")
        self.assertContains(page, "Answers in full, without paraphrase.")
        self.assertContains(page, "Brask")

    def test_an_interview_is_cited_by_an_address_that_is_readable_in_any_script(self):
        interview = an_interview("時計")

        page = self.client.get(interview.get_absolute_url())

        address = f"{settings.PUBLICATION_URL}/interviews/時計/"
        self.assertContains(page, f'href="{interview.get_absolute_url()}">{address}</a>')

    def test_an_interview_page_has_the_language_and_the_direction_of_the_interview(self):
        self.interview.language = "fa"
        self.interview.save()

        self.assertContains(self.read(), 'lang="fa"')
        self.assertContains(self.read(), 'dir="rtl"')

    def test_an_interview_page_names_its_canonical_address(self):
        self.assertContains(
            self.read(), '<link rel="canonical" href="http://testserver/interviews/thirty-essays/">'
        )

    def test_an_interview_page_is_the_same_for_everyone_and_sets_no_cookie(self):
        page = self.read()

        self.assertFalse(page.cookies)
        self.assertNotIn("Cookie", page.get("Vary", ""))
        self.client.force_login(a_reader_with_an_account())
        self.assertEqual(self.read().content, page.content)

    def test_an_interview_page_names_speakers_only_where_more_than_two_speak(self):
        self.assertNotContains(self.read(), 'class="speaker"')
        an_exchange(self.interview, "", "Not I.", answered_by=[someone("Maya Lind")])

        self.assertContains(self.read(), "Maya Lind")
        self.assertContains(self.read(), 'class="speaker"')

    def test_an_interview_page_shows_a_tombstone_where_an_exchange_was_removed(self):
        self.first.remove(by=None)

        page = self.read()

        self.assertIn(self.first.key, outline(page).ids)
        self.assertNotContains(page, "One author.")
        self.assertNotContains(page, "What was in the essays?")

    def test_an_interview_page_shows_a_correction_at_the_top_and_at_the_answer(self):
        a_correction(self.interview, "It was twenty-nine.", exchange=self.first)

        page = self.read().content.decode()

        before, _mark, after = page.partition(f'id="{self.first.key}"')
        self.assertIn("orrection", before)
        self.assertIn("It was twenty-nine.", after)

    def test_an_interview_page_counts_only_questions_as_questions(self):
        interview = an_interview_of(("", "Before we begin."), ("Why?", "So."), title="One question")

        for address in (interview.get_absolute_url(), "/interviews/"):
            with self.subTest(address):
                self.assertContains(self.client.get(address), "1 question\n")

    @override_settings(PUBLICATION_LICENCE="Quote a line, & say whose.")
    def test_an_interview_page_names_the_licence_for_quotations(self):
        interview = an_interview("Of its year", at=datetime(2025, 5, 1, tzinfo=UTC))

        page = self.client.get(interview.get_absolute_url())

        self.assertContains(page, "© 2025")
        self.assertContains(page, "Quote a line, &amp; say whose.")

    def test_a_withdrawn_interview_is_gone_and_gives_the_reason(self):
        self.interview.withdraw(by=None, note="The subject is in danger.")

        page = self.read()

        self.assertContains(page, "The subject is in danger.", status_code=410)
        self.assertNotIn("One author.", page.content.decode())


class AnExchangeAlone(TestCase):
    def setUp(self):
        self.interview = an_interview(exchanges=3)
        self.exchange = self.interview.exchanges.all()[1]

    def test_an_exchange_has_an_address_of_its_own_and_is_canonical_to_the_interview(self):
        page = self.client.get(self.exchange.get_absolute_url())

        self.assertContains(page, self.exchange.question)
        self.assertContains(
            page,
            f'<link rel="canonical" href="http://testserver{self.interview.get_absolute_url()}">',
        )

    def test_a_removed_exchange_is_gone_and_shows_no_text(self):
        an_exchange(self.interview, "Secret?", "Secret words.").remove(by=None)
        removed = self.interview.exchanges.last()

        page = self.client.get(removed.get_absolute_url())

        self.assertEqual(page.status_code, 410)
        self.assertNotContains(page, "Secret words.", status_code=410)

    def test_an_exchange_is_not_found_under_another_interview(self):
        other = an_interview("Other")

        self.assertEqual(
            self.client.get(f"{other.get_absolute_url()}{self.exchange.key}/").status_code, 404
        )


class UnpublishedInterviews(TestCase):
    """None of it shows on any page that a reader, a feed or a crawler can fetch."""

    NOT_THERE = ("/topics/unseen/", "/series/unseen/", "/people/ada-silence/", "/questions/zweig/")
    SECTIONS = ("lists", "interviews", "people", "topics", "series", "questions", "pages")
    LISTS = (
        "/", "/interviews/", "/people/", "/topics/", "/series/", "/questions/", "/corrections/",
        "/feed.atom", "/feed.json", "/replies/feed.atom", "/news-sitemap.xml", "/card/",
        "/search/?q=Zweig", "/search/?q=ada+sil", "/people/teodor-vass/",
        *(f"/sitemap-{section}.xml" for section in SECTIONS),
    )  # fmt: skip

    def shows_nowhere(self, interview):
        an_interview("Seen")
        interview.topics.add(a_topic("Unseen"))
        for address in self.LISTS:
            with self.subTest(address):
                response = self.client.get(address)
                self.assertIn(response.status_code, (200, 404))
                self.assertNotIn(b"Silence", response.content)
                self.assertNotIn(b"silence", response.content)
        for address in (*self.NOT_THERE, *self.own_addresses(interview)):
            with self.subTest(address):
                self.assertNotContains(self.client.get(address), "Silence", status_code=404)

    def own_addresses(self, interview):
        for noun in (interview, interview.exchanges.get()):
            address = noun.get_absolute_url()
            yield from (
                address,
                f"{address}card/",
                f"/oembed?url={settings.PUBLICATION_URL}{address}",
            )
            yield from (f"{address.rstrip('/')}.{suffix}" for suffix in ("md", "txt", "json"))
        address = interview.get_absolute_url()
        parts = ("changes", "versions/1", "reply", "replies", "replies/1")
        yield from (f"{address}{part}/" for part in parts)
        yield f"{address}replies/feed.atom"
        for address in self.NOT_THERE[:3]:
            yield from (f"{address}feed.atom", f"{address}feed.json")

    def unseen(self, **words):
        draft = a_draft(
            "Silence, by Zweig",
            subjects=[someone("Ada Silence")],
            series=a_series("Unseen"),
            standfirst="Silence. Zweig.",
            introduction="Silence. Zweig.",
            exchanges=0,
            **words,
        )
        asked = a_recurring_question("Zweig")
        an_exchange(draft, "Silence, Zweig?", "Silence. Zweig.", recurring=asked)
        return draft

    def test_a_draft_is_on_no_public_page(self):
        self.shows_nowhere(self.unseen())

    def test_an_interview_in_review_is_on_no_public_page(self):
        interview = self.unseen()
        interview.submit(by=None)
        self.shows_nowhere(interview)

    def test_a_scheduled_interview_is_on_no_public_page(self):
        interview = self.unseen()
        interview.schedule(timezone.now() + timedelta(days=1), by=None)
        self.shows_nowhere(interview)


class Lists(TestCase):
    def test_lists_show_the_newest_first(self):
        an_interview("Older", at=datetime(2025, 5, 1, tzinfo=UTC))
        an_interview("Newer", at=datetime(2026, 5, 1, tzinfo=UTC))

        for address in ("/", "/interviews/"):
            page = self.client.get(address).content.decode()
            self.assertLess(page.index("Newer"), page.index("Older"))

    def test_lists_of_a_year_contain_only_that_year(self):
        an_interview("Older", at=datetime(2025, 5, 1, tzinfo=UTC))
        an_interview("Newer", at=datetime(2026, 5, 1, tzinfo=UTC))

        page = self.client.get("/archive/2025/")

        self.assertContains(page, "Older")
        self.assertNotContains(page, "Newer")
        self.assertEqual(self.client.get("/archive/1999/").status_code, 404)

    def test_empty_lists_have_a_text(self):
        for address in ("/", "/interviews/", "/people/", "/topics/", "/series/", "/corrections/"):
            with self.subTest(address):
                self.assertEqual(self.client.get(address).status_code, 200)

    def test_lists_of_people_sort_any_script_by_family_name(self):
        names = ["Zoe Adler", "Åsa Berg", "Émile Auber", "ada carr", "Ζωή Άλφα"]
        an_interview(subjects=[someone(name) for name in names])

        page = self.client.get("/people/").content.decode()

        expected = ["Zoe Adler", "Émile Auber", "Åsa Berg", "ada carr", "Ζωή Άλφα"]
        self.assertEqual(sorted(expected, key=page.index), expected)


class APerson(TestCase):
    def test_a_person_page_lists_interviews_given_and_conducted(self):
        both = someone("Teodor Vass")
        an_interview("He asked", subjects=[someone("Ines Okafor")])
        an_interview("He answered", subjects=[both])

        page = self.client.get(both.get_absolute_url())

        self.assertContains(page, "He asked")
        self.assertContains(page, "He answered")


class ThePagesOfThePublication(TestCase):
    def test_pages_about_the_publication_are_written_by_editors(self):
        a_page("Quoting us", body="We *never* paraphrase.")

        self.assertContains(self.client.get("/quoting-us/"), "We <em>never</em> paraphrase.")

    def test_pages_about_the_publication_exist_from_the_first_day(self):
        self.assertContains(self.client.get("/about/"), "Answers appear in full")

    def test_unknown_pages_about_the_publication_are_not_found(self):
        response = self.client.get("/nothing-here/")

        self.assertEqual(response.status_code, 404)
        self.assertIn("prompt", response.content.decode())


class AStaffPreview(TestCase):
    def test_a_preview_shows_a_draft_to_editors_only(self):
        draft = a_draft("Unseen")
        address = f"/admin/interviews/interview/{draft.pk}/preview/"

        self.assertEqual(self.client.get(address).status_code, 302)
        self.client.force_login(an_editor())
        page = self.client.get(address)

        self.assertContains(page, "Unseen")
        self.assertIn("no-store", page["Cache-Control"])
