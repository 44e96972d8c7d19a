"""The holder of a preview link comments on an exchange in words that only the desk sees."""

from datetime import timedelta
from unittest import mock

from django.db import OperationalError
from django.test import Client, TestCase
from django.utils import timezone

from interviews.models import DeskComment, PreparedUpdate, PreviewLink, desk_comment
from interviews.models.desk_comment import MAX_LENGTH
from publication.page_cache import revision
from tests.builders import a_draft, an_exchange, an_interview, published
from tests.interviews.previews.test_preview_links import HOSTILE, a_link, expire, prepare

WORDS = "This is wrong: it was March."


class HolderCase(TestCase):
    def setUp(self):
        self.draft = a_draft("A glass of water", exchanges=2)
        self.exchange = self.draft.exchanges.first()
        self.link = a_link(self.draft)
        # A holder's browser has no CSRF token; the test client would not ask for one.
        self.client = Client(enforce_csrf_checks=True)

    def send(self, text=WORDS, link=None, **words):
        sent = {"exchange": self.exchange.key, "text": text, "name": "Ada"} | words
        return self.client.post(f"{(link or self.link).get_absolute_url()}comments/", sent)

    def read(self, link=None):
        return self.client.get((link or self.link).get_absolute_url())


class HolderCommentTests(HolderCase):
    def test_the_holder_reads_a_comment_again_below_the_answer(self):
        response = self.send("This is wrong.\r\nIt was March.")

        self.assertEqual(response.status_code, 302)
        place = f"comments-{self.exchange.key}"
        self.assertEqual(response["Location"], f"{self.link.get_absolute_url()}#{place}")
        self.assertFalse(response.cookies)
        below = self.read().text.partition(f'id="{place}"')[2]
        said = below.partition("<details")[0]
        self.assertIn("This is wrong.<br>It was March.", said)
        self.assertIn("Ada, ", said)

    def test_a_comment_knows_its_exchange_its_link_and_its_moment(self):
        self.send(name="")

        comment = DeskComment.objects.get()
        self.assertEqual((comment.text, comment.name), (WORDS, "Ada Okafor"))
        self.assertEqual((comment.interview, comment.link), (self.draft, self.link))
        self.assertEqual((comment.exchange_key, comment.by), (self.exchange.key, None))

    def test_the_holder_comments_on_the_interview_as_a_whole(self):
        response = self.send(exchange="")

        self.assertTrue(response["Location"].endswith("#comments-interview"))
        self.assertContains(self.read(), WORDS)

    def test_the_holders_of_two_links_do_not_read_the_comments_of_each_other(self):
        other = a_link(self.draft, "Bo Lind")
        self.send()

        self.assertNotContains(self.read(other), WORDS)
        self.assertContains(self.read(), WORDS)

    def test_a_hostile_comment_is_shown_as_text(self):
        self.send(HOSTILE, name=HOSTILE)
        self.send("", name=HOSTILE)

        for response in (self.read(), self.send(HOSTILE + "x" * MAX_LENGTH, name=HOSTILE)):
            self.assertNotContains(response, "<script>alert", status_code=response.status_code)
            self.assertNotIn("<img src=x", response.text)

    def test_a_refused_comment_is_shown_again_with_the_reason(self):
        for text, name, reason in (
            (" ", "Ada Lo", "Write your comment."),
            ("Far too long. " * 500, "Ada Lo", "at most 5000 characters"),
            ("A \0 sign", "Ada Lo", "Null characters are not allowed"),
            (WORDS, "N" * 121, "at most 120 characters"),
        ):
            with self.subTest(reason):
                response = self.send(text, name=name)
                self.assertContains(response, reason, status_code=422)
                self.assertContains(response, name, status_code=422)
                self.assertContains(response, "<details open", 1, 422)
                self.assertIn("no-store", response["Cache-Control"])
        self.assertFalse(DeskComment.objects.exists())

    def test_a_comment_of_the_longest_length_counts_a_line_break_once(self):
        self.send("a\r\n" * (MAX_LENGTH // 2 - 1) + "b")

        self.assertEqual(len(DeskComment.objects.get().text), MAX_LENGTH - 1)

    def test_a_comment_by_a_link_that_is_not_valid_is_not_found(self):
        revoked = a_link(self.draft)
        revoked.revoke(by=None)
        expire(self.link)

        for link in (self.link, revoked):
            self.assertEqual(self.send(link=link).status_code, 404)
        self.assertFalse(DeskComment.objects.exists())

    def test_a_comment_on_what_is_no_exchange_of_the_interview_is_not_found(self):
        foreign = an_exchange(a_draft("Another"))
        for key in (foreign.key, "x-222222", "x", "\0", "x-\0\0\0\0\0\0", "9" * 4000, HOSTILE):
            with self.subTest(key):
                self.assertEqual(self.send(exchange=key).status_code, 404)

    def test_a_comment_stays_when_its_exchange_is_removed(self):
        self.send()
        self.exchange.remove(by=None)

        response = self.read()

        self.assertContains(response, "about answers that are no longer here")
        self.assertContains(response, WORDS)
        self.assertEqual(self.send("Where is it?").status_code, 302)
        self.assertContains(self.send(" "), "Write your comment.", status_code=422)

    def test_a_comment_that_the_database_does_not_take_is_given_back(self):
        full = mock.patch.object(
            PreviewLink.objects, "valid", side_effect=OperationalError("database or disk is full")
        )
        with full, self.assertLogs("publication.middleware.unavailable"):
            response = self.send()

        self.assertContains(response, WORDS, status_code=503)
        address = f"{self.link.get_absolute_url()}comments/"
        self.assertContains(response, f'action="{address}"', status_code=503)
        key = f'<input type="hidden" name="exchange" value="{self.exchange.key}"'
        self.assertContains(response, key, status_code=503)

    def test_the_comments_go_with_the_draft(self):
        self.send()

        self.draft.delete()

        self.assertFalse(DeskComment.objects.exists())

    def test_a_link_takes_so_many_comments_and_no_more(self):
        with mock.patch.object(desk_comment, "MAX_OF_LINK", 2):
            self.send("One")
            self.send("Two")
            response = self.send("Three words more")

        self.assertContains(response, "as many comments as this address takes", status_code=429)
        self.assertContains(response, "Three words more", status_code=429)
        self.assertEqual(DeskComment.objects.count(), 2)
        self.assertEqual(self.send("Of another", link=a_link(self.draft)).status_code, 302)

    def test_a_link_takes_so_many_comments_at_once(self):
        with mock.patch.object(desk_comment, "MAX_AT_ONCE", 1):
            self.send("One")
            self.assertContains(self.send("Two"), "send this one later", status_code=429)
            DeskComment.objects.update(at=timezone.now() - timedelta(minutes=11))
            self.assertEqual(self.send("Two").status_code, 302)

    def test_the_number_of_queries_does_not_grow_with_comments(self):
        # The publication, the link, its comments, the six of the page, and which names lead
        # to a page.
        with self.assertNumQueries(12):
            self.read()
        for exchange in self.draft.exchanges.all():
            self.send(exchange=exchange.key)
        with self.assertNumQueries(12):
            self.read()


class NowhereElseTests(HolderCase):
    def test_no_public_page_feed_or_search_shows_a_comment(self):
        self.send()
        published(self.draft)
        page = self.draft.get_absolute_url()
        for address in (
            *("/", "/interviews/", page, f"{page}{self.exchange.key}/", f"{page}changes/"),
            *(f"{page.rstrip('/')}.{kind}" for kind in ("json", "md", "txt")),
            *("/feed.atom", "/feed.json", "/search/?q=March", "/corrections/"),
            *(f"{page}replies/", "/replies/feed.atom", "/sitemap-interviews.xml"),
        ):
            with self.subTest(address):
                response = self.client.get(address)
                self.assertEqual(response.status_code, 200)
                self.assertNotContains(response, "it was March")
                self.assertNotContains(response, "preview-comments")

    def test_a_comment_does_not_move_the_revision_of_public_pages(self):
        an_interview("Published")
        number = revision.current()

        self.send()

        self.assertEqual(revision.current(), number)


class CommentOnAnUpdateTests(HolderCase):
    def setUp(self):
        super().setUp()
        self.interview = published(self.draft)
        self.link = a_link(self.interview)

    def test_the_holder_comments_on_an_exchange_that_is_only_in_the_update(self):
        update = prepare(self.interview)
        content = update.content
        new = dict(next(iter(content.content_by_key.values()))) | {"question": "And then?"}
        content.content_by_key["x-newkey"] = new
        update.save_content(content, None)
        self.assertContains(self.read(), "And then?")

        self.assertEqual(self.send(exchange="x-newkey").status_code, 302)

        below = self.read().text.partition('id="comments-x-newkey"')[2]
        self.assertIn(WORDS, below.partition("<details")[0])
        self.assertTrue(PreparedUpdate.objects.exists())

    def test_a_comment_that_comes_after_the_publication_is_stored(self):
        self.assertEqual(self.send().status_code, 302)

        self.assertEqual(DeskComment.objects.get().text, WORDS)
