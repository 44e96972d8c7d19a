"""Data that the scheduled tasks delete, and when."""

from datetime import timedelta
from unittest import mock

from django.test import TestCase
from django.utils import timezone

from comments.maintenance import delete_networks, delete_unconfirmed_commenters
from comments.models import Commenter, Reply, Report, reply_queryset, report
from tests.builders import a_reply, an_interview

NETWORK = "192.0.2.0/24"


def days_ago(days):
    return timezone.now() - timedelta(days=days)


class NetworksOfReplies(TestCase):
    def setUp(self):
        self.interview = an_interview()

    def a_reply(self, days, **words):
        return a_reply(self.interview, written_at=days_ago(days), network=NETWORK, **words)

    def test_the_network_of_a_reply_is_deleted_after_thirty_days(self):
        self.a_reply(31, rate_limit_key="long ago")

        count = delete_networks()

        reply = Reply.objects.get()
        self.assertEqual((count, reply.network, reply.rate_limit_key), (1, "", None))

    def test_the_network_of_a_reply_is_kept_for_thirty_days(self):
        self.a_reply(29, rate_limit_key="lately")

        count = delete_networks()

        reply = Reply.objects.get()
        self.assertEqual((count, reply.network, reply.rate_limit_key), (0, NETWORK, "lately"))

    def test_the_network_of_a_reply_is_deleted_in_every_status(self):
        for status in Reply.Status:
            self.a_reply(31, status=status)

        self.assertEqual(delete_networks(), 5)
        self.assertEqual(delete_networks(), 0)

    def test_the_rate_limit_key_of_a_reply_without_a_network_is_deleted(self):
        a_reply(self.interview, written_at=days_ago(31), rate_limit_key="long ago")

        self.assertEqual(delete_networks(), 1)
        self.assertIsNone(Reply.objects.get().rate_limit_key)

    def test_networks_of_replies_are_deleted_in_batches(self):
        for _each in range(3):
            self.a_reply(31)

        with mock.patch.object(reply_queryset, "BATCH_SIZE", 2):
            counts = [delete_networks(), delete_networks(), delete_networks()]

        self.assertEqual(counts, [2, 1, 0])


class NetworksOfReports(TestCase):
    def setUp(self):
        self.reply = a_reply(an_interview())

    def reported(self, days, network=NETWORK):
        self.reply.reports.create(why="Rude.", network=network, made_at=days_ago(days))

    def test_the_network_of_a_report_is_deleted_after_thirty_days_and_the_report_stays(self):
        self.reported(31)

        self.assertEqual(delete_networks(), 1)
        self.assertEqual(Report.objects.get().network, "")
        self.assertEqual(Report.objects.get().why, "Rude.")

    def test_the_network_of_a_report_is_kept_for_thirty_days(self):
        self.reported(29)

        self.assertEqual(delete_networks(), 0)
        self.assertEqual(Report.objects.get().network, NETWORK)

    def test_networks_of_reports_are_deleted_in_batches(self):
        for third in range(3):
            self.reported(31, f"192.0.{third}.0/24")

        with mock.patch.object(report, "BATCH_SIZE", 2):
            counts = [delete_networks(), delete_networks(), delete_networks()]

        self.assertEqual(counts, [2, 1, 0])


class UnconfirmedAddresses(TestCase):
    def test_an_unconfirmed_address_is_deleted_after_thirty_days(self):
        Commenter.objects.create(
            email="lately@example.org", confirmations_sent=1, confirmation_sent_at=days_ago(29)
        )
        Commenter.objects.create(
            email="long-ago@example.org", confirmations_sent=1, confirmation_sent_at=days_ago(31)
        )

        count = delete_unconfirmed_commenters()

        self.assertEqual((count, Commenter.objects.get().email), (1, "lately@example.org"))

    def test_an_unconfirmed_address_that_got_its_data_link_since_is_kept(self):
        asked = {
            "confirmations_sent": 1,
            "confirmation_sent_at": days_ago(31),
            "personal_data_sent_at": days_ago(6),
        }
        Commenter.objects.create(email="olu@example.org", **asked)

        self.assertEqual(delete_unconfirmed_commenters(), 0)

    def test_a_confirmed_address_is_kept(self):
        Commenter.objects.create(email="olu@example.org", confirmed_at=days_ago(400))

        self.assertEqual(delete_unconfirmed_commenters(), 0)

    def test_an_unsubscribed_address_is_kept_so_that_no_email_is_sent(self):
        Commenter.objects.create(email="olu@example.org", unsubscribed_at=days_ago(400))

        self.assertEqual(delete_unconfirmed_commenters(), 0)
