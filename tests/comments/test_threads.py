"""Threads, pages of threads, and notes for removed replies."""

import re

from django.test import TestCase

from comments.models import Reply
from comments.moderation.screening.verdict import Verdict
from comments.threads import FOLLOW_UPS_SHOWN, THREADS_PER_PAGE
from tests.builders import a_reply, an_exchange, an_interview


def shown(response):
    """The keys of the replies on a page, in their order."""
    return [int(key) for key in re.findall(r'id="reply-(\d+)"', response.content.decode())]


class Threads(TestCase):
    def setUp(self):
        self.interview = an_interview()
        self.first = a_reply(self.interview, name="Roelie")

    def page(self):
        return self.client.get(self.interview.get_absolute_url())

    def answer(self, to, **words):
        return a_reply(self.interview, parent=to, **words)

    def test_a_thread_names_the_parent_of_each_reply_at_any_depth(self):
        reply = self.first
        for name in ("Dafydd", "Olu", "Ines"):
            reply = self.answer(reply, name=name)

        page = self.page()

        for name in ("Roelie", "Dafydd", "Olu"):
            self.assertContains(page, f"replying to <bdi>{name}</bdi>")

    def test_a_thread_lists_all_replies_in_order_after_the_first(self):
        second = a_reply(self.interview)
        answer = self.answer(self.first)
        further = self.answer(answer)

        self.assertEqual(shown(self.page()), [self.first.pk, answer.pk, further.pk, second.pk])

    def test_a_thread_shows_a_note_for_a_withdrawn_reply_that_has_replies(self):
        self.first.withdraw()
        self.assertNotContains(self.page(), "withdrew")
        lone = a_reply(self.interview)
        self.answer(lone, body="I read that.")

        lone.withdraw()

        page = self.page()
        self.assertContains(page, "Withdrawn by its author.")
        self.assertContains(page, "I read that.")
        self.assertContains(page, "replying to a removed reply")
        self.assertNotContains(page, lone.body)

    def test_a_thread_shows_a_note_for_a_removed_reply_to_a_reply(self):
        answer = self.answer(self.first, body="An answer to take down.")
        self.answer(answer, body="An answer to that.")

        answer.decline(by=None)

        page = self.page()
        self.assertContains(page, "Removed by an editor.")
        self.assertContains(page, "An answer to that.")
        self.assertNotContains(page, "An answer to take down.")

    def test_a_thread_says_that_an_edited_reply_is_under_review_again(self):
        self.answer(self.first, body="I read that.")
        words = {"body": "Something else now.", "name": "Olu", "website": ""}

        self.first.edit(words, Verdict(Reply.Status.HELD, [], None))

        page = self.page()
        self.assertContains(page, "Under review again.")
        self.assertContains(page, "I read that.")
        self.assertNotContains(page, "Something else now.")

    def test_a_thread_of_many_replies_shows_the_first_and_links_to_the_others(self):
        for number in range(FOLLOW_UPS_SHOWN + 3):
            last = self.answer(self.first, body=f"Answer number {number}.")

        page = self.page()
        thread = self.client.get(f"{self.interview.get_absolute_url()}replies/1/")

        self.assertEqual(len(shown(page)), 1 + FOLLOW_UPS_SHOWN)
        self.assertContains(page, "More replies in this thread")
        self.assertContains(page, f"{self.interview.get_absolute_url()}replies/1/")
        self.assertIn(last.pk, shown(thread))

    def test_a_long_thread_has_pages_of_its_own(self):
        for number in range(THREADS_PER_PAGE + 5):
            last = self.answer(self.first, body=f"Answer number {number}.")
        address = f"{self.interview.get_absolute_url()}replies/1/"

        first = self.client.get(address)
        second = self.client.get(address, {"after": THREADS_PER_PAGE})

        self.assertContains(first, f"{address}?after={THREADS_PER_PAGE}")
        self.assertNotIn(last.pk, shown(first))
        self.assertIn(last.pk, shown(second))
        self.assertEqual(self.client.get(address, {"after": 999}).status_code, 404)

    def test_a_missing_thread_is_not_found(self):
        for number in ("2", "0", "99999999999999999999"):
            with self.subTest(number):
                address = f"{self.interview.get_absolute_url()}replies/{number}/"
                self.assertEqual(self.client.get(address).status_code, 404)


