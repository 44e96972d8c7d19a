"""The moderation queue: its replies, their order, and what moderators see of each."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments.models import Commenter, Reply
from comments.models.moderation_queue import QueuePosition
from comments.moderation.screening.spam_filter import SPAM_THRESHOLD
from tests.admin_forms import address_of
from tests.builders import (
    a_draft,
    a_moderator,
    a_reader_with_an_account,
    a_reply,
    an_editor,
    an_exchange,
    an_interview,
    an_interview_of,
)
from tests.comments.moderators import DECIDE, DECIDED, PUBLISH_ALL, QUEUE, UNDO, ModeratorTestCase

HELD = Reply.Status.HELD


class QueueTestCase(ModeratorTestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview()

    def held(self, **words):
        return a_reply(self.interview, status=HELD, **words)

    def some(self, count, **words):
        return [self.held(name=f"Reader {number}", **words) for number in range(count)]


class QueueOrder(QueueTestCase):
    def test_the_queue_lists_reported_replies_then_the_longest_waiting_then_likely_spam(self):
        yesterday = timezone.now() - timedelta(days=1)
        spam = self.held(spam_score=0.9, queued_at=yesterday - timedelta(days=5))
        newer, older = self.held(spam_score=0.79), self.held(queued_at=yesterday)
        reported = a_reply(self.interview)
        reported.report("Rude.", "192.0.2.0/24")
        a_reply(self.interview)

        self.assertEqual(self.in_queue(), [reported, older, newer, spam])

    def test_a_score_at_the_limit_counts_as_likely_spam(self):
        spam, other = (
            self.held(spam_score=SPAM_THRESHOLD),
            self.held(spam_score=SPAM_THRESHOLD - 0.01),
        )

        self.assertEqual(self.in_queue(), [other, spam])

    def test_the_queue_page_names_the_ranks(self):
        self.held(), self.held(spam_score=0.9)

        page = self.client.get(QUEUE)

        self.assertContains(page, "the oldest first")
        self.assertContains(page, "Awaiting review: <b>1</b>")
        self.assertContains(page, "Likely spam: <b>1</b>")

    def test_an_empty_queue_says_that_nothing_waits(self):
        a_reply(self.interview)

        self.assertContains(self.client.get(QUEUE), "No replies are waiting.")


class QueuePages(QueueTestCase):
    def test_a_queue_page_has_twenty_five_replies_and_links_to_the_next(self):
        replies = self.some(30)

        first = self.client.get(QUEUE)
        second = self.client.get(f"{QUEUE}?from={first.context['next']}")

        self.assertContains(first, f"?from={first.context['next']}")
        self.assertEqual([item.reply for item in first.context["items"]], replies[:25])
        self.assertEqual([item.reply for item in second.context["items"]], replies[25:])
        self.assertContains(second, "Back to the start of the queue")

    def test_queue_pages_skip_no_reply_when_others_decide_meanwhile(self):
        replies = self.some(30)
        following = str(self.client.get(QUEUE).context["next"])
        for reply in [*replies[:5], replies[25]]:
            reply.approve(by=self.moderator)

        self.assertEqual(self.in_queue(**{"from": following}), replies[26:])

    def test_an_empty_queue_page_shows_the_first_page(self):
        replies = self.some(26)
        following = self.client.get(QUEUE).context["next"]
        replies[-1].decline(by=self.moderator)

        self.assertRedirects(self.client.get(f"{QUEUE}?from={following}"), QUEUE)

    def test_an_invalid_queue_position_shows_the_first_page(self):
        reply = self.held()

        for place in ("x", "9-1-1", "1-1", "1-" + "9" * 30 + "-1", "1-1-" + "9" * 30, "\0"):
            with self.subTest(position=place):
                self.assertEqual(self.in_queue(**{"from": place}), [reply])

    def test_queue_positions_are_exact_to_the_microsecond(self):
        reply = self.held()
        [again] = self.in_queue()

        self.assertEqual(
            QueuePosition.parse(str(QueuePosition.of(again))), (1, reply.queued_at, reply.pk)
        )


class QueueItems(QueueTestCase):
    def page(self, **words):
        self.held(**words)
        return self.client.get(QUEUE)

    def test_a_queue_item_shows_the_text_as_readers_would_see_it(self):
        page = self.page(body="So *he* said.\n\n![x](https://example.org/x.png)")

        self.assertContains(page, "<p>So <em>he</em> said.</p>", html=True)
        self.assertNotContains(page, "<img")

    def test_a_queue_item_does_not_link_the_website_or_email_address(self):
        page = self.page(website="https://pills.example.com/", email="pills@example.com")

        self.assertContains(page, "<bdi>https://pills.example.com/</bdi>")
        self.assertContains(page, "<bdi>pills@example.com</bdi>")
        self.assertNotContains(page, 'href="https://pills')
        self.assertNotContains(page, "mailto:")

    def test_a_queue_item_says_why_it_is_held(self):
        page = self.page(reasons=[["links", "3"], ["protected-name", "Ines Okafor"]])

        self.assertContains(page, "3 links")
        self.assertContains(page, "The name looks like that of Ines Okafor")

    def test_a_queue_item_shows_the_spam_score(self):
        for score, words in (
            (None, "The filter has not learnt enough yet."),
            (0.1, "Unlikely to be spam: 10%"),
            (0.5, "Possibly spam: 50%"),
            (0.93, "Likely spam: 93%"),
        ):
            with self.subTest(score=score):
                self.assertContains(self.page(spam_score=score), words)

    def test_a_queue_item_shows_the_answer_it_is_about_and_links_to_it(self):
        self.interview = an_interview_of(("What broke *first*?", "The forecast, of course."))
        exchange = self.interview.exchanges.get()

        page = self.page(exchange=exchange)

        self.assertContains(page, "What broke first?")
        self.assertContains(page, "The forecast, of course.")
        self.assertContains(page, f'href="{exchange.anchor_url}"')
        self.assertContains(page, self.interview.title)

    def test_a_queue_item_says_if_the_answer_has_changed_or_was_removed(self):
        self.interview = an_interview(exchanges=2)
        changed, gone = self.interview.exchanges.order_by("position")
        self.held(exchange=changed), self.held(exchange=gone)
        changed.answer = "Something else."
        changed.save()
        gone.remove(by=None)

        page = self.client.get(QUEUE)

        self.assertContains(page, "The answer has changed since this was written.")
        self.assertContains(page, "about an answer that was removed")

    def test_a_queue_item_shows_the_reply_it_replies_to(self):
        page = self.page(parent=a_reply(self.interview, name="Zoë", body="Nobody asked us."))

        self.assertContains(page, "Zoë")
        self.assertContains(page, "Nobody asked us.")

    def test_a_queue_item_shows_the_reports_of_readers(self):
        reply = a_reply(self.interview)
        reply.report("It names my daughter.", "192.0.2.0/24")
        reply.report("", "198.51.100.0/24")

        page = self.client.get(QUEUE)

        self.assertContains(page, "It names my daughter.")
        self.assertContains(page, "without a reason")
        self.assertContains(page, "Keep")

    def test_a_queue_item_shows_the_text_before_its_author_edited_it(self):
        reply = a_reply(self.interview, status=HELD, body="The *old* words.")
        verdict = type("Verdict", (), {"reasons": [], "spam_score": None, "apply_to": id})()
        reply.edit({"body": "The new words."}, verdict)

        page = self.client.get(QUEUE)

        self.assertContains(page, "<p>The <em>old</em> words.</p>", html=True)
        self.assertContains(page, "<p>The new words.</p>", html=True)

    def test_a_queue_item_of_an_erased_author_says_that_nothing_is_kept(self):
        reply = a_reply(self.interview)
        reply.report("It names a patient.", network="203.0.113.0/24")
        reply.erase()

        page = self.client.get(QUEUE)

        self.assertContains(page, "Name erased")
        self.assertNotContains(page, "Also from this address")


class ReportedReplies(QueueTestCase):
    def setUp(self):
        super().setUp()
        self.reply = a_reply(an_interview("Reported"))
        self.reply.report("It names a patient.", "203.0.113.0/24")

    def test_one_button_keeps_a_reported_reply_and_ignores_further_reports(self):
        self.assertContains(self.client.get(QUEUE), "Keep, and ignore further reports")

        self.decide("ignore_reports", self.reply)
        self.reply.report("It names him.", "198.51.100.0/24")

        self.assertNotIn(self.reply, self.in_queue())
        page = self.client.get(address_of(self.reply))
        self.assertContains(page, "further reports are ignored")
        self.assertContains(page, "It names him.")

    def test_a_kept_reply_is_queued_again_by_the_next_report(self):
        self.decide("approve", self.reply)
        self.assertNotIn(self.reply, self.in_queue())

        self.reply.report("It names him.", "198.51.100.0/24")

        self.assertIn(self.reply, self.in_queue())


class SenderHistoryOfAnItem(QueueTestCase):
    def test_the_history_of_a_sender_is_counted_by_state_and_its_newest_three_are_shown(self):
        for number in range(4):
            a_reply(self.interview, body=f"Letter {number} of mine.", email="olu@example.org")
        a_reply(self.interview, Reply.Status.SPAM, email="olu@example.org", body="Buy this.")
        a_reply(self.interview, email="zoe@example.org", body="Not mine.")
        reply = self.held(email="olu@example.org")

        [item] = self.queue_items()

        self.assertEqual(item.reply, reply)
        counts = [(state.value, count) for state, count in item.from_same_address["counts"]]
        self.assertEqual(counts, [("published", 4), ("spam", 1)])
        newest = [each.begins for each in item.from_same_address["newest"]]
        self.assertEqual(newest, ["Buy this.", "Letter 3 of mine.", "Letter 2 of mine."])
        self.assertContains(self.client.get(QUEUE), "4 published, 1 spam")

    def test_the_history_of_a_sender_counts_the_network_too(self):
        a_reply(self.interview, email="a@example.org", network="203.0.113.0/24", body="Next door.")
        self.held(email="b@example.org", network="203.0.113.0/24")

        page = self.client.get(QUEUE)

        self.assertContains(page, "203.0.113.0/24")
        self.assertContains(page, "Next door.")

    def test_a_first_reply_has_no_sender_history(self):
        self.held()

        [item] = self.queue_items()

        self.assertEqual(
            (item.from_same_address["counts"], item.from_same_address["newest"]), ([], [])
        )
        self.assertIsNone(item.from_same_network)


class QueueQueries(QueueTestCase):
    def test_a_full_queue_page_costs_the_same_queries_as_one_reply(self):
        self.client.force_login(an_editor())
        exchange = self.interview.exchanges.get()
        parent = a_reply(self.interview)
        self.held(exchange=exchange, parent=parent, network="192.0.2.0/24")

        # The publication; session, user; the replies with their interview, answer, parent,
        # invitation and newest decision; their reports; their decisions with who made them; how
        # many each address, then each network sent, and the newest of each (4); which addresses
        # are confirmed, which were approved; how many of each rank wait.
        with self.assertNumQueries(13):
            self.client.get(QUEUE)
        for number in range(30):
            words = {"email": f"{number % 9}@example.org", "network": f"192.0.{number % 7}.0/24"}
            reply = self.held(exchange=exchange, parent=parent, **words)
            reply.decline(by=self.moderator)
            reply.undo(by=self.moderator)
            reply.report("Rude.", "192.0.2.0/24")

        with self.assertNumQueries(13):
            self.client.get(QUEUE)

    def test_the_queue_costs_a_moderator_the_queries_of_their_permissions_more(self):
        self.held(network="192.0.2.0/24")

        # The moderator's own rights, and those of their group.
        with self.assertNumQueries(15):
            self.client.get(QUEUE)

    def test_the_page_of_recent_decisions_costs_the_same_queries_for_many_as_for_one(self):
        self.client.force_login(an_editor())
        self.held().approve(by=self.moderator)
        with CaptureQueriesContext(
            connection,
        ) as one:
            self.client.get(DECIDED)
        for reply in self.some(20):
            reply.decline(by=a_moderator())

        # The publication, session, user, decisions.
        with self.assertNumQueries(4):
            self.client.get(DECIDED)
        self.assertEqual(len(one), 4)


class LinksToTheQueue(QueueTestCase):
    def test_the_admin_index_and_the_reply_list_link_to_the_queue(self):
        self.held()

        self.assertContains(self.client.get("/admin/"), f'<a href="{QUEUE}">')
        self.assertContains(self.client.get("/admin/"), "1 reply waiting")
        self.assertContains(self.client.get("/admin/comments/reply/"), QUEUE)

    def test_staff_without_the_permission_see_no_link_to_the_queue(self):
        self.client.force_login(a_reader_with_an_account(is_staff=True))

        self.assertNotContains(self.client.get("/admin/"), QUEUE)


class ModeratorPermissions(QueueTestCase):
    def test_a_moderator_sees_the_queue_all_replies_and_recent_decisions(self):
        reply = self.held()

        for address in ("/admin/", QUEUE, DECIDED, "/admin/comments/reply/", address_of(reply)):
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, 200)

    def test_a_moderator_has_no_other_admin_pages(self):
        reply = self.held()
        draft = a_draft()
        for address in (
            "/admin/comments/reply/add/",
            f"/admin/comments/reply/{reply.pk}/delete/",
            "/admin/interviews/interview/",
            address_of(draft),
            address_of(an_exchange(draft)),
            reverse("admin:interviews_interview_preview", args=[draft.pk]),
            reverse("admin:interviews_interview_transcript"),
            "/admin/interviews/person/",
            "/admin/auth/user/",
        ):
            with self.subTest(address=address), self.assertLogs("django.request", "WARNING"):
                self.assertEqual(self.client.get(address).status_code, 403)

    def test_a_moderator_cannot_upload_pictures(self):
        with self.assertLogs("django.request", "WARNING"):
            self.assertEqual(self.client.post("/markdownx/upload/").status_code, 403)

    def test_the_admin_offers_a_moderator_only_replies(self):
        page = self.client.get("/admin/")

        models = [model for app in page.context["app_list"] for model in app["models"]]
        self.assertEqual([model["object_name"] for model in models], ["Reply"])
        self.assertTrue(models[0]["view_only"])


class OtherUsers(QueueTestCase):
    def test_a_superuser_can_moderate(self):
        self.client.force_login(an_editor())
        reply = self.held()

        self.decide("approve", reply)

        self.assertStates(reply, Reply.Status.PUBLISHED)

    def test_staff_without_the_permission_are_refused(self):
        self.client.force_login(a_reader_with_an_account(is_staff=True))
        self._are_refused()

    def test_moderators_who_may_only_view_are_refused(self):
        self.moderator.groups.get().permissions.filter(codename="moderate_reply").delete()
        reply = self.held()

        self._are_refused()
        self.assertNotContains(self.client.get(address_of(reply)), '<button class="button')

    def _are_refused(self):
        for address in (QUEUE, DECIDED):
            with self.subTest(address=address), self.assertLogs("django.request", "WARNING"):
                self.assertEqual(self.client.get(address).status_code, 403)
        for address in (DECIDE, UNDO, PUBLISH_ALL):
            with self.subTest(address=address), self.assertLogs("django.request", "WARNING"):
                self.assertEqual(self.client.post(address).status_code, 403)

    def test_a_signed_out_user_is_asked_to_sign_in(self):
        for person in (None, a_reader_with_an_account()):
            self.client.logout() if person is None else self.client.force_login(person)

            self.assertRedirects(self.client.get(QUEUE), f"/admin/login/?next={QUEUE}")


class PublishingAllOfAKnownCommenter(QueueTestCase):
    def test_all_replies_of_a_known_commenter_can_be_published_at_once(self):
        Commenter.objects.confirm("olu@example.org")
        mine = self.some(3, email="olu@example.org")
        other = self.held(email="zoe@example.org")

        self.assertContains(self.client.get(QUEUE), "Publish all by this person")
        self.client.post(PUBLISH_ALL, {"reply": mine[1].pk})

        self.assertStates([*mine, other], *["published"] * 3, "held")

    def test_publishing_all_leaves_out_suspicious_and_later_replies(self):
        Commenter.objects.confirm("olu@example.org")
        mine = self.some(2, email="olu@example.org")
        suspicious = self.held(email="olu@example.org", reasons=[["links", "2"]])
        shown_at = timezone.now().isoformat()
        later = self.held(email="olu@example.org")

        self.client.post(PUBLISH_ALL, {"reply": mine[0].pk, "shown_at": shown_at})

        self.assertStates([*mine, suspicious, later], *["published"] * 2, HELD, HELD)

    def test_one_earlier_approval_makes_a_commenter_known_here(self):
        a_reply(self.interview, status=HELD, email="olu@example.org").approve(by=self.moderator)
        self.some(2, email="olu@example.org")

        self.assertContains(self.client.get(QUEUE), "Publish all by this person")

    def test_an_approval_by_the_rules_makes_nobody_known(self):
        a_reply(self.interview, email="olu@example.org")
        mine = self.some(2, email="olu@example.org")

        self.assertNotContains(self.client.get(QUEUE), "by this person")
        with self.assertLogs("django.request", "WARNING"):
            response = self.client.post(PUBLISH_ALL, {"reply": mine[0].pk})

        self.assertEqual(response.status_code, 403)
        self.assertStates(mine, HELD, HELD)

    def test_a_known_commenter_with_one_reply_gets_no_such_button(self):
        Commenter.objects.confirm("olu@example.org")
        self.held(email="olu@example.org")

        self.assertNotContains(self.client.get(QUEUE), "by this person")

    def test_publishing_all_can_be_undone_at_once(self):
        Commenter.objects.confirm("olu@example.org")
        mine = self.some(3, email="olu@example.org")
        self.client.post(PUBLISH_ALL, {"reply": mine[0].pk})

        self.undo(*self.client.get(QUEUE).context["last"]["decisions"])

        self.assertStates(mine, HELD, HELD, HELD)
