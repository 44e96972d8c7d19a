"""A reader reports a reply: it is queued, and stays published."""

from django.test import TestCase

from comments.models import ModerationRules, Reply, Report
from tests.builders import a_reply, an_editor, an_interview


class Reporting(TestCase):
    def setUp(self):
        self.reply = a_reply(an_interview())
        self.address = f"/replies/{self.reply.pk}/report/"

    def report(self, why="It names a patient.", **how):
        return self.client.post(self.address, {"why": why}, **how)

    def test_reporting_raises_it_in_the_queue_and_leaves_it_on_the_page(self):
        self.assertNotIn(self.reply, Reply.objects.awaiting_moderation())

        response = self.report()

        self.assertContains(response, "An editor will review the reply")
        self.assertIn(self.reply, Reply.objects.awaiting_moderation())
        self.assertContains(
            self.client.get(self.reply.interview.get_absolute_url()), self.reply.body
        )
        self.assertEqual(self.reply.reports.get().why, "It names a patient.")

    def test_reporting_twice_from_one_network_counts_once(self):
        self.report()
        self.report()

        self.assertEqual(self.reply.reports.count(), 1)

    def test_reporting_again_after_an_editor_kept_it_does_not_raise_it_again(self):
        self.report()
        self.reply.approve(by=an_editor())

        self.report()

        self.assertNotIn(self.reply, Reply.objects.awaiting_moderation())

    def test_reporting_from_anywhere_raises_it_no_more_once_a_moderator_ignores_reports(self):
        self.report()
        self.reply.ignore_reports(by=an_editor())

        self.report(REMOTE_ADDR="198.51.100.7")

        self.assertNotIn(self.reply, Reply.objects.awaiting_moderation())
        self.assertEqual(self.reply.reports.count(), 2)

    def test_reporting_raises_it_again_once_its_author_changed_it(self):
        self.report()
        self.reply.ignore_reports(by=an_editor())
        ModerationRules.objects.update(policy="open")
        words = {"body": "Something else.", "name": self.reply.name, "website": ""}
        self.client.post(f"{self.reply.status_url}change/", words)
        self.assertNotIn(self.reply, Reply.objects.awaiting_moderation())

        self.report(REMOTE_ADDR="198.51.100.7")

        self.assertIn(self.reply, Reply.objects.awaiting_moderation())

    def test_reporting_raises_it_again_once_ignoring_is_undone(self):
        self.report()
        self.reply.ignore_reports(by=an_editor())
        self.report(REMOTE_ADDR="198.51.100.7")

        self.reply.undo(by=an_editor(username="another"))

        self.assertIn(self.reply, Reply.objects.awaiting_moderation())
        self.reply.approve(by=an_editor(username="a third"))
        self.report(REMOTE_ADDR="192.0.2.7")
        self.assertIn(self.reply, Reply.objects.awaiting_moderation())

    def test_reporting_is_looked_at_although_its_author_changed_it_meanwhile(self):
        self.report()
        ModerationRules.objects.update(policy="open")
        words = {"body": "Something else.", "name": self.reply.name, "website": ""}

        self.client.post(f"{self.reply.status_url}change/", words)

        self.reply.refresh_from_db()
        self.assertTrue(self.reply.is_published)
        self.assertIn(self.reply, Reply.objects.awaiting_moderation())

    def test_reporting_for_a_reason_of_which_nothing_is_seen_is_refused(self):
        self.assertContains(self.report(why="\u200b"), "This looks blank", status_code=400)

    def test_reporting_without_a_reason_is_enough(self):
        self.report(why="")

        self.assertIn(self.reply, Reply.objects.awaiting_moderation())

    def test_reporting_is_not_done_by_looking_nor_from_another_site(self):
        self.client.get(self.address)
        response = self.report(headers={"Sec-Fetch-Site": "cross-site"})

        self.assertContains(response, "It names a patient.", status_code=403)
        self.assertFalse(Report.objects.exists())

    def test_reporting_over_and_over_is_refused_for_an_hour_with_the_words_kept(self):
        for _each in range(20):
            self.client.post(f"/replies/{a_reply(self.reply.interview).pk}/report/")

        response = self.report()

        self.assertContains(response, "It names a patient.", status_code=429)
        self.assertEqual(response["Retry-After"], "3600")

    def test_reporting_of_what_nobody_sees_is_not_found(self):
        held = a_reply(self.reply.interview, status=Reply.Status.HELD)

        self.assertEqual(self.client.get(f"/replies/{held.pk}/report/").status_code, 404)
        self.assertEqual(self.client.get("/replies/999999/report/").status_code, 404)

    def test_reporting_too_long_a_reason_is_kept_and_refused(self):
        response = self.report(why="x" * 301)

        self.assertContains(response, "x" * 301, status_code=400)