class ManyThreads(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview()
        cls.replies = [
            a_reply(cls.interview, body=f"Letter {n}.") for n in range(THREADS_PER_PAGE + 20)
        ]
        cls.address = f"{cls.interview.get_absolute_url()}replies/"

    def test_a_page_has_fifty_threads_the_oldest_first(self):
        first = self.client.get(self.interview.get_absolute_url())
        second = self.client.get(self.address, {"after": THREADS_PER_PAGE})

        self.assertEqual(shown(first), [reply.pk for reply in self.replies[:THREADS_PER_PAGE]])
        self.assertContains(first, f"{self.address}?after={THREADS_PER_PAGE}")
        self.assertEqual(shown(second), [reply.pk for reply in self.replies[THREADS_PER_PAGE:]])

    def test_a_page_has_fifty_threads_the_newest_first(self):
        newest = [reply.pk for reply in reversed(self.replies)]

        first = self.client.get(self.address, {"order": "newest"})
        second = self.client.get(self.address, {"order": "newest", "before": 21})

        self.assertEqual(shown(first), newest[:THREADS_PER_PAGE])
        self.assertContains(first, "?order=newest&amp;before=21")
        self.assertEqual(shown(second), newest[THREADS_PER_PAGE:])

    def test_threads_stay_on_their_pages_when_replies_arrive_or_are_withdrawn(self):
        page = self.client.get(self.address, {"after": THREADS_PER_PAGE})
        self.replies[3].withdraw()
        a_reply(self.interview)

        again = self.client.get(self.address, {"after": THREADS_PER_PAGE})

        self.assertEqual(shown(again)[:20], shown(page))

    def test_a_page_after_the_last_is_not_found(self):
        for query in ({"after": 999}, {"order": "newest", "before": 1}, {"after": "x"}):
            with self.subTest(query):
                self.assertEqual(self.client.get(self.address, query).status_code, 404)
        for after in ("-1", "9" * 30, "1e3", "٣"):
            with self.subTest(after):
                self.assertEqual(self.client.get(self.address, {"after": after}).status_code, 404)


class Permalinks(TestCase):
    def setUp(self):
        self.interview = an_interview()

    def follow(self, reply):
        response = self.client.get(reply.get_absolute_url())
        self.assertEqual(response.status_code, 302)
        return response.url, self.client.get(response.url.partition("#")[0])

    def test_a_permalink_redirects_to_the_page_and_anchor_of_the_reply(self):
        replies = [a_reply(self.interview) for _each in range(THREADS_PER_PAGE + 2)]
        for reply in (replies[0], replies[-1]):
            with self.subTest(reply.number):
                address, page = self.follow(reply)

                self.assertTrue(address.endswith(f"#reply-{reply.pk}"))
                self.assertIn(reply.pk, shown(page))

    def test_a_permalink_finds_a_reply_deep_in_a_long_thread(self):
        first = a_reply(self.interview)
        answers = [a_reply(self.interview, parent=first) for _each in range(THREADS_PER_PAGE + 8)]
        for reply in (answers[0], answers[FOLLOW_UPS_SHOWN], answers[-1]):
            with self.subTest(reply.position):
                _address, page = self.follow(reply)

                self.assertIn(reply.pk, shown(page))

    def test_a_permalink_survives_a_change_of_the_interviews_address(self):
        reply = a_reply(self.interview)
        self.interview.change_slug("elsewhere")

        address, page = self.follow(reply)

        self.assertTrue(address.startswith("/interviews/elsewhere/"))
        self.assertIn(reply.pk, shown(page))

    def test_the_permalink_of_a_reply_that_is_not_visible_is_not_found(self):
        seen = a_reply(self.interview)
        unseen = [
            a_reply(self.interview, status=status)
            for status in (Reply.Status.HELD, Reply.Status.DECLINED, Reply.Status.SPAM)
        ]
        self.interview.withdraw(by=None)

        for reply in [seen, *unseen]:
            with self.subTest(reply.status):
                self.assertEqual(self.client.get(reply.get_absolute_url()).status_code, 404)
        self.assertEqual(self.client.get(f"/replies/{'9' * 40}/").status_code, 404)


class RepliesToOneAnswer(TestCase):
    def setUp(self):
        self.interview = an_interview()
        self.exchange = an_exchange(self.interview, "Who decides?")
        self.about = a_reply(self.interview, exchange=self.exchange, body="About who decides.")
        self.other = a_reply(self.interview, body="About all of it.")

    def test_replies_to_an_answer_are_listed_on_its_page_and_on_a_page_of_their_own(self):
        for address in (
            self.exchange.get_absolute_url(),
            f"{self.interview.get_absolute_url()}replies/?to={self.exchange.key}",
        ):
            with self.subTest(address):
                page = self.client.get(address)

                self.assertEqual(shown(page), [self.about.pk])

    def test_an_answer_shows_its_number_of_replies(self):
        page = self.client.get(self.interview.get_absolute_url())

        link = f"{self.interview.get_absolute_url()}replies/?to={self.exchange.key}"
        self.assertContains(page, link)

    def test_replies_stay_with_a_reworded_or_moved_answer_and_say_that_it_changed(self):
        said = "The answer has changed since"
        first, second = self.interview.exchanges.order_by("position")
        self.assertNotContains(self.client.get(self.interview.get_absolute_url()), said)

        self.interview.reorder_exchanges([second, first])
        second.answer = "The ward does."
        second.save()

        page = self.client.get(self.interview.get_absolute_url())
        self.assertContains(page, f'href="#{self.exchange.key}"')
        self.assertContains(page, said)
        self.assertContains(self.client.get(self.about.status_url), "The answer has changed since")

    def test_the_replies_to_a_missing_answer_are_not_found(self):
        for key in ("x-222222", "x", "%00"):
            with self.subTest(key):
                address = f"{self.interview.get_absolute_url()}replies/?to={key}"
                self.assertEqual(self.client.get(address).status_code, 404)


class FeaturedReplies(TestCase):
    def test_featured_replies_are_shown_beside_their_answer(self):
        interview = an_interview()
        reply = a_reply(interview, exchange=interview.exchanges.get(), body="I was there.")
        self.assertEqual(self.page(interview).count("<p>I was there.</p>"), 1)

        reply.feature(by=None)

        page = self.page(interview)
        self.assertEqual(page.count("<p>I was there.</p>"), 2)
        self.assertLess(page.index("I was there."), page.index('id="replies"'))

    def test_a_featured_reply_that_is_removed_is_no_longer_shown(self):
        interview = an_interview()
        reply = a_reply(interview, exchange=interview.exchanges.get(), body="I was there.")
        reply.feature(by=None)

        reply.decline(by=None)

        self.assertNotIn("I was there.", self.page(interview))

    def page(self, interview):
        return self.client.get(interview.get_absolute_url()).content.decode()


class ReplyCounts(TestCase):
    def test_lists_of_interviews_show_reply_counts_that_are_never_stored(self):
        interview = an_interview()
        for status in (Reply.Status.PUBLISHED, Reply.Status.PUBLISHED, Reply.Status.HELD):
            reply = a_reply(interview, status=status)
        for address in ("/", "/interviews/", interview.get_absolute_url()):
            with self.subTest(address):
                self.assertContains(self.client.get(address), "2 replies")

        reply.approve(by=None)

        for address in ("/", "/interviews/", interview.get_absolute_url()):
            with self.subTest(address):
                self.assertContains(self.client.get(address), "3 replies")
