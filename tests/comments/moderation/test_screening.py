"""The rules of screening in their order, and the reasons that they store."""

from datetime import timedelta
from unittest.mock import patch

from django.test import TestCase, override_settings
from django.utils import timezone

from comments.models import ModerationRules, Reply, ReplySettings
from comments.moderation.screening.reasons import describe
from tests.builders import a_reply, an_editor, an_interview

REPLY_FIELDS = {"body": "We were in the wrong group.", "name": "Olu", "email": "olu@example.org"}
HELD, PUBLISHED, DECLINED = Reply.Status.HELD, Reply.Status.PUBLISHED, Reply.Status.DECLINED


class ScreeningTestCase(TestCase):
    def setUp(self):
        self.interview = an_interview()

    def post(self, **changed):
        address = f"{self.interview.get_absolute_url()}reply/"
        return self.client.post(address, REPLY_FIELDS | changed)

    def reply(self, **changed):
        self.assertEqual(self.post(**changed).status_code, 302)
        return Reply.objects.latest("pk")

    def why(self, reply):
        return " ".join(str(sentence) for sentence in describe(reply.reasons))


class BlockedReplies(ScreeningTestCase):
    def test_a_blocked_reply_is_declined_whatever_the_policy(self):
        ModerationRules.objects.update(
            policy="open",
            blocked_words="casino*",
            blocked_addresses="@spam.example",
            blocked_networks="127.0.0.0/24",
        )

        reply = self.reply(body="Our Casinos are best.", email="a@b.spam.example")

        self.assertEqual(reply.status, DECLINED)
        for found in ("casino*", "@spam.example", "a blocked network"):
            self.assertIn(found, self.why(reply))
        self.assertContains(self.client.get(reply.status_url), "Your reply was declined")

    def test_a_blocked_word_that_markup_splits_is_found(self):
        ModerationRules.objects.update(blocked_words="casino")

        for body in ("ca**sin**o", "ca&#115;ino", "ca\u200bsino"):
            with self.subTest(body):
                Reply.objects.update(
                    written_at=timezone.now() - timedelta(minutes=1), rate_limit_key=None
                )
                self.assertEqual(self.reply(body=body).status, DECLINED)


class SuspectReplies(ScreeningTestCase):
    def setUp(self):
        super().setUp()
        ModerationRules.objects.update(policy="open", suspect_words="watches")
        an_editor(username="meike", first_name="Meike", last_name="Prager")

    def assertHeld(self, why, **changed):
        reply = self.reply(**changed)
        self.assertEqual(reply.status, HELD)
        self.assertIn(why, self.why(reply))

    def test_a_suspect_reply_is_held_for_a_suspect_word(self):
        self.assertHeld("watches", body="Cheap watches.")

    def test_a_suspect_reply_is_held_for_two_links_and_not_for_one(self):
        self.assertHeld("2 links", body="See https://a.example and [this](https://b.example).")
        Reply.objects.all().update(
            rate_limit_key=None, written_at=timezone.now() - timedelta(minutes=1)
        )

        self.assertEqual(self.reply(body="See https://a.example/.").status, PUBLISHED)

    def test_a_reply_is_held_if_its_name_looks_like_a_protected_name(self):
        for number, name in enumerate(
            ("Ines Okafor", "INES OKAFOR", "Inеs Okаfor", "Ｉｎｅｓ Okafor", "Ines\u200b Okafor",
             "Meike Prager", "Teodor Vass")
        ):  # fmt: skip
            with self.subTest(name):
                self.assertHeld("looks like", name=name, email=f"{number}@example.org")

    def test_a_reply_is_held_for_direction_characters(self):
        self.assertHeld("direction", body="abc \u202edef")

    def test_a_suspect_reply_is_stored_with_all_reasons(self):
        why = self.why(self.reply(body="Cheap watches: https://a.example https://b.example"))

        self.assertIn("watches", why)
        self.assertIn("2 links", why)


class OtherReplies(ScreeningTestCase):
    def test_any_other_reply_is_held_if_replies_are_moderated(self):
        self.assertEqual(self.reply().status, HELD)

    def test_any_other_reply_appears_at_once_if_replies_are_open(self):
        ReplySettings.objects.create(interview=self.interview, policy="open")

        reply = self.reply()

        self.assertEqual(reply.status, PUBLISHED)
        self.assertContains(self.client.get(self.interview.get_absolute_url()), reply.body)
        self.assertIsNone(reply.decisions.get().by)


class RateLimits(ScreeningTestCase):
    def test_a_flood_from_one_address_is_refused_for_a_while_with_the_text_kept(self):
        self.post()

        response = self.post(body="And another thing.")

        self.assertContains(response, "And another thing.", status_code=429)
        self.assertEqual(response["Retry-After"], "15")
        self.assertEqual(Reply.objects.count(), 1)

    def test_a_flood_from_one_network_is_refused_for_a_while(self):
        for number in range(100):
            a_reply(self.interview, status=HELD, email=f"{number}@b.co", network="127.0.0.0/24")

        response = self.post()

        self.assertContains(response, REPLY_FIELDS["body"], status_code=429)
        self.assertEqual(response["Retry-After"], "60")

    def test_a_reply_after_a_pause_is_accepted(self):
        self.post()
        Reply.objects.update(written_at=timezone.now() - timedelta(seconds=16), rate_limit_key=None)

        self.assertEqual(self.post(body="And another thing.").status_code, 302)


class RepeatedReplies(ScreeningTestCase):
    def test_the_same_reply_sent_later_is_refused_with_an_explanation(self):
        self.post()
        Reply.objects.update(written_at=timezone.now() - timedelta(hours=1), rate_limit_key=None)

        response = self.post()

        self.assertContains(response, "You’ve already sent this", status_code=409)
        self.assertContains(response, REPLY_FIELDS["body"], status_code=409)
        self.assertEqual(Reply.objects.count(), 1)

    def test_the_same_reply_from_another_network_does_not_open_the_first_private_page(self):
        self.post()
        Reply.objects.update(network="203.0.113.0/24")

        response = self.post()

        self.assertEqual(response.status_code, 409)


@override_settings(AKISMET_KEY="k", AKISMET_URL="http://127.0.0.1:9/1.1")
class AkismetScreening(ScreeningTestCase):
    def setUp(self):
        super().setUp()
        ModerationRules.objects.update(policy="open")

    def test_a_reply_is_held_if_akismet_does_not_answer(self):
        with self.assertLogs("comments.moderation.screening.akismet", "WARNING"):
            reply = self.reply()

        self.assertEqual(reply.status, HELD)
        self.assertIn("Akismet did not answer", self.why(reply))

    def test_akismet_holds_spam_and_lets_other_replies_pass(self):
        for answer, status in ((b"true", HELD), (b"false", PUBLISHED), (b"what?", HELD)):
            with self.subTest(answer), patch("comments.moderation.screening.akismet._ask") as ask:
                ask.return_value = answer
                reply = self.reply(email=f"{answer.decode()[0]}@example.org", body=f"{answer}")
                self.assertEqual(reply.status, status)
