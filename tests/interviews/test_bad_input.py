"""Words that were written to break things: shown as words, on every page."""

import json
import re
import unittest
from html.parser import HTMLParser

from django.conf import settings
from django.test import TestCase
from django.urls import reverse

from interviews.models import Interview
from interviews.slugs import slug_for, validate_slug
from tests.builders import a_draft, a_page, a_person, a_series, a_topic, an_exchange, published

NAUGHTY = settings.BASE_DIR.parent / "shared/data/naughty/blns.json"
ATTACKS = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</title></textarea><svg/onload=alert(1)>",
    "{{ 7|add:7 }} {% debug %}",
    "javascript:alert(1)",
    "\u202eevil\u202c\u2066",
    "\ud7ff\ufffe\uffff\x0b\x1b",
]  # fmt: skip


class Suspect(HTMLParser):
    """Gathers whatever in a page could run."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        is_data = list(attrs.items()) == [("type", "application/ld+json")]
        is_ours = is_data or (attrs.get("src") or "").startswith("/static/")
        if tag == "script" and not is_ours:
            self.found.append(tag)
        for name, value in attrs.items():
            leads = (value or "").strip().lower() if name in ("href", "src", "action") else ""
            if (
                name.startswith("on")
                or name == "style"
                or leads.startswith(("javascript:", "data:"))
            ):
                self.found.append(f"{tag} {name}={value}")


class AttackStringsInEveryField(TestCase):
    def publish(self, words):
        """An interview that says `words` wherever somebody may write, and nothing else."""
        series, topic = a_series(words[:200], description=words), a_topic(words[:100])
        line = words[:200]
        someone = a_person(line, description=line, biography=words, portrait_credit=line)
        named = dict.fromkeys(
            ["standfirst", "introduction", "closing", "terms", "editing", "sign_off"], words
        )
        draft = a_draft(
            words[:250], subjects=[someone], exchanges=0, series=series, place=line, **named
        )
        an_exchange(draft, words, words, label=words[:120], note=words, asked_by=someone)
        draft.topics.add(topic)
        interview = published(draft)
        interview.correct(words, by=None, exchange=draft.exchanges.get())
        page = a_page(words[:200], body=words)
        places = [interview, interview.exchanges.get(), series, topic, someone, page]
        return [each.get_absolute_url() for each in places]

    def test_attack_strings_in_any_field_run_nowhere_and_break_nothing(self):
        lists = ["front_page", "archive", "people", "topics", "all_series", "corrections", "feed"]
        for words in ATTACKS:
            addresses = self.publish(words)
            addresses += [reverse(f"interviews:{name}") for name in lists]
            for address in addresses:
                with self.subTest(words=words, address=address):
                    response = self.client.get(address)
                    self.assertEqual(response.status_code, 200)
                    self.assertEqual(Suspect(response.content.decode()).found, [])


@unittest.skipUnless(NAUGHTY.exists(), "the big list of naughty strings is not beside the project")
class TheBigListOfNaughtyStrings(TestCase):
    def setUp(self):
        strings = json.loads(NAUGHTY.read_text("utf-8"))
        self.strings = [each.replace("\x00", "") for each in strings if each.strip("\x00")]

    def test_naughty_strings_in_questions_and_answers_run_nowhere(self):
        draft = a_draft()
        for words in self.strings:
            an_exchange(draft, words, words)

        page = self.client.get(published(draft).get_absolute_url())

        self.assertEqual(page.status_code, 200)
        self.assertEqual(Suspect(page.content.decode()).found, [])

    def test_naughty_strings_in_titles_make_valid_addresses(self):
        for words in self.strings:
            with self.subTest(words):
                validate_slug(slug_for(words))

    def test_naughty_strings_can_be_searched_for(self):
        for words in self.strings:
            with self.subTest(words):
                self.assertEqual(self.client.get("/search/", {"q": words}).status_code, 200)


class UnknownAddresses(TestCase):
    def test_unknown_addresses_are_not_found_on_either_database(self):
        for path in ("", "interviews/", "people/", "topics/", "series/"):
            for word in ("%00", "a%00b", "%0a", "%ff", "%e2%80%ae", "a" * 3000, "%25", "'%22--"):
                with self.subTest(path=path, word=word):
                    self.assertEqual(self.client.get(f"/{path}{word}/").status_code, 404)


class TenThousandExchanges(TestCase):
    def test_an_interview_of_ten_thousand_exchanges_is_one_page_for_the_same_queries(self):
        interview = published(a_draft())
        exchanges = interview.exchanges.model.objects
        exchanges.bulk_create(
            exchanges.model(
                interview=interview, position=n, key=f"x-{n:06}", question="And?", answer="So."
            )
            for n in range(2, 10_001)
        )
        interview.record_change_made_elsewhere()

        with self.assertNumQueries(14):  # those of every interview, see test_cost
            response = self.client.get(interview.get_absolute_url())

        headings = re.findall(r'<h2 id="x-\w{6}-q">', response.content.decode())
        self.assertEqual(len(set(headings)), 10_000)
        self.assertEqual(Interview.objects.for_listing().get().question_count, 10_000)
