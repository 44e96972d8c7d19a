"""The author of a reply edits or withdraws it on a private page."""

from datetime import timedelta

from django.test import Client, TestCase
from django.utils import timezone

from comments.models import ModerationRules, Reply
from tests.builders import a_reply, an_editor, an_interview

WORDS = {"body": "We were in the wrong group for ten years.", "name": "Olu", "website": ""}


class Editing(TestCase):
    def setUp(self):
        self.reply = a_reply(an_interview(), status=Reply.Status.HELD)

    def change(self, headers=None, **words):
        address = f"{self.reply.status_url}change/"
        response = self.client.post(address, WORDS | words, headers=headers)
        self.reply.refresh_from_db()
        return response

    def published_ago(self, **ago):
        self.reply.approve(by=an_editor())
        self.reply.published_at = timezone.now() - timedelta(**ago)
        self.reply.save()

    def test_an_edited_held_reply_takes_the_new_text_and_stays_held(self):
        response = self.change()

        self.assertRedirects(response, self.reply.status_url)
        self.assertEqual(self.reply.body, WORDS["body"])
        self.assertEqual(self.reply.status, Reply.Status.HELD)
        self.assertIn("nine years", self.reply.decisions.get().previous_body)

    def test_an_edited_published_reply_goes_back_to_an_editor(self):
        self.published_ago(minutes=3)

        self.change()

        self.assertEqual(self.reply.status, Reply.Status.HELD)
        self.assertIn(self.reply, Reply.objects.awaiting_moderation())
        self.assertNotContains(
            self.client.get(self.reply.interview.get_absolute_url()), "ten years"
        )

    def test_editing_is_offered_for_a_quarter_of_an_hour_after_publication(self):
        self.published_ago(minutes=14)
        self.assertContains(self.client.get(self.reply.status_url), ">Edit</a>")

        self.published_ago(minutes=16)

        self.assertNotContains(self.client.get(self.reply.status_url), ">Edit</a>")
        self.change()
        self.assertNotEqual(self.reply.body, WORDS["body"])

    def test_editing_is_screened_as_the_first_words_were(self):
        ModerationRules.objects.update(blocked_words="casino")

        self.change(body="Come to my casino.")

        self.assertEqual(self.reply.status, Reply.Status.DECLINED)

    def test_a_refused_edit_comes_back_with_the_reason(self):
        response = self.change(body="", name="Somebody else")

        self.assertContains(response, "Somebody else", status_code=400)
        self.assertContains(response, "Write your reply.", status_code=400)

    def test_editing_can_be_seen_before_it_is_saved(self):
        response = self.change(body="*Ten* years.", preview="1")

        self.assertContains(response, "<em>Ten</em> years.")
        self.assertNotEqual(self.reply.body, "*Ten* years.")

    def test_editing_from_another_site_changes_nothing_and_keeps_the_words(self):
        response = self.change(headers={"Sec-Fetch-Site": "cross-site"})

        self.assertContains(response, "ten years", status_code=403)
        self.assertNotEqual(self.reply.body, WORDS["body"])

    def test_editing_is_not_offered_after_an_editor_declined(self):
        self.reply.decline(by=an_editor())

        self.assertNotContains(self.client.get(self.reply.status_url), ">Edit</a>")
        self.change()
        self.assertEqual(self.reply.status, Reply.Status.DECLINED)


class Withdrawing(TestCase):
    def setUp(self):
        self.interview = an_interview()
        self.reply = a_reply(self.interview)

    def withdraw(self, **how):
        return self.client.post(f"{self.reply.status_url}withdraw/", **how)

    def test_withdrawing_takes_it_from_the_page(self):
        self.withdraw()

        self.assertNotContains(self.client.get(self.interview.get_absolute_url()), self.reply.body)
        self.assertContains(self.client.get(self.reply.status_url), "You withdrew your reply")

    def test_withdrawing_is_not_done_by_looking(self):
        self.assertEqual(self.client.get(f"{self.reply.status_url}withdraw/").status_code, 405)

        self.assertContains(self.client.get(self.interview.get_absolute_url()), self.reply.body)

    def test_withdrawing_needs_no_token_but_no_other_site_can_do_it(self):
        strict = Client(enforce_csrf_checks=True)
        address = f"{self.reply.status_url}withdraw/"

        foreign = strict.post(address, headers={"Sec-Fetch-Site": "cross-site"})
        own = strict.post(address, headers={"Sec-Fetch-Site": "same-origin"})

        self.assertEqual(foreign.status_code, 403)
        self.assertRedirects(own, self.reply.status_url)

    def test_withdrawing_later_than_a_quarter_of_an_hour_after_publication_is_too_late(self):
        self.reply.published_at = timezone.now() - timedelta(minutes=16)
        self.reply.save()

        response = self.withdraw()

        self.assertEqual(response.status_code, 409)
        self.assertContains(self.client.get(self.interview.get_absolute_url()), self.reply.body)

    def test_withdrawing_leaves_the_way_free_to_send_it_again(self):
        fields = {"body": "Once more.", "name": "Olu", "email": "olu@example.org"}
        address = f"{self.interview.get_absolute_url()}reply/"
        self.client.post(address, fields)
        first = Reply.objects.get(body="Once more.")
        first.withdraw()
        Reply.objects.update(written_at=timezone.now() - timedelta(minutes=1), rate_limit_key=None)

        response = self.client.post(address, fields)

        self.assertEqual(response.status_code, 302)
        self.assertEqual(Reply.objects.filter(body="Once more.").count(), 2)


class HeldReplyInTheThread(TestCase):
    def test_the_held_reply_is_handed_to_whoever_has_its_address_while_it_waits(self):
        reply = a_reply(an_interview(), status=Reply.Status.HELD)
        address = f"{reply.status_url}held/"

        waiting = self.client.get(address)
        reply.approve(by=None)

        self.assertContains(waiting, reply.body)
        self.assertIn("no-store", waiting["Cache-Control"])
        self.assertEqual(self.client.get(address).status_code, 404)
