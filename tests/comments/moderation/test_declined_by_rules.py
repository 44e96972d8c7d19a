"""Replies that the rules declined: editors review them, and their authors read the reason."""

from django.urls import reverse

from comments.models import ModerationRules, Reply
from tests.builders import a_reply, an_editor, an_interview
from tests.comments.moderators import ModeratorTestCase, choice

DECLINED = reverse("admin:comments_reply_declined")
DECIDE = reverse("admin:comments_reply_decide")


class DeclinedTestCase(ModeratorTestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview()
        ModerationRules.objects.update(
            policy="open",
            blocked_words="ass\ncam",
            blocked_addresses="@pest.example",
            blocked_networks="203.0.113.0/24",
        )

    def post(self, number=0, network="127.0.0.1", **words):
        fields = {"body": "Well said.", "name": "Olu", "email": f"olu-{number}@example.org"}
        address = f"{self.interview.get_absolute_url()}reply/"
        response = self.client.post(address, fields | words, REMOTE_ADDR=network)
        self.assertEqual(response.status_code, 302)
        return Reply.objects.latest("pk")

    def listed(self, **query):
        return [item.reply for item in self.client.get(DECLINED, query).context["items"]]


class DeclinedList(DeclinedTestCase):
    def test_the_list_of_declined_replies_shows_the_newest_first_with_the_reason(
        self,
    ):
        first = self.post(1, body="You ass.")
        second = self.post(2, email="anybody@pest.example")
        third = self.post(3, network="203.0.113.7")

        page = self.client.get(DECLINED)

        self.assertEqual(self.listed(), [third, second, first])
        for why in ("A blocked word: ass", "A blocked address: @pest.example", "A blocked network"):
            self.assertContains(page, why)

    def test_the_list_of_declined_replies_leaves_out_replies_that_moderators_decided_about(self):
        a_reply(self.interview, status=Reply.Status.HELD).decline(by=an_editor())
        a_reply(self.interview, status=Reply.Status.DECLINED).approve(by=self.moderator)
        a_reply(self.interview, status=Reply.Status.HELD)

        self.assertEqual(self.listed(), [])

    def test_the_list_of_declined_replies_publishes_with_one_click_and_returns(self):
        reply, other = self.post(1, body="You ass."), self.post(2, body="A cam.")
        item = {"reply": choice(reply), "action": "approve", "page": "declined"}

        response = self.client.post(DECIDE, item, follow=True)

        self.assertRedirects(response, DECLINED)
        self.assertStates(reply, Reply.Status.PUBLISHED)
        self.assertEqual(self.listed(), [other])

    def test_the_list_of_declined_replies_has_further_pages(self):
        replies = [a_reply(self.interview, status=Reply.Status.DECLINED) for _each in range(30)]

        page = self.client.get(DECLINED)

        self.assertEqual(len(page.context["items"]), 25)
        self.assertEqual(self.listed(**{"from": page.context["next"]}), replies[4::-1])
        item = {"reply": choice(replies[0]), "action": "approve", "page": "declined"}
        response = self.client.post(DECIDE, item | {"from": str(replies[4].pk)})
        self.assertRedirects(response, f"{DECLINED}?from={replies[4].pk}")

    def test_the_list_of_declined_replies_costs_the_same_queries_for_many_as_for_one(self):
        for many in (1, 5):
            for _each in range(many):
                a_reply(self.interview, status=Reply.Status.DECLINED)
            # The publication. Who is signed in (4): session, user, their rights and their groups'.
            # The replies;
            # their reports and decisions; how many and which their addresses sent, and whether
            # these are known (4).
            with self.assertNumQueries(1 + 4 + 1 + 2 + 4):
                self.client.get(DECLINED)

    def test_only_moderators_see_the_list_of_declined_replies(self):
        self.client.logout()

        self.assertEqual(self.client.get(DECLINED).status_code, 302)
        self.assertContains(self.client.get(self.interview.get_absolute_url()), "Leave a Reply")

    def test_the_queue_links_to_the_list_of_declined_replies(self):
        self.assertContains(self.client.get(reverse("admin:comments_reply_queue")), DECLINED)


class AuthorsOfDeclinedReplies(DeclinedTestCase):
    def test_the_author_of_a_declined_reply_reads_why_the_rules_declined_it(self):
        for number, (sentence, words) in enumerate(
            [
                ("It contains a word that we don’t publish: “ass”.", {"body": "You ass."}),
                ("We don’t accept replies from this email address.", {"email": "a@pest.example"}),
                ("We don’t accept replies from your network.", {"network": "203.0.113.7"}),
            ]
        ):
            with self.subTest(sentence):
                page = self.client.get(self.post(number, **words).status_url)

                self.assertContains(page, "Your reply was declined")
                self.assertContains(page, sentence)
                self.assertContains(page, "can still publish yours")

    def test_the_author_of_a_declined_reply_does_not_read_which_address_is_blocked(self):
        page = self.client.get(self.post(email="a@pest.example").status_url)

        self.assertNotContains(page, "@pest.example")

    def test_the_author_of_a_declined_reply_reads_the_reason_of_an_editor(
        self,
    ):
        reply = self.post(body="You ass.")
        reply.mark_as_spam(by=self.moderator)

        self.assertNotContains(self.client.get(reply.status_url), "a word that we do not publish")


class DisguisedWords(DeclinedTestCase):
    def test_a_reply_with_a_disguised_word_is_held_and_the_moderator_reads_why(self):
        reply = self.post(body="I drive the A55 to Bangor.")

        self.assertStates(reply, Reply.Status.HELD)
        [item] = self.queue_items()
        self.assertEqual(
            [str(why) for why in item.why], ["what may be a blocked word in disguise: ass"]
        )

    def test_a_word_of_another_script_is_no_disguised_word(self):
        self.assertStates(self.post(body="Я сам не слышал."), Reply.Status.PUBLISHED)
