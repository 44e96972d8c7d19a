"""Signed links open only their own page, and no input breaks a page."""

from django.test import TestCase

from comments.models import Commenter, Reply
from comments.models.authorship import MAX_EDITS
from tests.builders import a_reply, an_editor, an_interview

HELD = Reply.Status.HELD
WORDS = {"body": "Other words.", "name": "Olu", "website": ""}


class UnsubscribeLinks(TestCase):
    def test_the_unsubscribe_link_never_shows_whose_the_address_is(self):
        reply = a_reply(an_interview(), email_notifications=Reply.EmailNotifications.WANTED)

        response = self.client.post(reply.unsubscribe_url.removesuffix("stop/"))

        self.assertEqual(response.status_code, 404)
        self.assertFalse(response.cookies)
        self.assertFalse(Commenter.objects.exists())


class ConfirmationLinks(TestCase):
    def test_the_confirmation_link_confirms_all_that_was_asked_for_with_the_address(self):
        interview = an_interview()
        first, second, foreign = (
            a_reply(interview, email_notifications=Reply.EmailNotifications.ASKED, email=email)
            for email in ("olu@example.org", "olu@example.org", "zoe@example.org")
        )

        self.client.post(first.confirm_url)

        asked = {each.pk: each.email_notifications for each in Reply.objects.all()}
        self.assertEqual(asked, {first.pk: "wanted", second.pk: "wanted", foreign.pk: "asked"})

    def test_the_confirmation_link_does_nothing_for_another_site(self):
        reply = a_reply(an_interview(), email_notifications=Reply.EmailNotifications.ASKED)

        response = self.client.post(reply.confirm_url, headers={"Sec-Fetch-Site": "cross-site"})

        self.assertFalse(response.cookies)
        self.assertFalse(Commenter.objects.exists())


class AuthorsPage(TestCase):
    def setUp(self):
        self.reply = a_reply(an_interview(), status=HELD)

    def change(self, **words):
        response = self.client.post(f"{self.reply.status_url}change/", WORDS | words)
        self.reply.refresh_from_db()
        return response

    def test_the_authors_page_keeps_the_words_of_a_change_that_came_too_late(self):
        self.reply.decline(by=an_editor())

        response = self.change(body="What I meant was this.")

        self.assertContains(response, "What I meant was this.", status_code=409)
        self.assertContains(response, "This reply can’t be edited any more.", status_code=409)

    def test_the_authors_page_takes_no_end_of_changes_but_twenty(self):
        for number in range(MAX_EDITS):
            self.change(body=f"Change {number}.")

        response = self.change(body="One more.")

        self.assertContains(response, "One more.", status_code=409)
        self.assertEqual(self.reply.decisions.count(), MAX_EDITS)

    def test_the_authors_page_leaves_the_first_words_free_to_be_sent_again(self):
        first = {"body": "First words.", "name": "Olu", "email": "olu@example.org"}
        address = f"{self.reply.interview.get_absolute_url()}reply/"
        self.client.post(address, first)
        mine = Reply.objects.get(body="First words.")
        self.client.post(f"{mine.status_url}change/", WORDS)
        Reply.objects.filter(pk=mine.pk).update(rate_limit_key=None, written_at="2026-01-01T00:00Z")

        self.client.post(address, first)

        self.assertEqual(Reply.objects.filter(body="First words.").count(), 1)
        self.assertEqual(Reply.objects.filter(body="Other words.").count(), 1)

    def test_the_authors_page_says_why_it_was_not_withdrawn(self):
        self.reply.decline(by=an_editor())

        response = self.client.post(f"{self.reply.status_url}withdraw/")

        self.assertContains(response, "This reply can’t be edited any more.", status_code=409)

    def test_the_authors_page_says_that_the_rules_declined_it_where_nobody_read_it(self):
        self.reply.decline()

        self.assertContains(self.client.get(self.reply.status_url), "Our rules declined it")


class Forms(TestCase):
    def setUp(self):
        self.address = f"{an_interview().get_absolute_url()}reply/"

    def test_a_form_about_a_reply_of_a_thousand_digits_is_refused_in_words(self):
        fields = WORDS | {"email": "olu@example.org", "parent": "9" * 5000}

        response = self.client.post(self.address, fields)

        self.assertContains(response, "Other words.", status_code=400)

    def test_a_post_that_is_no_form_is_answered_in_words(self):
        for kind, body in (
            ("multipart/form-data; boundary=x", b"no such thing"),
            ("multipart/form-data", b"no boundary"),
            ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 160_000)),
        ):
            with self.subTest(kind):
                response = self.client.post(self.address, body, content_type=kind)

                self.assertIn(response.status_code, (400, 413))
                self.assertContains(response, "<h1", status_code=response.status_code)

    def test_a_form_with_a_website_that_deceives_is_refused(self):
        for website in ("https://exa\u202emple.org", "https://good.example@evil.example/"):
            with self.subTest(website):
                fields = WORDS | {"email": "olu@example.org", "website": website}
                self.assertEqual(self.client.post(self.address, fields).status_code, 400)


class LongThreads(TestCase):
    def test_a_long_thread_leads_to_its_rest_though_the_eleventh_reply_is_gone(self):
        interview = an_interview()
        first = a_reply(interview)
        answers = [a_reply(interview, parent=first) for _each in range(14)]

        answers[10].mark_as_spam()

        page = self.client.get(interview.get_absolute_url())
        self.assertContains(page, "More replies in this thread")
