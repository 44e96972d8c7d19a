"""Odd, old, forged or far too large posts are refused with a page, at little cost."""

from django.test import TestCase

from comments.models import Reply
from tests.builders import an_interview

REPLY_FIELDS = {"body": "We were in the wrong group.", "name": "Olu", "email": "olu@example.org"}


class RefusedPosts(TestCase):
    def setUp(self):
        self.interview = an_interview("Thirty essays")
        self.address = f"/interviews/{self.interview.slug}/reply/"

    def test_a_post_to_a_former_address_is_accepted(self):
        self.interview.change_slug("one-author")

        response = self.client.post(self.address, REPLY_FIELDS)

        self.assertRedirects(response, Reply.objects.get().status_url)

    def test_a_post_of_megabytes_is_refused_before_it_is_read(self):
        response = self.client.post(self.address, REPLY_FIELDS | {"body": "<" * 1_000_000})

        self.assertContains(response, "That was too long", status_code=413)
        self.assertLess(len(response.content), 50_000)

    def test_a_post_with_the_longest_reply_in_four_byte_characters_is_accepted(self):
        self.client.post(self.address, REPLY_FIELDS | {"body": "🙂" * 5000})

        self.assertEqual(len(Reply.objects.get().body), 5000)

    def test_a_post_one_character_longer_is_refused(self):
        response = self.client.post(self.address, REPLY_FIELDS | {"body": "a" * 5001})

        self.assertEqual(response.status_code, 400)
        self.assertFalse(Reply.objects.exists())

    def test_an_empty_post_shows_what_is_missing(self):
        for body, kind in (("", "application/x-www-form-urlencoded"), ("{}", "application/json")):
            with self.subTest(kind):
                response = self.client.post(self.address, body, content_type=kind)
                self.assertContains(response, "aria-describedby", status_code=400)

    def test_a_reply_to_a_removed_answer_can_be_sent_again_to_the_whole_interview(self):
        refused = self.client.post(self.address, REPLY_FIELDS | {"to": "x-222222"})
        kept = refused.context["form"]["to"].value()

        self.client.post(self.address, REPLY_FIELDS | {"to": kept})

        self.assertContains(refused, "Send it again", status_code=400)
        self.assertIsNone(Reply.objects.get().exchange)

    def test_a_post_with_an_invalid_origin_is_refused(self):
        for origin in ("http://[::1", "null", "", "http://testserver:x"):
            with self.subTest(origin):
                response = self.client.post(self.address, REPLY_FIELDS, headers={"Origin": origin})
                self.assertEqual(response.status_code, 403)

    def test_a_form_for_an_answer_that_never_existed_works(self):
        for to in ("%00", "x-%00%00%00%00%00%00", "x-222222", "a" * 5000, "%ff"):
            with self.subTest(to):
                self.assertEqual(self.client.get(f"{self.address}?to={to}").status_code, 200)
        for to in ("\x00", "x-222222", "a" * 5000):
            with self.subTest(to):
                response = self.client.post(self.address, REPLY_FIELDS | {"to": to})
                self.assertEqual(response.status_code, 400)
