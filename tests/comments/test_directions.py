"""Names and replies do not change the direction of the text around them."""

import json
import re

from django.test import TestCase

from comments.admin.decisions import describe_decisions
from comments.models import Reply
from tests.builders import a_reply, an_interview

BIDI_CONTROLS = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
HEBREW = "אורי\u200f"
ISOLATED = f"\u2068{HEBREW}\u2069"
JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


class DirectionCharacters(TestCase):
    """Stored as it is: by an older version, or by a program."""

    def test_readers_get_no_direction_characters(self):
        for turning in BIDI_CONTROLS:
            interview = an_interview()
            name, body = f"O{turning}lu", f"We {turning}were in the wrong group."
            reply = a_reply(interview, name=name, body=body)

            with self.subTest(hex(ord(turning))):
                feed = self.client.get(f"{interview.get_absolute_url()}replies/feed.atom")
                self.assertNotContains(feed, turning)
                page = self.client.get(interview.get_absolute_url()).content.decode()
                self.assertNotIn(turning, "".join(JSON_LD.findall(page)))
                self.assertIn(f"<bdi>{name}</bdi>", page)
                self.assertNotIn(turning, page.replace(name, "").replace(reply.name, ""))
                self.assertNotIn(turning, str(reply))


class RightToLeftNames(TestCase):
    def setUp(self):
        self.interview = an_interview("على الحافة")
        self.reply = a_reply(self.interview, name=HEBREW, body="שלום")

    def test_a_right_to_left_name_is_isolated_in_the_titles_of_feeds(self):
        feed = self.client.get("/replies/feed.atom")

        self.assertContains(feed, f"<title>{ISOLATED} on “\u2068على الحافة\u2069”</title>")
        self.assertContains(feed, f"<name>{HEBREW}</name>")

    def test_a_right_to_left_name_is_isolated_in_the_titles_of_pages(self):
        page = self.client.get(f"{self.interview.get_absolute_url()}replies/")

        self.assertContains(page, "<title>Replies to “\u2068على الحافة\u2069” — prompt/power")

    def test_a_right_to_left_name_that_stands_alone_is_not_isolated(self):
        page = self.client.get(self.interview.get_absolute_url())

        self.assertContains(page, f"<bdi>{HEBREW}</bdi>")
        (data,) = JSON_LD.findall(page.content.decode())
        article = next(n for n in json.loads(data)["@graph"] if n["@type"] == "NewsArticle")
        self.assertEqual(article["comment"][0]["author"]["name"], HEBREW)

    def test_a_right_to_left_name_is_isolated_in_messages_of_the_admin(self):
        held = a_reply(self.interview, Reply.Status.HELD, name=HEBREW)

        decided = [held.decisions.create(kind="approved", previous_status="held")]

        self.assertIn(f"{ISOLATED}, “We were", describe_decisions(decided))
        self.assertEqual(str(self.reply), f"{ISOLATED}: \u2068שלום\u2069")


class LeftToRightNames(TestCase):
    def test_a_left_to_right_name_is_not_isolated(self):
        a_reply(an_interview("Rivers"), name="Olu")

        self.assertContains(self.client.get("/replies/feed.atom"), "<title>Olu on “Rivers”</title>")
