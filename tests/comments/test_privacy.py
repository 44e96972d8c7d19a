"""A commenter sees, downloads and erases their data."""

from datetime import timedelta
from unittest import mock

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments import privacy
from comments.models import (
    Commenter,
    Invitation,
    ModerationRules,
    QueuedEmail,
    Reply,
    Report,
    SpamToken,
)
from comments.models.commenter import COOKIE_NAME, sign_cookie
from tests.builders import a_reply, an_editor, an_interview, someone

FROM_ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}
PAGE = "/replies/privacy/"
EMAIL = "olu@example.org"
SURE = {"sure": "on"}


class PrivacyTestCase(TestCase):
    def setUp(self):
        self.interview = an_interview()
        self.reply = a_reply(self.interview, name="Oluwaseun P.", email=EMAIL)

    def link(self):
        """The address in the mail that somebody gets who asks what we keep."""
        privacy.send_link(EMAIL)
        email = QueuedEmail.objects.get(kind="personal_data")
        address = next(line for line in email.text.split("\n") if PAGE in line)
        email.delete()
        return address[address.index(PAGE) :]

    def invite(self, email=EMAIL):
        words = {"interview": self.interview, "person": someone("Ines Okafor")}
        return Invitation.objects.create(role="subject", email=email, **words)


class PrivacyPage(PrivacyTestCase):
    def test_the_reply_form_and_every_footer_link_to_the_privacy_page(self):
        interview = self.client.get(self.interview.get_absolute_url())
        front = self.client.get("/")

        self.assertContains(interview, f'href="{PAGE}"', count=2)
        self.assertContains(front, f'<a href="{PAGE}">Privacy</a>', html=True)

    def test_the_privacy_page_mentions_akismet_only_where_it_is_used(self):
        with override_settings(AKISMET_KEY=""):
            without = self.client.get(PAGE)
        with override_settings(AKISMET_KEY="secret-key"):
            asked = self.client.get(PAGE)

        self.assertNotContains(without, "Akismet")
        self.assertContains(asked, "Akismet")
        self.assertNotContains(asked, "secret-key")


class RequestingTheLink(PrivacyTestCase):
    def ask(self, email=EMAIL, **words):
        return self.client.post(PAGE, {"email": email}, **words)

    def mailed(self):
        return list(QueuedEmail.objects.filter(kind="personal_data").values_list("to", flat=True))

    def test_a_request_sends_the_link_to_an_address_that_wrote(self):
        self.ask(" Olu@Example.org ")

        self.assertEqual(self.mailed(), [EMAIL])

    def test_a_request_sends_the_link_to_an_invited_person_who_wrote_nothing(self):
        self.invite("Ines@example.org")

        self.ask("ines@example.org")

        self.assertEqual(self.mailed(), ["ines@example.org"])

    def test_a_request_sends_the_link_to_an_address_that_unsubscribed(self):
        Commenter.objects.unsubscribe(EMAIL)

        self.ask()

        self.assertEqual(self.mailed(), [EMAIL])

    def test_a_request_gets_the_same_response_for_a_known_and_an_unknown_address(self):
        ours, not_ours = self.ask(), self.ask("nobody@example.org")

        self.assertContains(ours, "If we know that address, we’ve emailed it a link,")
        self.assertEqual(ours.content, not_ours.content)
        self.assertEqual(ours.headers, not_ours.headers)

    def test_a_request_for_an_unknown_address_stores_nothing(self):
        self.ask("nobody@example.org")

        self.assertEqual(self.mailed(), [])
        self.assertFalse(Commenter.objects.exists())

    def test_a_request_makes_the_same_queries_for_a_known_and_an_unknown_address(self):
        for_ours, for_none = self.work_for(EMAIL), self.work_for("nobody@example.org")

        self.assertIn("INSERT INTO comments_queuedemail", for_ours)
        self.assertEqual(for_ours, for_none)

    def work_for(self, email):
        """What the database does for a request, as the first three words of each statement."""
        with CaptureQueriesContext(connection) as asked:
            self.ask(email)
        statements = [" ".join(query["sql"].split()[:3]) for query in asked]
        return [each.replace('"', "") for each in statements if "SAVEPOINT" not in each]

    def test_a_second_request_on_the_same_day_sends_no_second_link(self):
        self.ask()

        response = self.ask()

        self.assertEqual(self.mailed(), [EMAIL])
        self.assertContains(response, "If we know that address, we’ve emailed it a link,")

    def test_a_request_a_day_later_sends_another_link(self):
        self.ask()
        Commenter.objects.update(
            personal_data_sent_at=timezone.now() - timedelta(days=1, minutes=1)
        )

        self.ask()

        self.assertEqual(self.mailed(), [EMAIL, EMAIL])

    def test_a_request_with_an_invalid_address_shows_an_error_at_the_field(self):
        response = self.ask("olu at example")

        self.assertContains(response, "olu at example", status_code=400)
        self.assertContains(
            response, 'aria-describedby="id_email_helptext id_email_error"', None, 400
        )

    def test_a_request_for_the_link_from_another_site_is_refused_with_the_address_kept(self):
        response = self.ask(headers=FROM_ELSEWHERE)

        self.assertContains(response, EMAIL, status_code=403)
        self.assertEqual(self.mailed(), [])


