"""From the form to the page: the status of a reply, and who can see it."""

from datetime import timedelta

from django.utils import timezone

from comments.models import Commenter, QueuedEmail, Reply
from comments.models.commenter import COOKIE_NAME, sign_cookie
from tests.builders import a_reply, an_editor, an_exchange, an_interview
from tests.comments.running_site import RunningSiteCase
from tests.comments.visitor import WORDS


class FirstReplies(RunningSiteCase):
    def test_a_first_reply_is_held_and_shown_to_its_author_alone(self):
        interview = an_interview("The first")
        address = interview.get_absolute_url()

        text = "No editor has read this yet."  # other tests publish WORDS
        sent = self.visitor.send_reply(address, body=text)

        reply = interview.replies.get()
        own = self.visitor.get(sent.location)
        self.assertEqual((sent.status, sent.location), (302, reply.status_url))
        self.assertEqual(reply.status, Reply.Status.HELD)
        self.assertIn(text, own.text)
        self.assertIn("editor", own.text)
        for page in (address, f"{address}replies/", "/replies/feed.atom"):
            self.assertNotIn(text, self.a_visitor().get(page).text)

    def test_a_first_reply_never_shows_the_email_address(self):
        interview = an_interview("No email")
        address = interview.get_absolute_url()
        own = self.visitor.send_reply(address).location
        reply = interview.replies.get()

        pages = [own, f"{own}held/", f"{own}change/"]
        seen = [self.visitor.get(page) for page in pages]
        reply.approve(by=an_editor())
        pages = [own, address, f"{address}replies/", f"{address}replies/1/", "/replies/feed.atom"]
        pages += [f"{address}replies/feed.atom", f"{address}reply/?parent={reply.pk}"]
        seen += [self.visitor.get(page) for page in pages]

        for page in seen:
            self.assertEqual(page.status, 200)
            self.assertIn(WORDS, page.text)
            self.assertNotIn(self.visitor.reply_fields["email"], page.text)

    def test_a_first_reply_leaves_the_page_of_everyone_else_as_it_was(self):
        interview = an_interview("The same for all")
        before = self.visitor.get(interview.get_absolute_url())

        self.visitor.send_reply(interview.get_absolute_url())

        after = self.visitor.get(interview.get_absolute_url())
        self.assertEqual(after.content, before.content)
        for page in (before, after):
            self.assertIsNone(page.headers["Set-Cookie"])
            self.assertNotIn("Cookie", page.headers["Vary"] or "")


class Approvals(RunningSiteCase):
    def test_an_approved_reply_is_shown_at_its_permalink_and_counted(self):
        interview = an_interview("Approved")
        address = interview.get_absolute_url()
        for n in range(2):
            a_reply(interview, body=f"The one before, {n}.")
        self.visitor.send_reply(address)
        reply = interview.replies.get(body=WORDS)
        before = self.visitor.get(address).text

        reply.approve(by=an_editor())

        page = self.visitor.get(self.visitor.get(reply.get_absolute_url()).location).text
        self.assertIn("2 replies", before)
        self.assertIn("3 replies", page)
        self.assertIn(f'id="{reply.anchor}"', page)
        self.assertIn(WORDS, page)

    def test_an_approval_emails_the_author_of_the_parent_once(self):
        interview = an_interview("Answered")
        parent = a_reply(
            interview, email="ada@example.org", email_notifications=Reply.EmailNotifications.WANTED
        )
        Commenter.objects.confirm("ada@example.org")
        to_ada = QueuedEmail.objects.filter(to="ada@example.org")
        self.visitor.send_reply(f"{interview.get_absolute_url()}reply/?parent={parent.pk}")
        reply = interview.replies.get(parent=parent)
        before = to_ada.count()

        reply.approve(by=an_editor())
        reply.decline(by=an_editor())
        reply.approve(by=an_editor())

        email = to_ada.get()
        self.assertEqual(before, 0)
        self.assertIn(WORDS, email.text)
        self.assertNotIn(self.visitor.reply_fields["email"], email.text)


