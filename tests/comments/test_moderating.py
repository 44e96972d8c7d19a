"""A moderator's desk: replies read, published, declined; never reworded."""

from django.urls import reverse

from comments.models import Reply
from tests.builders import a_reader_with_an_account, a_reply, an_interview
from tests.desk import DeskTestCase, address_of

LIST = reverse("admin:comments_reply_changelist")
HELD = Reply.Status.HELD


class ModeratorTestCase(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.reply = a_reply(an_interview(), status=HELD)

    def choose(self, action, *replies, **sent):
        chosen = {"_selected_action": [reply.pk for reply in replies or [self.reply]]}
        return self.client.post(LIST, {"action": action} | chosen | sent, follow=True)

    def press(self, button, **sent):
        return self.client.post(address_of(self.reply), {button: "1"} | sent, follow=True)

    def state(self):
        self.reply.refresh_from_db()
        return self.reply.status


class DecidingFromTheList(ModeratorTestCase):
    def test_several_are_published_at_once(self):
        another = a_reply(self.reply.interview, status=HELD)

        self.choose("publish_chosen", self.reply, another)

        self.assertEqual(self.state(), Reply.Status.PUBLISHED)
        self.assertEqual(Reply.objects.published().count(), 2)
        self.assertEqual(self.reply.decided_by, self.editor)

    def test_declining_keeps_the_reason(self):
        self.choose("decline_chosen", reason="Off the subject.")

        self.assertEqual(self.state(), Reply.Status.DECLINED)
        self.assertEqual(self.reply.decline_reason, "Off the subject.")

    def test_a_reason_too_long_to_keep_decides_nothing(self):
        response = self.choose("decline_chosen", reason="x" * 501)

        self.assertEqual(self.state(), HELD)
        self.assertIn("at most 500 characters", self.messages(response)[0])

    def test_they_are_narrowed_by_state_and_interview_and_found_by_words(self):
        a_reply(an_interview("Another"), body="About something else.")

        for query in (
            {"status__exact": "held"},
            {"interview__id__exact": self.reply.interview.pk},
            {"q": "nine years"},
        ):
            response = self.client.get(LIST, query)

            self.assertEqual(list(response.context["cl"].result_list), [self.reply], query)

    def test_the_list_costs_as_much_for_many_as_for_one(self):
        # Session, user; the interviews to narrow by; how many replies; the replies with
        # interview and exchange; the dates to narrow by (2).
        with self.assertNumQueries(7):
            self.client.get(LIST)
        for _each in range(20):
            a_reply(self.reply.interview, status=HELD)

        with self.assertNumQueries(7):
            self.client.get(LIST)


class DecidingAboutOne(ModeratorTestCase):
    def test_it_is_published(self):
        self.press("_publish")

        self.assertEqual(self.state(), Reply.Status.PUBLISHED)

    def test_it_is_declined_with_a_reason(self):
        self.press("_decline", reason="Off the subject.")

        self.assertEqual(self.state(), Reply.Status.DECLINED)
        self.assertEqual(self.reply.decline_reason, "Off the subject.")

    def test_the_reason_is_asked_for_before_the_buttons(self):
        page = self.open(self.reply).content.decode()

        self.assertIn('name="reason"', page[: page.index('class="submit-row"')])

    def test_its_words_cannot_be_changed(self):
        self.press("_publish", body="Reworded.", name="Somebody", status="declined")

        self.assertEqual(self.state(), Reply.Status.PUBLISHED)
        self.assertNotEqual(self.reply.body, "Reworded.")
        self.assertNotContains(self.open(self.reply), "<textarea")

    def test_opening_an_address_decides_nothing(self):
        self.client.get(address_of(self.reply), {"_publish": "1"})
        self.client.get(LIST, {"action": "publish_chosen", "_selected_action": self.reply.pk})

        self.assertEqual(self.state(), HELD)

    def test_a_post_from_elsewhere_decides_nothing(self):
        self.client.handler.enforce_csrf_checks = True

        with self.assertLogs("django.security.csrf", "WARNING"):
            self.press("_publish")

        self.assertEqual(self.state(), HELD)

    def test_who_may_not_change_replies_decides_nothing(self):
        self.client.force_login(a_reader_with_an_account(is_staff=True))

        with self.assertLogs("django.request", "WARNING"):
            self.press("_publish")

        self.assertEqual(self.state(), HELD)

    def test_nothing_is_added_or_deleted_here(self):
        for page in ("add/", f"{self.reply.pk}/delete/"):
            with self.assertLogs("django.request", "WARNING"):
                response = self.client.post(LIST + page, {"post": "yes"})

            self.assertEqual(response.status_code, 403)
        self.assertEqual(self.state(), HELD)

    def test_attack_strings_are_shown_as_text(self):
        Reply.objects.update(body="<script>alert(1)</script>", name='"><img src=x>')

        for page in (LIST, address_of(self.reply)):
            self.assertNotContains(self.client.get(page), "<script>alert")
            self.assertNotContains(self.client.get(page), "<img src=x>")
