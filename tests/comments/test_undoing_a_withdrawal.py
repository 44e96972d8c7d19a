"""An author undoes a withdrawal: the reply is as it was before."""

from datetime import timedelta
from unittest.mock import patch

from django.test import TestCase, override_settings
from django.utils import timezone

from comments import privacy
from comments.models import Commenter, Decision, QueuedEmail, Reply
from comments.models.authorship import MAX_EDITS, RESTORE_WINDOW
from comments.models.moderation import InvalidDecision
from tests.builders import a_reply, an_editor, an_interview

# What a withdrawal changes, and what has to be as before once it is undone.
WHOLE = [field.attname for field in Reply._meta.concrete_fields if field.attname != "fingerprint"]


class UndoTestCase(TestCase):
    def setUp(self):
        self.interview = an_interview()

    def press(self, reply, what, **how):
        return self.client.post(f"{reply.status_url}{what}/", **how)

    def row(self, reply):
        return Reply.objects.filter(pk=reply.pk).values(*WHOLE).get()

    def let_pass(self, time):
        """From here on the clock of the replies runs ahead."""
        ahead = timezone.now() + time
        self.enterContext(patch("comments.models.authorship.timezone.now", lambda: ahead))


class UndoingAWithdrawal(UndoTestCase):
    def assertRestored(self, reply):
        before = self.row(reply)
        self.press(reply, "withdraw")
        withdrawn = Reply.objects.get(pk=reply.pk).status

        answer = self.press(reply, "restore")

        self.assertEqual(withdrawn, Reply.Status.WITHDRAWN)
        self.assertRedirects(answer, reply.status_url)
        self.assertEqual(self.row(reply), before)

    def test_undoing_of_a_published_reply_restores_all_of_it(self):
        a_reply(self.interview)
        reply = a_reply(self.interview, exchange=self.interview.exchanges.get())
        a_reply(self.interview)

        self.assertRestored(reply)

    def test_undoing_of_a_held_reply_restores_its_place_in_the_queue(self):
        reply = a_reply(self.interview, status=Reply.Status.HELD)
        Reply.objects.update(queued_at=reply.written_at)

        self.assertRestored(reply)

    def test_undoing_of_a_featured_reply_that_a_moderator_kept_restores_where_it_stood(self):
        editor = an_editor()
        reply = a_reply(self.interview, exchange=self.interview.exchanges.get())
        reply.feature(by=editor)
        reply.approve(by=editor)

        self.assertRestored(reply)

    def test_undoing_of_a_reply_that_taught_the_filter_teaches_it_again(self):
        reply = a_reply(self.interview, status=Reply.Status.HELD)
        reply.approve(by=an_editor())

        self.assertRestored(reply)

    def test_undoing_of_a_reported_reply_raises_it_again(self):
        reply = a_reply(self.interview)
        reply.report("Rude.", "203.0.113.0/24")
        Reply.objects.update(queued_at=reply.reports.get().made_at)

        self.assertRestored(reply)

    def test_undoing_shows_it_again_on_the_page_in_the_feed_and_above_its_answers(self):
        reply = a_reply(self.interview, body="The first words.")
        a_reply(self.interview, parent=reply, body="The second words.")
        places = [self.interview.get_absolute_url(), "/replies/feed.atom"]
        before = [self.client.get(place).content for place in places]
        self.press(reply, "withdraw")
        without = [self.client.get(place) for place in places]

        self.press(reply, "restore")

        for answer in without:
            self.assertNotContains(answer, "The first words.")
        self.assertContains(without[0], "Withdrawn by its author.")
        self.assertEqual([self.client.get(place).content for place in places], before)

    def test_undoing_can_be_done_again_with_the_same_reply(self):
        reply = a_reply(self.interview)
        for _each in range(3):
            self.assertRestored(reply)

    def test_undoing_is_a_decision_that_moderators_read(self):
        reply = a_reply(self.interview)
        self.press(reply, "withdraw")
        self.press(reply, "restore")
        self.client.force_login(an_editor())

        page = self.client.get(f"/admin/comments/reply/{reply.pk}/change/")

        self.assertContains(page, "<b>its author</b>")
        self.assertContains(page, "undone: withdrawn by its author")
        self.assertFalse(Decision.objects.excluding_authors().exclude(kind="approved").exists())

    def test_undoing_by_a_click_twice_or_after_going_back_changes_nothing_more(self):
        reply = a_reply(self.interview)
        for what in ("withdraw", "withdraw", "restore", "restore"):
            self.assertRedirects(self.press(reply, what), reply.status_url)

        self.assertEqual(reply.decisions.filter(kind=Decision.Kind.UNDONE).count(), 1)
        self.assertTrue(Reply.objects.get().is_published)

    def test_undoing_is_not_done_by_looking_or_from_another_site(self):
        reply = a_reply(self.interview)
        reply.withdraw()

        looked = self.client.get(f"{reply.status_url}restore/")
        foreign = self.press(reply, "restore", headers={"Sec-Fetch-Site": "cross-site"})

        self.assertEqual([looked.status_code, foreign.status_code], [405, 403])
        self.assertEqual(Reply.objects.get().status, Reply.Status.WITHDRAWN)


