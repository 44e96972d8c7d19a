"""Who may reply to an interview, and until when: for the site, or for one interview."""

from datetime import timedelta
from unittest import mock

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from comments.models import ModerationRules, Reply, ReplySettings
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import a_draft, a_reply, an_interview
from tests.comments.moderation.test_rules_page import may

REPLY_FIELDS = {
    "body": "We were in the wrong group for nine years.",
    "name": "Olu Peters",
    "email": "olu@example.org",
}
CLOSED = "Replies to this interview are closed."


def page_of(interview):
    return reverse("admin:comments_replysettings_change", args=[interview.pk])


class RepliesTestCase(TestCase):
    def setUp(self):
        self.interview = an_interview(at=timezone.now() - timedelta(days=10))

    def hold(self, policy="", close_after=None):
        """Decide for this interview alone."""
        ReplySettings.objects.set_for(self.interview, policy, close_after)

    def hold_everywhere(self, **words):
        ModerationRules.objects.update(**words)

    def send(self, **words):
        return self.client.post(f"/interviews/{self.interview.slug}/reply/", REPLY_FIELDS | words)

    def state(self):
        """Send a reply; return its status."""
        self.send()
        return Reply.objects.latest("pk").status

    def read(self):
        return self.client.get(self.interview.get_absolute_url())


class InterviewPolicies(RepliesTestCase):
    def test_an_open_interview_publishes_replies_at_once(self):
        self.hold("open")

        self.assertEqual(self.state(), "published")

    def test_a_moderated_interview_holds_replies(self):
        self.hold("moderated")

        self.assertEqual(self.state(), "held")

    def test_the_form_says_which_replies_are_reviewed_before_they_appear(self):
        for policy, notice in (
            ("open", "It appears straight away unless it needs a check."),
            ("moderated", "Replies by new commenters are reviewed before they appear."),
        ):
            with self.subTest(policy):
                self.hold(policy)

                self.assertContains(self.read(), notice)

    def test_a_closed_interview_says_so_in_place_of_the_form(self):
        self.hold("closed")

        response = self.read()

        self.assertContains(response, CLOSED)
        self.assertNotContains(response, "<textarea")

    def test_a_closed_interview_refuses_a_reply_from_an_older_page_and_keeps_its_text(
        self,
    ):
        self.hold("closed")

        response = self.send()

        self.assertContains(response, CLOSED, status_code=403)
        self.assertContains(response, REPLY_FIELDS["body"], status_code=403)
        self.assertFalse(Reply.objects.exists())

    def test_a_closed_interview_has_no_links_to_reply_forms(self):
        exchange = self.interview.exchanges.first()
        reply = a_reply(self.interview, exchange=exchange)
        replies = f"/interviews/{self.interview.slug}/replies/"
        pages = [
            self.interview.get_absolute_url(),
            exchange.get_absolute_url(),
            replies,
            f"{replies}?to={exchange.key}",
            f"{replies}{reply.number}/",
        ]
        to_reply = f"/interviews/{self.interview.slug}/reply/"
        for page in pages:
            self.assertContains(self.client.get(page), to_reply, msg_prefix=page)

        self.hold("closed")

        for page in pages:
            self.assertNotContains(self.client.get(page), to_reply, msg_prefix=page)

    def test_a_closed_interview_still_shows_its_replies(self):
        a_reply(self.interview, body="Before it closed.")
        self.hold("closed")

        self.assertContains(self.read(), "Before it closed.")


class SitePolicy(RepliesTestCase):
    def test_the_policy_of_the_site_applies_if_the_interview_has_none(self):
        self.hold_everywhere(policy="open")

        self.assertEqual(self.state(), "published")

    def test_the_policy_of_the_interview_overrides_the_policy_of_the_site(self):
        self.hold_everywhere(policy="closed")
        self.hold("moderated")

        self.assertEqual(self.state(), "held")


