"""All replies in the admin: search, open, decide, but never edit."""

from django.urls import reverse

from comments.models import Reply
from tests.admin_forms import address_of
from tests.builders import a_reader_with_an_account, a_reply, an_editor, an_interview
from tests.comments.moderators import DECIDE, QUEUE, ModeratorTestCase, choice

LIST = reverse("admin:comments_reply_changelist")
HELD = Reply.Status.HELD


class ReplyList(ModeratorTestCase):
    def setUp(self):
        super().setUp()
        self.reply = a_reply(an_interview(), status=HELD)

    def test_the_reply_list_can_be_filtered_by_state_and_interview_and_searched(self):
        a_reply(an_interview("Another"), body="About something else.")

        for query in (
            {"status__exact": "held"},
            {"interview__id__exact": self.reply.interview.pk},
            {"q": "nine years"},
        ):
            response = self.client.get(LIST, query)

            self.assertEqual(list(response.context["cl"].result_list), [self.reply], query)

    def test_the_reply_list_costs_the_same_queries_for_many_replies_as_for_one(self):
        self.client.force_login(an_editor())
        # The publication; session, user; the interviews to narrow by; how many replies; the replies
        # with interview and exchange; the dates to narrow by (2).
        with self.assertNumQueries(8):
            self.client.get(LIST)
        for _each in range(20):
            a_reply(self.reply.interview, status=HELD)

        with self.assertNumQueries(8):
            self.client.get(LIST)

    def test_the_reply_list_links_to_the_queue(self):
        self.assertContains(self.client.get(LIST), "/admin/comments/reply/queue/")

    def test_the_reply_list_shows_attack_strings_as_text(self):
        Reply.objects.update(body="<script>alert(1)</script>", name='"><img src=x>')

        for page in (LIST, address_of(self.reply), reverse("admin:comments_reply_queue")):
            self.assertNotContains(self.client.get(page), "<script>alert")
            self.assertNotContains(self.client.get(page), "<img src=x>")


class DecidingAboutOneReply(ModeratorTestCase):
    def setUp(self):
        super().setUp()
        self.reply = a_reply(an_interview(), status=HELD)

    def press(self, action, **sent):
        return self.decide(action, self.reply, page="reply", **sent)

    def test_a_reply_can_be_published_on_its_admin_page(self):
        self.press("approve")

        self.assertStates(self.reply, Reply.Status.PUBLISHED)

    def test_a_reply_can_be_declined_with_a_reason_on_its_admin_page(self):
        self.press("decline", reason="Off the subject.")

        self.assertStates(self.reply, Reply.Status.DECLINED)
        self.assertEqual(self.reply.decline_reason, "Off the subject.")

    def test_the_page_of_a_reply_opens_again_after_a_decision(self):
        response = self.press("approve")

        self.assertRedirects(response, address_of(self.reply))
        self.assertContains(response, "Undo: published")

    def test_enter_in_the_reason_can_only_decline_a_reply(self):
        page = self.open(self.reply).content.decode()

        form = page[page.index('name="reason"') :].partition("</form>")[0]
        self.assertEqual(form.count("<button"), 1)
        self.assertIn('value="decline"', form)

    def test_an_old_published_reply_can_be_declined_on_its_admin_page(self):
        self.reply.approve(by=self.moderator)

        self.press("decline", reason="It was not true.")

        self.assertStates(self.reply, Reply.Status.DECLINED)

    def test_a_declined_reply_can_be_published_on_its_admin_page(self):
        self.reply.decline(by=self.moderator)

        self.press("approve")

        self.assertStates(self.reply, Reply.Status.PUBLISHED)

    def test_a_withdrawn_reply_cannot_be_published_on_its_admin_page(self):
        self.reply.withdraw()

        response = self.press("approve")

        self.assertStates(self.reply, Reply.Status.WITHDRAWN)
        self.assertIn("This isn’t possible", self.messages(response)[0])
        self.assertNotContains(self.open(self.reply), 'value="approve"')

    def test_the_page_of_a_reply_shows_all_decisions(self):
        self.reply.decline(by=self.moderator, reason="Off the subject.")
        self.reply.undo(by=self.moderator)
        self.reply.approve(by=self.moderator)

        page = self.open(self.reply)

        self.assertContains(page, "Off the subject.")
        self.assertContains(page, "undone: declined")
        self.assertContains(page, "Undo: published")

    def test_the_page_of_a_reply_cannot_change_the_text(self):
        self.press("approve", body="Reworded.", name="Somebody", status="declined")
        with self.assertLogs("django.request", "WARNING"):
            response = self.client.post(address_of(self.reply), {"body": "Reworded."})

        self.assertEqual(response.status_code, 403)
        self.assertStates(self.reply, Reply.Status.PUBLISHED)
        self.assertEqual(self.reply.body, "We were in the wrong group for nine years.")
        self.assertNotContains(self.open(self.reply), "<textarea")

    def test_a_get_of_a_decision_url_decides_nothing(self):
        sent = {"action": "approve", "reply": choice(self.reply)}
        self.client.get(address_of(self.reply), sent)
        self.client.get(LIST, sent)

        self.assertRedirects(self.client.get(DECIDE, sent), QUEUE)
        self.assertStates(self.reply, HELD)

    def test_a_decision_posted_from_another_site_is_refused(self):
        self.client.handler.enforce_csrf_checks = True

        with self.assertLogs("django.security.csrf", "WARNING"):
            self.press("approve")

        self.assertStates(self.reply, HELD)

    def test_staff_without_the_permission_cannot_decide(self):
        self.client.force_login(a_reader_with_an_account(is_staff=True))

        with self.assertLogs("django.request", "WARNING"):
            self.press("approve")

        self.assertStates(self.reply, HELD)

    def test_replies_cannot_be_added_or_deleted_in_the_admin(self):
        self.client.force_login(an_editor())
        for page in ("add/", f"{self.reply.pk}/delete/"):
            with self.assertLogs("django.request", "WARNING"):
                response = self.client.post(LIST + page, {"post": "yes"})

            self.assertEqual(response.status_code, 403)
        self.assertStates(self.reply, HELD)

    def test_the_page_of_a_missing_reply_is_not_found(self):
        for key in ("0", "x", "9" * 30):
            with self.subTest(key=key), self.assertLogs("django.request", "WARNING"):
                self.assertEqual(self.client.get(f"{LIST}{key}/change/").status_code, 404)
