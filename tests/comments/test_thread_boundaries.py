"""The boundaries between pages of replies."""

import re
from html import unescape
from urllib.parse import urljoin

from django.test import TestCase

from comments.models import Reply
from comments.threads import FOLLOW_UPS_SHOWN, THREADS_PER_PAGE
from tests.builders import a_long_thread, a_reply, an_interview, many_replies

NEXT = re.compile(r'<a rel="next" href="([^"]*)"')


class BoundaryCase(TestCase):
    def shown(self, address):
        """(the keys of the replies on a page, where it leads next, or None)."""
        response = self.client.get(address.partition("#")[0])
        self.assertEqual(response.status_code, 200, address)
        page = response.content.decode()
        leads = NEXT.search(page)
        keys = [int(key) for key in re.findall(r'id="reply-(\d+)"', page)]
        return keys, leads and urljoin(address, unescape(leads[1]))

    def walk(self, address):
        """The keys on each page from an address on."""
        pages = []
        while address:
            keys, address = self.shown(address)
            pages.append(keys)
        return pages

    def permalink(self, reply):
        address = self.client.get(reply.get_absolute_url()).url
        self.assertTrue(address.endswith(f"#reply-{reply.pk}"), address)
        return address


class ThreadsOfAnInterview(BoundaryCase):
    def setUp(self):
        self.interview = an_interview()
        self.page = self.interview.get_absolute_url()

    def test_every_thread_is_shown_once(self):
        count = 0
        for total in (
            1,
            THREADS_PER_PAGE - 1,
            THREADS_PER_PAGE,
            THREADS_PER_PAGE + 1,
            2 * THREADS_PER_PAGE,
            2 * THREADS_PER_PAGE + 1,
        ):
            many_replies(self.interview, total - count)
            count = total
            keys = list(Reply.objects.order_by("number").values_list("pk", flat=True))
            for order, expected in (("", keys), ("?order=newest", keys[::-1])):
                with self.subTest(total, order=order):
                    pages = self.walk(f"{self.page}replies/{order}")

                    self.assertEqual([key for page in pages for key in page], expected)
                    sizes = [len(page) for page in pages]
                    self.assertEqual(
                        sizes[:-1], [THREADS_PER_PAGE] * ((total - 1) // THREADS_PER_PAGE)
                    )

    def test_every_permalink_of_a_thread_leads_to_the_page_that_shows_it(self):
        replies = many_replies(self.interview, 2 * THREADS_PER_PAGE + 1)
        for number, start in (
            *(
                (1, 0),
                (THREADS_PER_PAGE - 1, 0),
                (THREADS_PER_PAGE, 0),
                (THREADS_PER_PAGE + 1, THREADS_PER_PAGE),
            ),
            *(
                (2 * THREADS_PER_PAGE, THREADS_PER_PAGE),
                (2 * THREADS_PER_PAGE + 1, 2 * THREADS_PER_PAGE),
            ),
        ):
            with self.subTest(number):
                reply = replies[number - 1]
                address = self.permalink(reply)

                page = f"{self.page}replies/?after={start}" if start else self.page
                self.assertEqual(address, f"{page}#reply-{reply.pk}")
                self.assertIn(reply.pk, self.shown(address)[0])


class RepliesOfAThread(BoundaryCase):
    def begin(self, count):
        """A thread of so many replies to the first, in an interview of its own."""
        interview = an_interview()
        self.page = interview.get_absolute_url()
        self.first = a_reply(interview)
        a_long_thread(self.first, count)

    def test_a_thread_links_to_its_own_page_only_if_not_all_replies_are_shown(
        self,
    ):
        for count, leads in ((FOLLOW_UPS_SHOWN, 0), (FOLLOW_UPS_SHOWN + 1, 1)):
            self.begin(count)

            page = self.client.get(self.page)

            self.assertContains(page, "More replies in this thread", leads)
            self.assertEqual(len(self.shown(self.page)[0]), 1 + FOLLOW_UPS_SHOWN)

    def test_every_reply_of_a_thread_is_shown_once(self):
        for count in (
            1,
            THREADS_PER_PAGE - 1,
            THREADS_PER_PAGE,
            THREADS_PER_PAGE + 1,
            2 * THREADS_PER_PAGE,
            2 * THREADS_PER_PAGE + 1,
        ):
            with self.subTest(count):
                self.begin(count)
                further = Reply.objects.filter(thread=self.first).order_by("position")

                pages = self.walk(f"{self.page}replies/1/")

                keys = [key for page in pages for key in page if key != self.first.pk]
                self.assertEqual(keys, [reply.pk for reply in further])
                self.assertEqual(len(pages), (count - 1) // THREADS_PER_PAGE + 1)

    def test_every_permalink_of_a_reply_leads_to_the_page_that_shows_it(self):
        self.begin(2 * THREADS_PER_PAGE + 1)
        thread = f"{self.page}replies/1/"
        for place, page in {
            1: self.page,
            FOLLOW_UPS_SHOWN: self.page,
            FOLLOW_UPS_SHOWN + 1: thread,
            THREADS_PER_PAGE: thread,
            THREADS_PER_PAGE + 1: f"{thread}?after={THREADS_PER_PAGE}",
            2 * THREADS_PER_PAGE: f"{thread}?after={THREADS_PER_PAGE}",
            2 * THREADS_PER_PAGE + 1: f"{thread}?after={2 * THREADS_PER_PAGE}",
        }.items():
            with self.subTest(place):
                reply = Reply.objects.get(thread=self.first, position=place)
                address = self.permalink(reply)

                self.assertEqual(address, f"{page}#reply-{reply.pk}")
                self.assertIn(reply.pk, self.shown(address)[0])