class PersonalDataPage(PrivacyTestCase):
    def test_the_personal_data_page_shows_what_we_keep(self):
        self.invite()
        Commenter.objects.confirm(EMAIL)

        response = self.client.get(self.link())

        self.assertContains(response, EMAIL)
        self.assertContains(response, "Oluwaseun P.")
        self.assertContains(response, self.reply.status_url)
        self.assertContains(response, "published.")
        self.assertContains(response, "You confirmed this address")
        self.assertContains(response, "Ines Okafor")
        self.assertIn("no-store", response["Cache-Control"])

    def test_the_personal_data_page_shows_no_data_of_other_people(self):
        a_reply(self.interview, name="Ada", email="ada@example.org", body="Mine alone.")

        self.assertNotContains(self.client.get(self.link()), "Mine alone.")

    def test_the_personal_data_page_offers_all_data_as_a_download(self):
        self.reply.decline(by=an_editor(username="teodor"), reason="Too long.")
        ModerationRules.objects.update(blocked_addresses="# pests\nOlu@example.org")

        response = self.client.get(f"{self.link()}?format=json")

        kept = response.json()
        self.assertIn("attachment", response["Content-Disposition"])
        self.assertEqual(kept["address"], EMAIL)
        self.assertEqual(kept["replies"][0]["body"], self.reply.body)
        self.assertEqual(kept["replies"][0]["decisions"][0]["why"], "Too long.")
        self.assertTrue(kept["blocked"])
        self.assertNotContains(response, "teodor")

    def test_the_personal_data_page_is_the_same_after_any_number_of_visits(self):
        link = self.link()
        before = privacy.collect(EMAIL)

        for address in (link, f"{link}?format=json", f"{link}?sure=on"):
            self.client.get(address)
            self.client.head(address)

        self.assertEqual(privacy.collect(EMAIL), before)

    def test_an_invalid_link_to_personal_data_offers_a_new_link(
        self,
    ):
        link = self.link()

        for address in (f"{link[:-2]}/", f"{PAGE}1/", f"{PAGE}{self.reply.signed_id}/"):
            with self.subTest(address):
                response = self.client.get(address)
                self.assertContains(response, "Request a new one here.", status_code=404)
                self.assertContains(response, f'action="{PAGE}"', status_code=404)

    def test_the_link_to_personal_data_expires_after_seven_days(self):
        eight_days_ago = timezone.now() - timedelta(days=7, minutes=1)
        with mock.patch("time.time", eight_days_ago.timestamp):
            link = self.link()

        self.assertEqual(self.client.get(link).status_code, 404)
        self.assertEqual(self.client.post(link, SURE).status_code, 404)
        self.assertTrue(Reply.objects.written_by(EMAIL).exists())


