"""Permissions and rate limits: moderating, reporting, writing and erasing."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import Permission

from comments.models import Policy, Reply, ReplySettings
from comments.same_origin import networks
from tests.builders import (
    a_reader_with_an_account,
    a_reply,
    an_editor,
    an_interview,
    many_replies,
)
from tests.comments.running_site import RunningSiteCase
from tests.comments.visitor import WORDS


class ModerationAccess(RunningSiteCase):
    def setUp(self):
        super().setUp()
        self.reply = a_reply(an_interview("Moderated"), Reply.Status.HELD)
        self.desk = f"/admin/comments/reply/{self.reply.pk}/change/"
        self.moderator = self.signed_in(an_editor())
        self.form = self.moderator.get(self.desk).form_with("Publish")
        self.form.action = self.form.action or self.desk
        self.form.fields |= self.form.buttons["Publish"]

    def signed_in(self, user):
        """A visitor with a session of this user, and the token that forms are sent with."""
        self.client.force_login(user)
        visitor = self.a_visitor()
        session = self.client.cookies[settings.SESSION_COOKIE_NAME].value
        visitor.cookies = f"{settings.SESSION_COOKIE_NAME}={session}"
        tokens = [each for each in self.new_cookies(visitor) if each.startswith("csrftoken=")]
        visitor.cookies += "; " + "".join(tokens[:1])
        return visitor

    def new_cookies(self, visitor):
        answer = visitor.get(self.desk)
        return [each.partition(";")[0] for each in answer.headers.get_all("Set-Cookie") or []]

    def status(self):
        self.reply.refresh_from_db()
        return self.reply.status

    def test_moderation_works_for_a_moderator_who_presses_the_button(self):
        self.moderator.send(self.form)

        self.assertEqual(self.status(), Reply.Status.PUBLISHED)

    def test_a_get_request_moderates_nothing(self):
        for address in (self.desk, self.form.action):
            self.moderator.get(f"{address}?{urlencode(self.form.fields)}")

        self.assertEqual(self.status(), Reply.Status.HELD)

    def test_moderation_needs_the_permission(self):
        onlooker = a_reader_with_an_account(is_staff=True)
        onlooker.user_permissions.add(*Permission.objects.filter(codename="view_reply"))
        for user in (onlooker, a_reader_with_an_account(is_staff=True), a_reader_with_an_account()):
            somebody = self.signed_in(user)
            somebody.cookies = somebody.cookies.partition("; csrftoken")[0] + self.token()

            answer = somebody.send(self.form)
            self.assertTrue(answer.status == 403 or 'name="password"' in answer.text)

        self.assertEqual(self.status(), Reply.Status.HELD)

    def test_moderation_needs_a_session(self):
        self.visitor.cookies = self.token().removeprefix("; ")

        self.assertIn('name="password"', self.visitor.send(self.form).text)
        self.assertEqual(self.status(), Reply.Status.HELD)

    def test_moderation_needs_the_csrf_token_of_the_admin(self):
        del self.form.fields["csrfmiddlewaretoken"]
        elsewhere = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}

        for headers in (None, elsewhere):
            self.assertEqual(self.moderator.send(self.form, headers).status, 403)

        self.assertEqual(self.status(), Reply.Status.HELD)

    def token(self):
        """The moderator's token, so that only the rest is missing."""
        return "; csrftoken=" + self.moderator.cookies.partition("csrftoken=")[2]