class KnownCommenters(RunningSiteCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview("Known")
        self.known = f"known-{self.interview.pk}@example.org"
        yesterday = timezone.now() - timedelta(days=1)
        for _each in range(2):
            words = {"email": self.known, "written_at": yesterday}
            a_reply(self.interview, Reply.Status.HELD, **words).approve(by=an_editor())

    def post(self, email=None):
        page = self.interview.get_absolute_url()
        self.visitor.send_reply(page, email=email or self.known, body="Once more.")
        return self.interview.replies.get(body="Once more.")

    def test_typing_a_known_address_in_another_browser_publishes_nothing(self):
        self.assertEqual(self.post().status, Reply.Status.HELD)

    def test_a_known_commenter_is_published_at_once_from_a_browser_that_proved_it(self):
        self.visitor.cookies = f"{COOKIE_NAME}={sign_cookie(self.known)}"

        self.assertEqual(self.post().status, Reply.Status.PUBLISHED)

    def test_the_cookie_of_another_address_publishes_nothing(self):
        self.visitor.cookies = f"{COOKIE_NAME}={sign_cookie(self.known)}"

        self.assertEqual(self.post("other@example.org").status, Reply.Status.HELD)


class IncompleteForms(RunningSiteCase):
    def test_an_incomplete_form_shows_every_value_and_ties_each_error_to_its_field(self):
        interview = an_interview("Missing")
        exchange = interview.exchanges.get()
        form = self.visitor.get(
            f"{interview.get_absolute_url()}reply/?to={exchange.key}"
        ).reply_form
        typed = self.visitor.reply_fields | {
            "body": "\n  First & <b>last</b>.\n\nTwo.",
            "website": "https://example.org/?a=1&b=2",
            "email_notifications": "on",
        }
        for missing in ("body", "name", "email"):
            with self.subTest(missing):
                answer = self.visitor.send(form, **(typed | {missing: ""}))

                fields = dict(answer.reply_form.fields)
                expected = typed | {missing: "", "to": exchange.key, "parent": ""}
                if missing != "body":
                    fields["body"] = fields["body"].replace("\r\n", "\n")
                self.assertEqual(answer.status, 400)
                self.assertEqual(fields, expected)
                self.assertRegex(answer.text, rf'aria-describedby="[^"]*\bid_{missing}_error\b')
                self.assertIn(f'id="id_{missing}_error"', answer.text)
        self.assertFalse(interview.replies.exists())

    def test_an_incomplete_form_can_be_completed_and_sent_again(self):
        interview = an_interview("Sent again")
        refused = self.visitor.send_reply(interview.get_absolute_url(), name="")

        self.visitor.send(refused.reply_form, name="Olu")

        self.assertEqual(interview.replies.get().body, WORDS)


class FormsOnCachedPages(RunningSiteCase):
    def test_a_form_on_a_cached_page_has_nothing_that_expires(self):
        page = self.visitor.get(an_interview("Nothing ages").get_absolute_url())

        fields = {*self.visitor.reply_fields, "website", "to", "parent"}
        self.assertEqual(set(page.reply_form.fields), fields)
        self.assertNotIn("csrf", page.text)

    def test_a_form_on_a_cached_page_works_after_later_changes(self):
        interview = an_interview("Kept since", exchanges=2)
        exchange = interview.exchanges.first()
        page = interview.get_absolute_url()
        kept = self.visitor.get(f"{page}reply/?to={exchange.key}").reply_form
        whole = self.visitor.get(page).reply_form
        interview.change_slug(f"renamed-{interview.pk}")
        an_exchange(interview, "And then?")
        exchange.answer = "The forecast of Tuesday."
        exchange.save()
        a_reply(interview)

        one, other = self.a_visitor(), self.a_visitor()
        sent = one.send(kept, **one.reply_fields)
        other.send(whole, **other.reply_fields)

        self.assertEqual(sent.status, 302)
        self.assertEqual(interview.replies.get(email=one.reply_fields["email"]).exchange, exchange)
        self.assertIsNone(interview.replies.get(email=other.reply_fields["email"]).exchange)

    def test_a_form_with_an_old_csrf_token_works(self):
        interview = an_interview("A token of old")
        self.visitor.cookies = "csrftoken=abc; sessionid=def"

        sent = self.visitor.send_reply(interview.get_absolute_url(), csrfmiddlewaretoken="expired")

        self.assertEqual(sent.status, 302)


class RepeatedReplies(RunningSiteCase):
    def test_the_same_text_from_a_fresh_form_leads_to_the_first_reply(self):
        interview = an_interview("Twice")

        first = self.visitor.send_reply(interview.get_absolute_url())
        again = self.visitor.send_reply(interview.get_absolute_url(), body=f"  {WORDS}\n\n")

        self.assertEqual(again.location, first.location)
        self.assertEqual(interview.replies.count(), 1)

    def test_the_same_text_from_elsewhere_is_told_that_it_arrived_but_not_where(self):
        interview = an_interview("Twice, elsewhere")
        first = self.visitor.send_reply(interview.get_absolute_url())

        again = self.a_visitor().send_reply(
            interview.get_absolute_url(), **self.visitor.reply_fields
        )

        self.assertEqual(again.status, 409)
        self.assertIn("and it arrived", again.text)
        self.assertNotIn(first.location, again.text)
        self.assertEqual(again.reply_form.fields["body"].strip(), WORDS)
        self.assertEqual(interview.replies.count(), 1)
