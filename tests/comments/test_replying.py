"""A reader leaves a reply with the form at the foot of the page."""

from django.test import Client, RequestFactory, SimpleTestCase, TestCase

from comments.models import Policy, Reply, ReplySettings
from comments.same_origin import is_cross_site
from tests.builders import a_draft, a_reply, an_exchange, an_interview, many_replies

REPLY_FIELDS = {"body": "We were in the wrong group.", "name": "Olu", "email": "olu@example.org"}


class LeavingAReply(TestCase):
    def setUp(self):
        self.interview = an_interview()
        self.address = f"/interviews/{self.interview.slug}/reply/"

    def post(self, headers=None, **changed):
        return self.client.post(self.address, REPLY_FIELDS | changed, headers=headers)

    def test_a_new_reply_is_held_and_its_author_sees_the_status_page(self):
        response = self.post()

        reply = Reply.objects.get()
        self.assertRedirects(response, reply.status_url)
        self.assertEqual(reply.status, Reply.Status.HELD)
        self.assertContains(self.client.get(reply.status_url), "We were in the wrong group.")

    def test_the_reply_form_hides_how_to_format_text_behind_formatting_help(self):
        page = self.client.get(self.interview.get_absolute_url())

        self.assertContains(page, 'aria-describedby="id_body_helptext"')
        self.assertContains(
            page,
            '<details class="help"><summary>Formatting help</summary><p id="id_body_helptext">'
            "You can use *emphasis*, [links](https://example.org) and &gt; quotations."
            "</p></details>",
            html=True,
        )

    def test_a_held_reply_is_shown_to_nobody_else(self):
        self.post()

        self.assertNotContains(self.client.get(self.interview.get_absolute_url()), "wrong group")

    def test_posting_a_reply_costs_the_same_queries_with_any_number_of_replies(self):
        exchange = self.interview.exchanges.get().key
        with self.assertNumQueries(12):
            # the publication; interview and its policy; exchange; house rules; what its address and
            # what its network sent lately; who speaks; editors; the words that the filter
            # knows; the reply (between a savepoint and its end, for the test itself is a
            # transaction)
            self.post(to=exchange)
        many_replies(self.interview, 30)

        with self.assertNumQueries(12):
            self.post(to=exchange, email="another@example.org")

    def test_posting_a_reply_costs_eight_more_queries_if_it_appears_at_once(self):
        ReplySettings.objects.create(interview=self.interview, policy=Policy.OPEN)
        exchange = self.interview.exchanges.get().key

        with self.assertNumQueries(12 + 8):
            # a savepoint; the reply once more, locked; the decision; the policy, its next number,
            # that number; the reply; the end of the savepoint
            self.post(to=exchange)

    def test_a_published_reply_never_shows_the_email_address(self):
        self.post()
        Reply.objects.get().approve(by=None)

        page = self.client.get(self.interview.get_absolute_url())

        self.assertContains(page, "We were in the wrong group.")
        self.assertNotContains(page, "olu@example.org")

    def test_posting_a_reply_twice_makes_one_reply(self):
        first, second = self.post(), self.post()

        self.assertEqual(first.url, second.url)
        self.assertEqual(Reply.objects.count(), 1)

    def test_a_reply_belongs_to_the_answer_it_is_about(self):
        exchange = self.interview.exchanges.get()

        self.post(to=exchange.key)

        self.assertEqual(Reply.objects.get().exchange, exchange)

    def test_a_reply_to_an_answer_of_another_interview_is_refused_with_the_text_kept(self):
        elsewhere = an_interview("Another").exchanges.get()

        response = self.post(to=elsewhere.key)

        self.assertContains(response, "We were in the wrong group.", status_code=400)
        self.assertFalse(Reply.objects.exists())

    def test_a_reply_without_a_name_shows_the_form_again_with_the_text(self):
        response = self.post(name="")

        self.assertContains(response, "We were in the wrong group.", status_code=400)
        self.assertContains(response, "aria-describedby", status_code=400)

    def test_a_reply_of_invisible_characters_is_refused_as_empty(self):
        for field in ("name", "body"):
            with self.subTest(field):
                self.assertEqual(self.post(**{field: "\u200b\u00a0\u2800"}).status_code, 400)

    def test_a_reply_with_a_nul_in_any_field_is_refused(self):
        for field in ("name", "body", "email", "to", "website"):
            with self.subTest(field):
                self.assertEqual(self.post(**{field: "a\x00b"}).status_code, 400)

    def test_a_reply_with_an_invalid_website_is_refused(self):
        for website in (
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "ftp://a.b",
        ):
            with self.subTest(website):
                self.assertEqual(self.post(website=website).status_code, 400)

    def test_a_reply_posted_from_another_site_is_refused_with_the_text_kept(self):
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            with self.subTest(headers):
                response = self.post(headers=headers)

                self.assertContains(response, "We were in the wrong group.", status_code=403)
        self.assertFalse(Reply.objects.exists())

    def test_posting_a_reply_needs_no_csrf_token_and_sets_no_cookie(self):
        strict = Client(enforce_csrf_checks=True)

        response = strict.post(self.address, REPLY_FIELDS)

        self.assertEqual(response.status_code, 302)
        self.assertFalse(response.cookies)

    def test_a_reply_to_a_draft_is_not_found(self):
        draft = a_draft("Unseen")

        response = self.client.post(f"/interviews/{draft.slug}/reply/", REPLY_FIELDS)

        self.assertEqual(response.status_code, 404)

    def test_a_reply_with_attack_strings_executes_nothing(self):
        self.post(body="<script>alert(1)</script> <img src=x onerror=alert(1)>", name="<b>x</b>")
        Reply.objects.get().approve(by=None)

        page = self.client.get(self.interview.get_absolute_url()).content.decode()

        self.assertNotIn("<script>alert", page)
        self.assertNotIn("<img src=x", page)
        self.assertNotIn("<b>x</b>", page)