class ClosingAfterDays(RepliesTestCase):
    def test_an_interview_closes_after_the_days_of_the_site(self):
        self.hold_everywhere(close_after=10)

        self.assertContains(self.read(), CLOSED)
        self.assertEqual(self.send().status_code, 403)

    def test_an_interview_is_open_until_its_last_day_ends(self):
        self.hold_everywhere(close_after=11)

        self.assertNotContains(self.read(), CLOSED)
        self.assertEqual(self.send().status_code, 302)

    def test_an_interview_closes_after_its_own_days(self):
        self.hold_everywhere(close_after=30)
        self.hold(close_after=9)

        self.assertEqual(self.send().status_code, 403)

    def test_an_interview_set_to_never_close_ignores_the_days_of_the_site(self):
        self.hold_everywhere(close_after=3)
        self.hold(close_after=0)

        self.assertEqual(self.send().status_code, 302)


class InterviewAdminPage(DeskTestCase):
    def test_the_admin_page_of_an_interview_says_who_may_reply_and_links_to_the_settings(
        self,
    ):
        interview = an_interview()

        response = self.open(interview)

        self.assertContains(response, page_of(interview))
        self.assertContains(response, "Reply settings: moderated")

    def test_the_admin_page_of_an_interview_says_closed_after_its_days(self):
        ModerationRules.objects.update(close_after=2)
        interview = an_interview(at=timezone.now() - timedelta(days=3))

        self.assertContains(self.open(interview), "Reply settings: closed")

    def test_the_admin_page_of_a_draft_opens_before_its_days_begin(self):
        ModerationRules.objects.update(close_after=2)

        self.assertContains(self.open(a_draft()), "Reply settings: moderated")

    def test_the_admin_page_of_an_interview_links_to_settings_only_with_the_permission(self):
        interview = an_interview()
        self.client.force_login(may("change_interview", "view_interview"))

        self.assertNotContains(self.open(interview), page_of(interview))


class SettingsOfOneInterview(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview(at=timezone.now() - timedelta(days=5))

    def decide(self, **words):
        return self.client.post(page_of(self.interview), words | {"_save": "1"}, follow=True)

    def test_the_settings_page_works_for_an_interview_without_settings(self):
        opened = self.client.get(page_of(self.interview))
        nothing_yet = ReplySettings.objects.exists()

        response = self.decide(policy="closed", close_after="")

        self.assertContains(opened, "site setting: moderated")
        self.assertFalse(nothing_yet)
        self.assertEqual(self.interview.reply_settings.policy, "closed")
        self.assertContains(response, "Reply settings: closed")
        self.assertEqual(response.request["PATH_INFO"], address_of(self.interview))

    def test_saving_the_settings_keeps_the_thread_count(self):
        def meanwhile(reply_settings):
            a_reply(self.interview)

        with mock.patch.object(ReplySettings, "clean", meanwhile):
            self.decide(policy="open", close_after="")

        self.assertEqual(a_reply(self.interview).number, 2)

    def test_the_settings_page_refuses_invalid_days_and_keeps_what_was_typed(self):
        response = self.decide(policy="open", close_after="soon")

        self.assertContains(response, 'value="soon"')
        self.assertFalse(ReplySettings.objects.exists())

    def test_the_settings_of_a_missing_interview_are_not_found(self):
        for key in ("999999", "x", "9" * 40):
            with self.subTest(key):
                address = reverse("admin:comments_replysettings_change", args=[key])
                response = self.client.get(address, follow=True)
                self.assertIn("doesn’t exist", self.messages(response)[0])

    def test_the_settings_of_an_interview_are_listed_only_if_they_differ_from_the_site(
        self,
    ):
        ReplySettings.objects.set_for(self.interview, "closed", None)
        like_the_site = an_interview("Like all others")
        a_reply(like_the_site)

        response = self.client.get(reverse("admin:comments_replysettings_changelist"))

        self.assertContains(response, self.interview.title)
        self.assertNotContains(response, "Like all others")

    def test_the_settings_page_needs_the_permission(self):
        self.client.force_login(may("moderate_reply", "change_interview"))

        self.assertEqual(self.decide(policy="closed").status_code, 403)
        self.assertFalse(ReplySettings.objects.exists())