class UndoWindow(UndoTestCase):
    @override_settings(TIME_ZONE="Europe/Lisbon")
    def test_the_time_to_undo_is_told_with_its_zone(self):
        reply = a_reply(self.interview)
        reply.withdraw()

        page = self.client.get(reply.status_url)

        until = timezone.localtime(reply.decisions.latest("pk").at + RESTORE_WINDOW)
        self.assertContains(page, f"{until:%H:%M} ({until:%Z})")
        self.assertContains(page, ">Undo</button>")

    def test_the_time_to_undo_ends_a_day_later(self):
        reply = a_reply(self.interview)
        reply.withdraw()
        self.let_pass(RESTORE_WINDOW)

        page, answer = self.client.get(reply.status_url), self.press(reply, "restore")

        self.assertNotContains(page, ">Undo</button>")
        self.assertContains(answer, "It’s too late to undo this.", status_code=409)

    def test_the_time_to_undo_is_longer_than_the_edit_window(
        self,
    ):
        reply = a_reply(self.interview)
        reply.withdraw()
        self.let_pass(timedelta(hours=23))

        self.press(reply, "restore")

        self.assertTrue(Reply.objects.get().is_published)
        self.assertNotContains(self.client.get(reply.status_url), ">Withdraw</button>")

    def test_the_time_to_undo_ends_after_it_was_withdrawn_very_often(self):
        reply = a_reply(self.interview)
        for _each in range(MAX_EDITS):
            reply.withdraw()
            reply.restore()
        reply.withdraw()

        with self.assertRaises(InvalidDecision):
            reply.restore()


class LimitsOfUndoing(UndoTestCase):
    def test_undoing_leaves_an_erasure_alone(self):
        for status in (Reply.Status.PUBLISHED, Reply.Status.HELD):
            reply = a_reply(self.interview, status=status, email="olu@example.org")
            as_it_was = Reply.objects.get(pk=reply.pk)
            as_it_was.withdraw()

            privacy.erase("olu@example.org")

            with self.subTest(status), self.assertRaises(InvalidDecision):
                as_it_was.restore()
            self.assertEqual(self.press(reply, "restore").status_code, 404)
            self.assertEqual(Reply.objects.get(pk=reply.pk).name, "")

    def test_undoing_leaves_the_same_reply_sent_again_alone(self):
        fields = {"body": "Once more.", "name": "Olu", "email": "olu@example.org"}
        address = f"{self.interview.get_absolute_url()}reply/"
        self.client.post(address, fields)
        first = Reply.objects.get()
        first.withdraw()
        Reply.objects.update(written_at=timezone.now() - timedelta(minutes=1), rate_limit_key=None)
        self.client.post(address, fields)

        answer = self.press(first, "restore")

        self.assertContains(answer, "You’ve already sent exactly this.", status_code=409)
        self.assertContains(answer, "You withdrew your reply", status_code=409)
        self.assertEqual(Reply.objects.get(pk=first.pk).status, Reply.Status.WITHDRAWN)

    def test_undoing_leaves_the_page_of_somebody_else_alone(self):
        reply, other = a_reply(self.interview), a_reply(self.interview)
        reply.withdraw()
        forged = reply.signed_id.replace(f"{reply.pk}:", f"{other.pk}:")

        self.assertEqual(self.client.post(f"/replies/{forged}/restore/").status_code, 404)


class EmailsAboutARestoredReply(UndoTestCase):
    def setUp(self):
        super().setUp()
        Commenter.objects.confirm("olu@example.org")
        wanted = {
            "email_notifications": Reply.EmailNotifications.WANTED,
            "email": "olu@example.org",
        }
        self.reply = a_reply(self.interview, **wanted)

    def told(self):
        return list(QueuedEmail.objects.filter(kind="new_reply").values_list("to", flat=True))

    def test_an_email_about_a_restored_reply_leaves_once_if_it_had_not_left_before(
        self,
    ):
        answer = a_reply(self.interview, parent=self.reply, email="ada@example.org")
        answer.withdraw()
        meanwhile = self.told()

        answer.restore()

        self.assertEqual([meanwhile, self.told()], [[], ["olu@example.org"]])

    def test_an_email_about_a_restored_reply_does_not_leave_again_if_it_left_before(self):
        answer = a_reply(self.interview, parent=self.reply, email="ada@example.org")
        QueuedEmail.objects.all().delete()

        answer.withdraw()
        answer.restore()

        self.assertEqual(self.told(), [])

    def test_an_email_about_a_restored_reply_tells_of_what_was_published_under_it_meanwhile(self):
        answer = a_reply(
            self.interview, Reply.Status.HELD, parent=self.reply, email="ada@example.org"
        )
        self.reply.withdraw()
        answer.approve(by=an_editor())
        meanwhile = self.told()

        Reply.objects.get(pk=self.reply.pk).restore()

        self.assertEqual([meanwhile, self.told()], [[], ["olu@example.org"]])


class RemovedReplies(UndoTestCase):
    def test_a_removed_reply_says_what_became_of_it_where_mails_lead_to_it(self):
        said = {
            Reply.withdraw: "withdrawn by its author",
            Reply.decline: "removed by an editor",
        }
        for act, why in said.items():
            reply = a_reply(self.interview, body="Nobody may read this.")
            act(reply)

            for address in (reply.get_absolute_url(), f"/replies/{reply.pk}/report/"):
                with self.subTest(address):
                    answer = self.client.get(address)
                    self.assertContains(answer, why, status_code=410)
                    self.assertNotContains(answer, "Nobody may read", status_code=410)

    def test_a_removed_reply_that_nobody_has_read_is_not_found(self):
        for status in (Reply.Status.HELD, Reply.Status.DECLINED):
            reply = a_reply(self.interview, status=status)

            self.assertEqual(self.client.get(reply.get_absolute_url()).status_code, 404)