class StatusPage(TestCase):
    def test_the_status_page_shows_the_status_of_the_reply(self):
        reply = a_reply(an_interview(), status=Reply.Status.HELD)

        reply.decline(by=None, reason="It names a patient.")

        self.assertContains(self.client.get(reply.status_url), "It names a patient.")

    def test_the_status_page_quotes_the_answer_it_is_about(self):
        interview = an_interview()
        reply = a_reply(interview, exchange=interview.exchanges.get())

        page = self.client.get(reply.status_url)

        self.assertContains(page, "The forecast.")
        self.assertContains(page, reply.get_absolute_url())

    def test_the_status_page_no_longer_quotes_an_answer_that_was_removed(self):
        interview = an_interview()
        exchange = interview.exchanges.get()
        reply = a_reply(interview, exchange=exchange)
        exchange.remove(by=None)

        page = self.client.get(reply.status_url)

        self.assertContains(page, "an answer that was removed")
        self.assertContains(page, f"#{exchange.key}")
        self.assertNotContains(page, exchange.question)
        self.assertNotContains(page, "The forecast.")

    def test_the_status_page_says_that_the_interview_was_withdrawn_and_quotes_nothing_of_it(self):
        for status in (Reply.Status.PUBLISHED, Reply.Status.HELD):
            interview = an_interview(f"Gone {status}")
            exchange = interview.exchanges.get()
            reply = a_reply(interview, exchange=exchange, status=status)
            interview.withdraw(by=None)

            with self.subTest(status):
                page = self.client.get(reply.status_url)

                self.assertContains(page, "The interview has been withdrawn")
                self.assertContains(page, reply.body)
                self.assertNotContains(page, "See it under the interview")
                self.assertNotContains(page, "It appears under the interview")
                self.assertNotContains(page, exchange.question)
                self.assertNotContains(page, "The forecast.")

    def test_the_status_page_is_not_found_under_a_forged_address(self):
        reply = a_reply(an_interview())

        for forged in (f"/replies/{reply.pk}:/", f"/replies/{reply.pk}:AAAA/", "/replies/x:y/"):
            with self.subTest(forged):
                self.assertEqual(self.client.get(forged).status_code, 404)

    def test_the_status_page_is_not_cached(self):
        reply = a_reply(an_interview())

        self.assertIn("no-store", self.client.get(reply.status_url)["Cache-Control"])


class RepliesOnThePage(TestCase):
    def test_replies_on_the_page_say_which_answer_they_are_about(self):
        interview = an_interview()
        exchange = an_exchange(interview, "Who decides?", label="Who decides in a shortage")
        a_reply(interview, exchange=exchange)

        page = self.client.get(interview.get_absolute_url())

        self.assertContains(page, f'href="{interview.get_absolute_url()}#{exchange.key}"')
        self.assertContains(page, "Who decides in a shortage")

    def test_replies_to_a_removed_answer_link_to_it_without_quoting_it(self):
        interview = an_interview(exchanges=2)
        exchange = an_exchange(interview, "Who decides?", "The ward.", label="Who, in a shortage")
        a_reply(interview, exchange=exchange)
        exchange.remove(by=None)

        page = self.client.get(interview.get_absolute_url())

        self.assertContains(page, "an answer that was removed")
        self.assertContains(page, f'href="{interview.get_absolute_url()}#{exchange.key}"')
        self.assertContains(page, f'id="{exchange.key}"')
        for words in ("Who decides?", "The ward.", "Who, in a shortage"):
            self.assertNotContains(page, words)

    def test_the_page_costs_the_same_queries_with_any_number_of_replies(self):
        interview = an_interview()
        first = a_reply(interview)
        a_reply(interview, parent=first)
        with self.assertNumQueries(16):
            # the publication, interview and series, credits and people, topics, exchanges, who
            # answers, corrections, featured replies, how many each answer has, the interviews
            # before and after, house rules, policy,
            # first replies and what they are about, what follows in their threads
            self.client.get(interview.get_absolute_url())
        for _each in range(20):
            answered = a_reply(interview, exchange=interview.exchanges.get())
            a_reply(interview, parent=answered, exchange=answered.exchange)

        with self.assertNumQueries(16):
            self.client.get(interview.get_absolute_url())


class OriginOfPosts(SimpleTestCase):
    def is_cross_site(self, **headers):
        return is_cross_site(RequestFactory().post("/", headers=headers))

    def test_the_origin_headers_decide_whether_a_post_is_cross_site(self):
        self.assertFalse(self.is_cross_site(**{"Sec-Fetch-Site": "same-origin"}))
        self.assertFalse(self.is_cross_site(Origin="http://testserver"))
        self.assertFalse(self.is_cross_site())
        self.assertTrue(self.is_cross_site(**{"Sec-Fetch-Site": "same-site"}))
        self.assertTrue(self.is_cross_site(Origin="null"))
        self.assertTrue(self.is_cross_site(Origin="http://testserver.evil.example"))