class ErasingPersonalData(PrivacyTestCase):
    def erase(self, **words):
        return self.client.post(self.link(), SURE, **words)

    def test_erasing_removes_the_name_from_the_page_and_keeps_the_thread(self):
        a_reply(self.interview, name="Ada", email="ada@example.org", parent=self.reply)

        self.erase()

        page = self.client.get(self.interview.get_absolute_url())
        self.assertNotContains(page, "Oluwaseun")
        self.assertContains(page, "Name erased")
        self.assertContains(page, "someone whose name was erased")
        self.assertContains(page, f"<p>{self.reply.body}</p>", count=2)

    def test_erasing_removes_everything_that_identifies_the_person(self):
        Reply.objects.update(
            network="192.0.2.0/24", website="https://olu.example", rate_limit_key="1"
        )
        Reply.objects.update(reasons=[["blocked-address", EMAIL]])
        Commenter.objects.confirm(EMAIL)

        self.erase()

        [reply] = Reply.objects.values()
        kept = [
            reply[name] for name in ("name", "email", "website", "network", "email_notifications")
        ]
        self.assertEqual(kept, [""] * 5)
        self.assertEqual(
            [reply["fingerprint"], reply["rate_limit_key"], reply["reasons"]], [None, None, []]
        )
        self.assertFalse(Commenter.objects.exists())

    def test_erasing_confirms_that_nothing_is_left_each_time(self):
        link = self.link()

        response = self.client.post(link, SURE, follow=True)

        self.assertContains(response, "Your data has been erased")
        self.assertContains(self.client.post(link, SURE), "Your data has been erased")
        self.assertEqual(self.reply.decisions.filter(kind="erased").count(), 1)

    def test_erasing_withdraws_held_replies(self):
        held = a_reply(self.interview, Reply.Status.HELD, email=EMAIL)

        self.erase()

        held.refresh_from_db()
        self.assertEqual(held.status, Reply.Status.WITHDRAWN)
        self.assertFalse(Reply.objects.awaiting_moderation().exists())

    def test_erasing_deletes_queued_emails_to_the_person(self):
        link = self.link()
        self.reply.confirm_email()
        a_reply(self.interview, name="Ada", email="ada@example.org", parent=self.reply)
        before = QueuedEmail.objects.filter(to=EMAIL).count()

        self.client.post(link, SURE)

        self.assertEqual(before, 1)
        self.assertFalse(QueuedEmail.objects.filter(to=EMAIL).exists())

    def test_erasing_removes_the_address_of_an_invitation_and_keeps_the_badge(self):
        invitation = self.invite("Olu@Example.org")
        Reply.objects.update(invitation=invitation)

        self.erase()

        invitation.refresh_from_db()
        page = self.client.get(self.interview.get_absolute_url())
        self.assertEqual(invitation.email, "")
        self.assertEqual(self.client.get(invitation.address).status_code, 404)
        self.assertContains(page, "Interviewee")

    def test_erasing_removes_the_name_from_the_admin_log(self):
        kind = ContentType.objects.get_for_model(Reply)
        words = {"content_type": kind, "object_id": self.reply.pk, "object_repr": str(self.reply)}
        LogEntry.objects.create(user=an_editor(), action_flag=CHANGE, **words)

        self.erase()

        self.assertEqual(LogEntry.objects.get().object_repr, "reply")

    def test_erasing_removes_the_name_from_the_spam_filter(self):
        a_reply(self.interview, Reply.Status.HELD, email=EMAIL).mark_as_spam(by=an_editor())
        learnt = SpamToken.objects.filter(word="name:oluwaseun").exists()

        self.erase()

        self.assertTrue(learnt)
        self.assertFalse(SpamToken.objects.filter(word="name:oluwaseun").exists())

    def test_erasing_changes_no_data_of_other_people(self):
        other = a_reply(self.interview, name="Ada", email="ada@example.org")
        Commenter.objects.confirm("ada@example.org")
        before = privacy.collect("ada@example.org")

        self.erase()

        self.assertEqual(privacy.collect("ada@example.org"), before)
        self.assertContains(self.client.get(other.status_url), "Ada")

    def test_erasing_without_ticking_the_box_erases_nothing_and_says_why(self):
        response = self.client.post(self.link())

        self.assertContains(response, "Tick the box", status_code=400)
        self.assertTrue(Reply.objects.written_by(EMAIL).exists())

    def test_erasing_from_another_site_erases_nothing(self):
        response = self.erase(headers=FROM_ELSEWHERE)

        self.assertEqual(response.status_code, 403)
        self.assertTrue(Reply.objects.written_by(EMAIL).exists())

    def test_erasing_deletes_the_commenter_cookie(self):
        self.client.cookies[COOKIE_NAME] = sign_cookie(EMAIL)

        response = self.erase()

        self.assertEqual(response.cookies[COOKIE_NAME]["max-age"], 0)
        self.assertEqual(response.cookies[COOKIE_NAME]["path"], "/interviews/")

    def test_erasing_that_fails_halfway_erases_nothing(self):
        self.invite()
        with mock.patch.object(Invitation, "erase", side_effect=OSError):
            self.assertRaises(OSError, privacy.erase, EMAIL)

        self.assertEqual(len(privacy.collect(EMAIL)["replies"]), 1)

    def test_erasing_keeps_the_reports_of_readers(self):
        self.reply.report("Spam.", "192.0.2.0/24")

        self.erase()

        self.assertEqual(Report.objects.get().why, "Spam.")
        self.assertEqual(Reply.objects.awaiting_moderation().count(), 1)