class RateLimits(RunningSiteCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview("Too often")
        self.page = self.interview.get_absolute_url()

    def assert_asked_to_wait(self, answer, words):
        self.assertEqual(answer.status, 429)
        self.assertGreater(int(answer.headers["Retry-After"]), 0)
        self.assertEqual(answer.reply_form.fields["body"], words)
        self.assertIn("seconds", answer.text)

    def test_writing_too_often_from_one_address_must_wait_and_keeps_the_text(self):
        self.visitor.send_reply(self.page)

        again = self.visitor.send_reply(self.page, body="Something else.")
        from_elsewhere = self.a_visitor().send_reply(
            self.page, email=self.visitor.reply_fields["email"].upper(), body="Another."
        )

        self.assert_asked_to_wait(again, "Something else.")
        self.assert_asked_to_wait(from_elsewhere, "Another.")
        self.assertEqual(self.interview.replies.count(), 1)

    def test_writing_too_often_from_one_network_must_wait_for_any_address(self):
        many_replies(self.interview, 100)
        self.interview.replies.update(network=networks.mask_address(self.visitor.network))

        self.assert_asked_to_wait(self.visitor.send_reply(self.page), WORDS)
        self.assertEqual(self.a_visitor().send_reply(self.page).status, 302)

    def test_a_forged_forwarded_header_does_not_evade_the_rate_limit(self):
        many_replies(self.interview, 100)
        self.interview.replies.update(network=networks.mask_address(self.visitor.network))
        claimed = f"203.0.113.9, {self.visitor.network}"

        answer = self.visitor.send_reply(self.page, {"X-Forwarded-For": claimed})

        self.assertEqual(answer.status, 429)


class Reporting(RunningSiteCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview("Reported")
        self.reply = a_reply(self.interview)
        self.address = f"/replies/{self.reply.pk}/report/"

    def send(self, visitor, headers=None):
        form = visitor.get(self.address).form_with("Send report")
        form.action = form.action or self.address
        return visitor.send(form, headers, why="It names a patient.")

    def test_a_report_queues_a_reply_and_hides_nothing(self):
        self.assertEqual(self.send(self.visitor).status, 200)

        self.reply.refresh_from_db()
        self.assertIsNotNone(self.reply.queued_at)
        page = self.visitor.get(self.interview.get_absolute_url()).text
        self.assertIn(self.reply.body, page)

    def test_a_reader_is_counted_once_for_any_port_in_the_proxy_header(self):
        for port in range(51_200, 51_225):
            for address in (f"203.0.113.7:{port}", f" 203.0.113.8:{port}"):
                self.send(self.visitor, {"X-Forwarded-For": address})

        self.assertEqual(
            list(self.reply.reports.values_list("network", flat=True)), ["203.0.113.0/24"]
        )

    def test_reports_without_an_address_from_the_proxy_count_as_one_reader(self):
        for told in ("unknown", "_hidden", "203.0.113.7, ", "garbage"):
            self.send(self.visitor, {"X-Forwarded-For": told})

        self.assertEqual(self.reply.reports.count(), 1)

    def test_a_report_needs_a_post_from_this_site(self):
        self.visitor.get(f"{self.address}?why=x")
        answer = self.send(self.visitor, {"Sec-Fetch-Site": "cross-site"})

        self.reply.refresh_from_db()
        self.assertEqual(answer.status, 403)
        self.assertIn("It names a patient.", answer.text)
        self.assertIsNone(self.reply.queued_at)


class Erasing(RunningSiteCase):
    def test_erasing_keeps_the_thread_and_removes_the_person(self):
        interview = an_interview("Erased")
        ReplySettings.objects.create(interview=interview, policy=Policy.OPEN)
        page = interview.get_absolute_url()
        own = self.visitor.send_reply(
            page, name="Olu Person", website="https://olu.example"
        ).location
        reply = interview.replies.get()
        self.a_visitor().send_reply(f"{page}reply/?parent={reply.pk}", body="I answer you.")

        reply.erase()

        shown = self.visitor.get(page).text
        reply.refresh_from_db()
        self.assertEqual([reply.name, reply.email, reply.website, reply.network], [""] * 4)
        self.assertIn(WORDS, shown)
        self.assertIn("Name erased", shown)
        self.assertIn("I answer you.", shown)
        for gone in ("Olu Person", "olu.example", self.visitor.reply_fields["email"]):
            self.assertNotIn(gone, shown)
        self.assertEqual(self.visitor.get(own).status, 404)
