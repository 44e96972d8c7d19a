"""Links and words that decide about a reply."""

from comments.models import ModerationRules, Policy, Reply, ReplySettings
from tests.builders import an_interview
from tests.comments.running_site import RunningSiteCase


class DecidingWords(RunningSiteCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview("Words")
        ReplySettings.objects.create(interview=self.interview, policy=Policy.OPEN)
        rules = ModerationRules.objects.filter(pk=ModerationRules.SINGLETON_PK)
        rules.update(blocked_words="spamword\ncasino*", suspect_words="referral")
        self.addCleanup(rules.update, blocked_words="", suspect_words="")

    def posted(self, body):
        visitor = self.a_visitor()
        visitor.send_reply(self.interview.get_absolute_url(), body=body)
        return self.interview.replies.get(email=visitor.reply_fields["email"])

    def assert_becomes(self, status, rule, *bodies):
        for body in bodies:
            with self.subTest(body):
                reply = self.posted(body)
                self.assertEqual(reply.status, status)
                self.assertEqual([found for found, _detail in reply.reasons], [rule] * bool(rule))

    def test_one_link_is_as_good_as_none(self):
        self.assert_becomes(
            Reply.Status.PUBLISHED,
            "",
            "No link.",
            "See https://example.org/a.",
            "See [there](https://example.org/a).",
            "See [https://example.org](https://example.org).",
        )

    def test_two_links_are_held_however_they_are_written(self):
        self.assert_becomes(
            Reply.Status.HELD,
            "links",
            "https://example.org/a and https://example.org/b",
            "[a](https://example.org/a) and [b](https://example.org/b)",
            "[a][1] [b][2]\n\n[1]: https://example.org/a\n[2]: https://example.org/b",
            "<https://example.org/a> and http://example.org/b",
        )

    def test_a_blocked_word_declines_split_by_markup_or_letters_unseen_too(self):
        self.assert_becomes(
            Reply.Status.DECLINED,
            "blocked-word",
            "Buy spamword now.",
            "Buy SPAMWORD now.",
            "Buy sp*am*word now.",
            "Buy sp**am**word now.",
            "Buy spam\u200bword now.",
            "Buy ｓｐａｍｗｏｒｄ now.",
            "Buy casinos now.",
        )

    def test_a_blocked_word_within_another_is_none(self):
        self.assert_becomes(Reply.Status.PUBLISHED, "", "An antispamwordlist is long.")

    def test_a_suspect_word_is_held(self):
        self.assert_becomes(Reply.Status.HELD, "suspect-word", "My referral is here.")

    def test_a_declined_reply_is_told_so_and_shown_to_nobody(self):
        reply = self.posted("Buy spamword now.")

        self.assertIn("was declined", self.visitor.get(reply.status_url).text)
        page = self.visitor.get(self.interview.get_absolute_url()).text
        self.assertNotIn("spamword", page)
