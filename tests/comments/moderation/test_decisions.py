"""Decisions about replies: the buttons, what they refuse, and what can be undone."""

from django.db import IntegrityError, connection, transaction

from comments.models import Decision, Reply, SpamToken
from comments.models.moderation import ReplyChanged
from tests.builders import a_moderator, a_reply, an_interview
from tests.comments.moderators import DECIDE, DECIDED, QUEUE, ModeratorTestCase, choice

HELD, PUBLISHED, DECLINED, SPAM, WITHDRAWN = Reply.Status


class DecidingTestCase(ModeratorTestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview()
        self.reply = self.held(exchange=self.interview.exchanges.get())

    def held(self, **words):
        return a_reply(self.interview, status=HELD, **words)

    def some(self, count):
        return [self.held(name=f"Reader {number}") for number in range(count)]

    def newest(self, reply=None):
        return Decision.objects.filter(reply=reply or self.reply).order_by("pk").last()


class Decisions(DecidingTestCase):
    def test_a_decision_says_who_made_it_when_and_why(self):
        self.decide("decline", self.reply, reason="Off the subject.")

        decision = self.newest()
        self.assertEqual((decision.kind, decision.by), ("declined", self.moderator))
        self.assertEqual((decision.reason, decision.previous_status), ("Off the subject.", HELD))
        self.assertIsNotNone(decision.at)

    def test_a_decision_publishes_declines_or_marks_as_spam(self):
        for action, state in (
            ("approve", PUBLISHED),
            ("decline", DECLINED),
            ("mark_as_spam", SPAM),
        ):
            with self.subTest(action=action):
                reply = self.held()

                self.decide(action, reply)

                self.assertStates(reply, state)
                self.assertNotIn(reply, self.in_queue())

    def test_a_decision_features_and_unfeatures_a_published_reply(self):
        self.reply.approve(by=self.moderator)

        self.decide("feature", self.reply)
        self.assertIn(self.reply, Reply.objects.featured())
        self.decide("unfeature", self.reply)

        self.assertNotIn(self.reply, Reply.objects.featured())

    def test_keeping_a_reported_reply_removes_it_from_the_queue(self):
        reported = a_reply(self.interview)
        reported.report("Rude.", "192.0.2.0/24")

        self.decide("approve", reported)

        self.assertStates(reported, PUBLISHED)
        self.assertEqual(self.in_queue(), [self.reply])

    def test_only_a_decline_stores_a_reason(self):
        self.decide("approve", self.reply, reason="Typed, and thought better of.")

        self.assertEqual(self.newest().reason, "")

    def test_an_unknown_action_decides_nothing(self):
        for action in ("", "undo", "delete", "erase", "_update_fields", "__class__"):
            with self.subTest(action=action):
                response = self.decide(action, self.reply)

                self.assertStates(self.reply, HELD)
                self.assertEqual(len(self.messages(response)), 1)

    def test_a_decision_with_too_long_a_reason_decides_nothing(self):
        for reason, said in (("x" * 501, "at most 500 characters"), ("\0", "Null")):
            response = self.decide("decline", self.reply, reason=reason)

            self.assertStates(self.reply, HELD)
            self.assertIn(said, self.messages(response)[0])

    def test_a_decision_without_replies_asks_to_choose_some(self):
        for chosen in ([], ["x"], ["1"], ["-1-1"], ["9" * 19 + "-1"], ["0-0"]):
            with self.subTest(chosen=chosen):
                sent = {"action": "approve", "reply": chosen}
                response = self.client.post(DECIDE, sent, follow=True)

                self.assertEqual(self.messages(response), ["Choose a reply first."])
        self.assertStates(self.reply, HELD)

    def test_a_decision_leads_to_the_next_queue_item(self):
        first, second = self.some(2)

        response = self.decide("approve", first)
        last = self.decide("approve", second)

        self.assertEqual(response.redirect_chain[0][0], f"{QUEUE}#reply-{second.pk}")
        self.assertEqual(last.redirect_chain[0][0], f"{QUEUE}#reply-{self.reply.pk}")

    def test_a_decision_returns_to_the_same_page_of_the_queue(self):
        replies = self.some(3)
        start = self.place_of(replies[1])

        response = self.decide("approve", replies[1], **{"from": start})

        [(address, _status)] = response.redirect_chain
        self.assertEqual(address, f"{QUEUE}?from={start}#reply-{replies[2].pk}")

    def test_a_decision_never_redirects_outside_the_admin(self):
        self.held()

        response = self.decide("approve", self.reply, **{"from": "//evil.example"}, page="http:")

        self.assertTrue(response.redirect_chain[0][0].startswith(f"{QUEUE}#reply-"))


class BulkDecisions(DecidingTestCase):
    def test_several_replies_are_published_at_once(self):
        another = self.held()

        response = self.decide("approve", self.reply, another)

        self.assertStates([self.reply, another], PUBLISHED, PUBLISHED)
        self.assertEqual(self.newest().by, self.moderator)
        self.assertContains(response, "2 replies are published.")

    def test_several_replies_are_declined_with_one_reason(self):
        another = self.held()

        self.decide("decline", self.reply, another, reason="Off the subject.")

        self.assertStates([self.reply, another], DECLINED, DECLINED)
        self.assertEqual(another.decline_reason, "Off the subject.")

    def test_all_replies_on_the_page_can_be_chosen_at_once(self):
        another = self.held()
        sent = {"action": "approve", "whole_page": "1", "shown": [choice(self.reply)]}

        self.client.post(DECIDE, sent | {"reply": choice(another)})

        self.assertStates([self.reply, another], PUBLISHED, HELD)

    def test_several_replies_are_undone_at_once(self):
        replies = self.some(3)
        self.decide("mark_as_spam", *replies)

        response = self.undo(*self.client.get(QUEUE).context["last"]["decisions"])

        self.assertStates(replies, HELD, HELD, HELD)
        self.assertEqual(response.redirect_chain[0][0].partition("#")[2], f"reply-{replies[0].pk}")
        self.assertIsNone(response.context["last"])

    def test_enter_in_the_reason_declines_several_replies(self):
        page = self.client.get(QUEUE).content.decode()

        form = page[page.index('id="reason-chosen"') :]
        self.assertLess(form.index('value="decline"'), form.index('value="approve"'))
        self.assertNotIn("<button", page[page.index('id="chosen"') : page.index("reason-chosen")])

    def test_several_replies_that_cannot_be_featured_get_one_message(self):
        another = self.held(name="Zoë")

        response = self.decide("feature", self.reply, another)

        [sentence] = self.messages(response)
        self.assertIn("Oluwaseun P.", sentence)
        self.assertIn("Zoë", sentence)


class ConcurrentDecisions(DecidingTestCase):
    """Decided, or wrote, between a page being read and a button being pressed."""

    def test_a_decision_does_not_override_a_newer_decision(self):
        colleague = a_moderator(username="kim")
        mine, another = choice(self.reply), self.held()
        self.reply.decline(by=colleague, reason="Off the subject.")

        sent = {"action": "approve", "reply": [mine, choice(another)]}
        response = self.client.post(DECIDE, sent, follow=True)

        self.assertStates([self.reply, another], DECLINED, PUBLISHED)
        [sentence] = self.messages(response)
        self.assertIn("Someone else has decided about 1 of them", sentence)
        self.assertIn("(declined, kim)", sentence)

    def test_a_decision_does_not_approve_an_edit_that_the_moderator_has_not_read(self):
        seen = choice(self.reply)
        verdict = type("Verdict", (), {"reasons": [], "spam_score": None, "apply_to": id})()
        self.reply.edit({"body": "Buy cheap pills."}, verdict)

        response = self.client.post(DECIDE, {"action": "approve", "reply": seen}, follow=True)

        self.assertStates(self.reply, HELD)
        self.assertIn("(edited by its author)", self.messages(response)[0])

    def test_a_decision_does_not_publish_a_reply_withdrawn_meanwhile(self):
        seen = choice(self.reply)
        self.reply.withdraw()

        self.client.post(DECIDE, {"action": "approve", "reply": seen})

        self.assertStates(self.reply, WITHDRAWN)

    def test_a_reply_shows_the_decision_that_somebody_else_made(self):
        self.reply.approve(by=None)

        with self.assertRaises(ReplyChanged):
            self.reply.decide("decline", self.moderator, newest_decision_id=0)


class UndoingDecisions(DecidingTestCase):
    def test_undoing_is_offered_after_each_decision(self):
        response = self.decide("decline", self.reply, reason="Off the subject.")

        self.assertContains(response, "1 reply is declined.")
        self.assertContains(response, 'data-page-key="u"')

    def test_undoing_puts_a_reply_back_in_its_old_queue_position(self):
        self.some(2)
        self.decide("decline", self.reply, reason="Off the subject.")

        response = self.undo(self.newest())

        self.assertStates(self.reply, HELD)
        self.assertEqual(self.reply.decline_reason, "")
        self.assertIn(f"#reply-{self.reply.pk}", response.redirect_chain[0][0])
        self.assertEqual(self.in_queue()[0], self.reply)

    def test_undoing_records_a_decision(self):
        self.decide("decline", self.reply)
        declined = self.newest()

        self.undo(declined)

        self.assertEqual((self.newest().kind, self.newest().undoes), ("undone", declined))
        self.assertEqual(self.newest().by, self.moderator)

    def test_undoing_keeps_a_reported_reply_queued_and_published(self):
        reported = a_reply(self.interview)
        reported.report("Rude.", "192.0.2.0/24")
        self.decide("mark_as_spam", reported)

        self.undo(self.newest(reported))

        self.assertStates(reported, PUBLISHED)
        self.assertEqual(self.in_queue(), [reported, self.reply])

    def test_only_the_newest_decision_can_be_undone(self):
        self.decide("decline", self.reply)
        declined = self.newest()
        self.reply.approve(by=a_moderator())

        response = self.undo(declined)

        self.assertStates(self.reply, PUBLISHED)
        self.assertIn("Someone has decided since", self.messages(response)[0])

    def test_undoing_twice_undoes_once(self):
        self.decide("decline", self.reply)
        declined = self.newest()

        self.undo(declined)
        self.undo(declined)

        self.assertStates(self.reply, HELD)
        self.assertEqual(Decision.objects.filter(kind="undone").count(), 1)

    def test_undoing_a_second_decision_restores_the_first_with_its_reason(self):
        self.reply.decline(by=self.moderator, reason="Off the subject.")
        self.reply.approve(by=self.moderator)

        self.reply.undo(by=self.moderator)

        self.assertStates(self.reply, DECLINED)
        self.assertEqual(self.reply.decline_reason, "Off the subject.")

    def test_undoing_the_decline_of_a_featured_reply_features_it_again(self):
        self.reply.approve(by=self.moderator)
        self.reply.feature(by=self.moderator)
        self.reply.decline(by=self.moderator)

        self.reply.undo(by=self.moderator)

        self.assertIn(self.reply, Reply.objects.featured())

    def test_undoing_makes_the_filter_forget_the_reply(self):
        self.decide("mark_as_spam", self.reply)
        self.assertTrue(SpamToken.objects.filter(spam__gt=0).exists())

        self.undo(self.newest())

        self.assertFalse(SpamToken.objects.filter(spam__gt=0).exists())

    def test_undoing_without_a_decision_changes_nothing(self):
        for sent in ({}, {"decision": "x"}, {"decision": "9" * 30}, {"decision": "0"}):
            with self.subTest(sent=sent):
                response = self.client.post("/admin/comments/reply/undo/", sent)

                self.assertRedirects(response, QUEUE)


class RecentDecisions(DecidingTestCase):
    def test_recent_decisions_say_who_made_them(self):
        self.decide("decline", self.reply, reason="Off the subject.")
        self.held().approve(by=a_moderator(username="kim"))
        a_reply(self.interview, body="By the rules alone.")

        page = self.client.get(DECIDED)

        for words in (self.moderator.username, "Off the subject.", "kim", "the rules"):
            self.assertContains(page, words)

    def test_recent_decisions_leave_out_what_authors_did(self):
        a_reply(self.interview, status=WITHDRAWN)

        self.assertNotContains(self.client.get(DECIDED), "withdrawn by its author")

    def test_a_recent_decision_can_be_undone_if_it_is_the_newest_on_its_reply(self):
        first, second, other = self.reply, self.held(), self.held()
        first.decline(by=self.moderator)
        first.approve(by=self.moderator)
        second.decline(by=self.moderator)
        second.undo(by=self.moderator)
        other.withdraw()

        decisions = self.client.get(DECIDED).context["decisions"]

        undoable = [decision for decision in decisions if decision.can_be_undone]
        self.assertEqual(undoable, [self.newest(first)])

    def test_undoing_a_recent_decision_returns_to_the_recent_decisions(self):
        self.decide("decline", self.reply)

        response = self.undo(self.newest(), page="decided")

        self.assertRedirects(response, DECIDED)
        self.assertContains(response, "undone: declined")

    def test_the_page_of_recent_decisions_has_the_last_fifty(self):
        for reply in self.some(51):
            reply.approve(by=None)

        self.assertEqual(len(self.client.get(DECIDED).context["decisions"]), 50)


class ImmutableDecisions(DecidingTestCase):
    def setUp(self):
        super().setUp()
        self.reply.decline(by=self.moderator, reason="Off the subject.")

    def assertRefused(self, write):
        with self.assertRaises(IntegrityError), transaction.atomic():
            write()
        self.assertEqual(self.newest().reason, "Off the subject.")

    def execute(self, statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)

    def test_a_decision_cannot_be_edited(self):
        decision = self.newest()
        decision.reason = "Because."

        self.assertRefused(decision.save)
        self.assertRefused(lambda: Decision.objects.update(reason="Because."))

    def test_a_decision_cannot_be_deleted(self):
        self.assertRefused(self.newest().delete)
        self.assertRefused(Decision.objects.all().delete)

    def test_a_decision_cannot_be_edited_or_deleted_by_sql(self):
        self.assertRefused(lambda: self.execute("UPDATE comments_decision SET reason = ''"))
        self.assertRefused(lambda: self.execute("UPDATE comments_decision SET by_id = NULL"))
        self.assertRefused(lambda: self.execute("DELETE FROM comments_decision"))

    def test_a_decision_cannot_be_undone_twice(self):
        decision = self.newest()
        self.reply.undo(by=self.moderator)

        with self.assertRaises(IntegrityError), transaction.atomic():
            self.reply.decisions.create(kind="undone", previous_status=HELD, undoes=decision)
