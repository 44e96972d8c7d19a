"""Harmful Unicode is stopped, ordinary Unicode is kept."""

import re
import unicodedata

from comments.models import Commenter, QueuedEmail, Reply
from tests.builders import a_reply, an_editor, an_interview
from tests.comments.running_site import RunningSiteCase
from tests.comments.visitor import WORDS

TURN = "\u202e"  # what follows runs from right to left
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
HEART = "\u2764\ufe0f\u200d\U0001f525"
WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
ICELAND = "\U0001f1ee\U0001f1f8"
EMOJI = f"{FAMILY} {HEART} {WALES} {ICELAND} \U0001f44d\U0001f3fd"
ACUTE, STROKE = "\u0301", "\u0335"  # which sit on the letter before them
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


class UnicodeCase(RunningSiteCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview("Letters of all kinds")
        self.page = self.interview.get_absolute_url()

    def posted(self, **typed):
        """The reply that posting this made."""
        answer = self.visitor.send_reply(self.page, **typed)
        self.assertEqual(answer.status, 302, answer.text)
        return self.interview.replies.get()

    def rules_found(self, reply):
        """The rules' names, of which those about characters go on to say which."""
        return {
            rule.partition("-")[0] if rule.startswith("characters") else rule
            for rule, _ in reply.reasons
        }


class DirectionCharacters(UnicodeCase):
    def test_direction_characters_never_reach_the_page_the_feed_or_the_form(self):
        for place in ("name", "body"):
            with self.subTest(place):
                visitor = self.a_visitor()
                said = visitor.reply_fields[place]
                typed = {place: f"{TURN}{said}\u2067 and\u202a on"}
                sent = visitor.send_reply(self.page, **typed)
                reply = self.interview.replies.get(email=visitor.reply_fields["email"])
                reply.approve(by=an_editor())

                pages = (self.page, sent.location, f"{self.page}replies/feed.atom")
                for page in pages:
                    text = visitor.get(page).text
                    self.assertIn(said, text)
                    self.assertNotRegex(text, BIDI_CONTROLS)

    def test_direction_characters_hold_a_reply(self):
        self.assertIn("characters", self.rules_found(self.posted(body=f"{WORDS}{TURN}")))

    def test_names_of_both_directions_are_isolated_from_the_text_after_them(self):
        self.posted(name="אורי").approve(by=an_editor())

        self.assertIn("<bdi>אורי</bdi>", self.visitor.get(self.page).text)


class CombiningMarks(UnicodeCase):
    def test_thousands_of_combining_marks_hold_a_reply(self):
        reply = self.posted(body=f"Z{ACUTE * 3000}algo")

        self.assertEqual(reply.status, Reply.Status.HELD)
        self.assertIn("characters", self.rules_found(reply))

    def test_stacked_combining_marks_in_a_name_hold_a_reply(self):
        reply = self.posted(name=f"Z{STROKE * 40}algo")

        self.assertIn("characters", self.rules_found(reply))

    def test_more_combining_marks_than_a_field_allows_are_refused(self):
        self.assertEqual(self.visitor.send_reply(self.page, name=f"Z{ACUTE * 3000}").status, 400)
        self.assertEqual(self.visitor.send_reply(self.page, body=f"Z{ACUTE * 6000}").status, 400)


class Emoji(UnicodeCase):
    def test_emoji_are_in_the_page_the_feed_and_the_desk_as_they_were_typed(self):
        reply = self.posted(name=f"Olu {WALES}{ICELAND}", body=EMOJI)
        reply.approve(by=an_editor())
        self.client.force_login(an_editor())

        name, body = f"<bdi>{reply.name}</bdi>", f"<p>{EMOJI}</p>"
        page = self.visitor.get(self.page).text
        feed = self.visitor.get("/replies/feed.atom").text
        desk = self.client.get(f"/admin/comments/reply/{reply.pk}/change/").content.decode()

        self.assertEqual((reply.name, reply.body), (f"Olu {WALES}{ICELAND}", EMOJI))
        self.assertIn(name, page)
        self.assertIn(body, page)
        self.assertIn(EMOJI, feed)
        self.assertIn(EMOJI, desk)
        self.assertIn(reply.name, desk)

    def test_emoji_are_in_the_email_as_they_were_typed(self):
        parent = a_reply(
            self.interview, email=self.visitor.reply_fields["email"], email_notifications="wanted"
        )
        Commenter.objects.confirm(parent.email)

        a_reply(self.interview, parent=parent, name=f"Olu {ICELAND}", body=EMOJI, email="a@b.cd")

        text = QueuedEmail.objects.get(to=parent.email).text
        self.assertIn(EMOJI, text)
        self.assertIn(f"Olu {ICELAND}", text)

    def test_emoji_do_not_make_a_reply_suspect(self):
        self.assertEqual(self.rules_found(self.posted(name="Olu", body=EMOJI)), {"unread"})


class LookalikeNames(UnicodeCase):
    def setUp(self):
        super().setUp()
        an_editor(first_name="Margit", last_name="Sorensen")

    def test_a_name_like_an_editors_is_held_and_flagged_and_has_no_badge(self):
        for name in (
            "Margit Sorensen",
            "MARGIT SORENSEN",
            "Маrgit Sоrensen",  # М, а and о are Cyrillic
            "Ｍａｒｇｉｔ　Ｓｏｒｅｎｓｅｎ",
            "Mar\u200bgit Soren\u2060sen",
            "Margit\u00a0Sorensen",
            unicodedata.normalize("NFD", "Margit Sorensen"),
            "Ines 0kafor",
            "Τeodor Vass",  # the T is Greek
        ):
            with self.subTest(ascii(name)):
                visitor = self.a_visitor()

                visitor.send_reply(self.page, name=name)

                reply = self.interview.replies.get(email=visitor.reply_fields["email"])
                self.assertEqual(reply.status, Reply.Status.HELD)
                self.assertIn("protected-name", self.rules_found(reply))
                reply.approve(by=an_editor())
                self.assertNotIn('class="badge"', visitor.get(self.page).text)

    def test_a_name_that_shares_a_word_with_an_editor_is_not_held(self):
        for name in ("Margit Olsen", "Ines", "Olu Sorensen"):
            with self.subTest(name):
                visitor = self.a_visitor()

                visitor.send_reply(self.page, name=name)

                reply = self.interview.replies.get(email=visitor.reply_fields["email"])
                self.assertEqual(self.rules_found(reply), {"unread"})
