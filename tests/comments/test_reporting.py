"""A reader reports a reply: it is raised in the queue, and stays where it is."""

from django.test import TestCase

from comments.models import Reply, Report
from tests.builders import a_reply, an_editor, an_interview


class Reporting(TestCase):
    def setUp(self):
        self.reply = a_reply(an_interview())
        self.address = f"/replies/{self.reply.pk}/report/"

    def report(self, why="It names a patient.", **how):
        return self.client.post(self.address, {"why": why}, **how)

    def test_raises_it_in_the_queue_and_leaves_it_on_the_page(self):
        self.assertNotIn(self.reply, Reply.objects.awaiting_moderation())

        response = self.report()

        self.assertContains(response, "An editor will look at it")
        self.assertIn(self.reply, Reply.objects.awaiting_moderation())
        self.assertContains(
            self.client.get(self.reply.interview.get_absolute_url()), self.reply.body
        )
        self.assertEqual(self.reply.reports.get().why, "It names a patient.")

    def test_twice_from_one_network_counts_once(self):
        self.report()
        self.report()

        self.assertEqual(self.reply.reports.count(), 1)

    def test_again_after_an_editor_kept_it_does_not_raise_it_again(self):
        self.report()
        self.reply.approve(by=an_editor())

        self.report()

        self.assertNotIn(self.reply, Reply.objects.awaiting_moderation())

    def test_without_a_reason_is_enough(self):
        self.report(why="")

        self.assertIn(self.reply, Reply.objects.awaiting_moderation())

    def test_is_not_done_by_looking_nor_from_another_site(self):
        self.client.get(self.address)
        response = self.report(headers={"Sec-Fetch-Site": "cross-site"})

        self.assertContains(response, "It names a patient.", status_code=403)
        self.assertFalse(Report.objects.exists())

    def test_over_and_over_is_refused_for_an_hour_with_the_words_kept(self):
        for _each in range(20):
            self.client.post(f"/replies/{a_reply(self.reply.interview).pk}/report/")

        response = self.report()

        self.assertContains(response, "It names a patient.", status_code=429)
        self.assertEqual(response["Retry-After"], "3600")

    def test_of_what_nobody_sees_is_not_found(self):
        held = a_reply(self.reply.interview, status=Reply.Status.HELD)

        self.assertEqual(self.client.get(f"/replies/{held.pk}/report/").status_code, 404)
        self.assertEqual(self.client.get("/replies/999999/report/").status_code, 404)

    def test_too_long_a_reason_is_kept_and_refused(self):
        response = self.report(why="x" * 301)

        self.assertContains(response, "x" * 301, status_code=400)
