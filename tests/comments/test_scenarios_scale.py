"""Megabytes in a post, thousands of replies, a thousand in one thread."""

import re
import socket
from urllib.parse import quote, urlsplit

from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import Policy, ReplySettings
from tests.builders import a_long_thread, a_reply, an_interview, many_replies
from tests.comments.running_site import RunningSiteCase
from tests.comments.visitor import FORM, WORDS

MEGABYTE = 1024 * 1024
TIMEOUT = 20  # seconds in which a socket must say something


class HugePosts(RunningSiteCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview("Ten megabytes")
        self.page = self.interview.get_absolute_url()

    def test_a_huge_post_by_the_hundred_is_refused_before_it_is_sent_and_the_workers_go_on(self):
        for _worker in range(4):
            answer = self.first_words_for(f"Content-Length: {100 * MEGABYTE}", b"body=")
            self.assertRegex(answer, "^HTTP/1.1 413 ")

        self.assertEqual(self.visitor.get(self.page).status, 200)
        self.assertEqual(self.visitor.send_reply(self.page).status, 302)
        self.assertEqual(self.interview.replies.count(), 1)

    def test_a_huge_post_is_refused_by_a_small_page_that_says_why_and_the_workers_go_on(self):
        said = f"name=Olu&email=olu@example.org&body={'<' * 10 * MEGABYTE}"

        for _worker in range(4):
            answer = self.visitor.ask("POST", f"{self.page}reply/", said, {"Content-Type": FORM})

            self.assertEqual(answer.status, 413)
            self.assertIn("That was too long", answer.text)
            self.assertLess(len(answer.content), 50_000)
        self.assertFalse(self.interview.replies.exists())
        self.assertEqual(self.visitor.send_reply(self.page).status, 302)

    def test_a_huge_post_without_content_length_is_refused(self):
        chunk = b"5\r\nbody=\r\n" + b"10000\r\n" + b"a" * 65536 + b"\r\n0\r\n\r\n"

        answer = self.first_words_for("Transfer-Encoding: chunked", chunk)

        self.assertRegex(answer, "^HTTP/1.1 4")
        self.assertFalse(self.interview.replies.exists())

    def test_a_post_one_character_too_long_shows_the_form_with_its_text(self):
        longest = self.visitor.send_reply(self.page, body="\U0001f642" * 5000)
        longer = self.a_visitor().send_reply(self.page, body="a" * 5001)

        self.assertEqual(longest.status, 302)
        self.assertEqual(longer.status, 400)
        self.assertEqual(longer.reply_form.fields["body"], "a" * 5001)
        self.assertEqual(len(self.interview.replies.get().body), 5000)

    def first_words_for(self, header, body):
        """What the server says to a POST of which no more than this is sent."""
        parts = urlsplit(self.site.address)
        lines = [f"POST {quote(self.page)}reply/ HTTP/1.1", f"Host: {parts.netloc}", header]
        lines += [f"Content-Type: {FORM}", f"X-Forwarded-For: {self.visitor.network}", "", ""]
        with socket.create_connection((parts.hostname, parts.port), timeout=TIMEOUT) as line:
            line.sendall("\r\n".join(lines).encode() + body)
            return line.recv(4096).decode()


class FiveThousandReplies(RunningSiteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.interview = an_interview("Five thousand")
        cls.replies = many_replies(cls.interview, 5000)
        cls.few = an_interview("Sixty")
        many_replies(cls.few, 60)

    def cost(self, address):
        """The queries and the bytes of a page."""
        with CaptureQueriesContext(connection) as queries:
            response = self.client.get(address)
        self.assertEqual(response.status_code, 200)
        return len(queries), len(response.content)

    def test_five_thousand_replies_cost_no_more_queries_than_sixty_and_hardly_more_bytes(self):
        pages = "", "replies/", "replies/?after=50", "replies/?order=newest", "replies/feed.atom"
        for page in pages:
            with self.subTest(page):
                queries, size = self.cost(self.interview.get_absolute_url() + page)
                fewer, smaller = self.cost(self.few.get_absolute_url() + page)

                self.assertEqual(queries, fewer)
                self.assertLess(size, max(smaller, 50_000) * 2)

    def test_five_thousand_replies_are_counted_exactly(self):
        page = self.visitor.get(self.interview.get_absolute_url()).text

        self.assertRegex(page, r"5,?\d{3} replies")

    def test_each_of_five_thousand_replies_has_a_permalink_to_its_page(
        self,
    ):
        reply = self.replies[4320]
        landed = self.visitor.get(reply.get_absolute_url()).location

        many_replies(self.interview, 100)

        again = self.visitor.get(reply.get_absolute_url()).location
        self.assertEqual(again, landed)
        page = self.visitor.get(again).text
        self.assertIn(f'id="{again.partition("#")[2]}"', page)
        self.assertIn(f"<p>{reply.body}</p>", page)
        self.assertLess(len(page), 200_000)

    def test_five_thousand_replies_can_all_be_reached_by_following_later_replies(self):
        seen, address = [], f"{self.few.get_absolute_url()}replies/"
        while address:
            page = self.visitor.get(address).text
            seen += re.findall(r'<article class="reply"\s+id="reply-(\d+)"', page)
            following = re.search(r'<a rel="next" href="([^"]+)"', page)
            address = following and following[1].replace("&amp;", "&")

        keys = self.few.replies.order_by("number").values_list("pk", flat=True)
        self.assertEqual(seen, [str(pk) for pk in keys])


class ThousandNestedReplies(RunningSiteCase):
    def test_a_thousand_nested_replies_stay_two_levels_deep_on_pages_of_a_bounded_size(self):
        interview = an_interview("Chatty")
        ReplySettings.objects.create(interview=interview, policy=Policy.OPEN)
        deepest = a_long_thread(a_reply(interview), 1000)
        page = interview.get_absolute_url()
        for number in range(5):
            sent = self.a_visitor().send_reply(
                f"{page}reply/?parent={deepest.pk}", body=f"Deeper {number}."
            )
            self.assertEqual(sent.status, 302)
            deepest = interview.replies.get(body=f"Deeper {number}.")

        addresses = [page, f"{page}replies/", f"{page}replies/1/"]
        addresses.append(self.visitor.get(deepest.get_absolute_url()).location)
        for address in addresses:
            with self.subTest(address):
                answer = self.visitor.get(address)

                self.assertEqual(answer.status, 200)
                self.assertEqual(depth_of(answer.text, "thread-replies"), 1)
                self.assertLess(len(answer.content), 200_000)
        self.assertIn("Deeper 4.", answer.text)

    def test_a_thousand_nested_replies_can_be_answered_at_any_depth(self):
        interview = an_interview("Deep")
        deepest = a_long_thread(a_reply(interview), 300)

        sent = self.visitor.send_reply(f"{interview.get_absolute_url()}reply/?parent={deepest.pk}")

        self.assertEqual(sent.status, 302)
        self.assertEqual(interview.replies.get(body=WORDS, name="Olu").parent, deepest)


def depth_of(html, name):
    """How many elements of a class stand in each other, counting divs only."""
    open_, deepest = [], 0
    for start, classes in re.findall(r'<(/?)div(?: class="([^"]*)")?', html):
        if start:
            open_.pop()
        else:
            open_.append(name in classes.split())
            deepest = max(deepest, sum(open_))
    return deepest
