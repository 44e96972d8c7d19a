"""Atom feeds of replies, to all interviews and to one: valid, and without unpublished replies."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

from django.test import TestCase
from django.utils import timezone

from comments.models import Reply
from tests.builders import a_draft, a_reply, an_exchange, an_interview

ATOM = "{http://www.w3.org/2005/Atom}"
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"


class FeedTestCase(TestCase):
    def feed(self, address="/replies/feed.atom"):
        response = self.client.get(address)
        self.assertEqual(response["Content-Type"], "application/atom+xml; charset=utf-8")
        return ElementTree.fromstring(response.content)

    def entries(self, address="/replies/feed.atom"):
        return self.feed(address).findall(f"{ATOM}entry")

    def contents(self, address="/replies/feed.atom"):
        return [text(entry, "content") for entry in self.entries(address)]


def text(entry, name):
    return "".join(entry.find(f"{ATOM}{name}").itertext())


def feed_of(interview):
    return f"/interviews/{interview.slug}/replies/feed.atom"


class FeedOfAllReplies(FeedTestCase):
    def test_the_feed_of_all_replies_has_what_atom_requires_of_a_feed_and_of_each_entry(self):
        a_reply(an_interview())

        feed = self.feed()

        for part in (feed, feed.find(f"{ATOM}entry")):
            self.assertTrue(text(part, "title"))
            self.assertRegex(text(part, "id"), "^(http|tag):")
            datetime.fromisoformat(text(part, "updated"))
            self.assertTrue(text(part.find(f"{ATOM}author"), "name"))
            for link in part.findall(f"{ATOM}link"):
                self.assertRegex(link.get("href"), "^http://testserver/")

    def test_the_feed_of_all_replies_has_replies_to_every_interview_the_newest_first(self):
        earlier = timezone.now() - timedelta(days=1)
        a_reply(an_interview("One"), body="The older.", published_at=earlier, number=1, position=0)
        a_reply(an_interview("Another"), body="The newer.")

        contents = self.contents()

        self.assertEqual(len(contents), 2)
        self.assertIn("The newer.", contents[0])

    def test_the_feed_of_all_replies_has_the_full_text_as_on_the_page(self):
        body = "Who **did** it?\n\n> The ward.\n\nSee [there](https://example.org/)."
        reply = a_reply(an_interview(), body=body + " Long." * 400)

        [content] = self.contents()

        self.assertEqual(content, reply.body_html)
        self.assertIn("<strong>did</strong>", content)

    def test_the_feed_of_all_replies_holds_the_newest_fifty(self):
        interview = an_interview()
        for number in range(52):
            a_reply(interview, body=f"Number {number}.")

        contents = self.contents()

        self.assertEqual(len(contents), 50)
        self.assertIn("Number 51.", contents[0])

    def test_the_feed_of_all_replies_has_only_visible_replies(self):
        interview = an_interview()
        for status in Reply.Status:
            a_reply(interview, status, body=f"It is {status}.")
        a_reply(a_draft("Unseen"), body="Under a draft.")
        gone = an_interview("Gone")
        a_reply(gone, body="Under one withdrawn.")
        gone.withdraw(by=None)

        [content] = self.contents()

        self.assertIn("It is published.", content)

    def test_the_feed_of_all_replies_costs_two_queries(self):
        for number in range(3):
            interview = an_interview(f"Number {number}")
            a_reply(interview, exchange=interview.exchanges.get())

        with self.assertNumQueries(2):  # the publication; the replies, their interviews and answers
            self.client.get("/replies/feed.atom")

    def test_an_unchanged_feed_of_all_replies_is_answered_with_304(self):
        a_reply(an_interview())
        known = {"If-None-Match": self.client.get("/replies/feed.atom")["ETag"]}

        same = self.client.get("/replies/feed.atom", headers=known)
        a_reply(Reply.objects.get().interview, body="One more.")
        other = self.client.get("/replies/feed.atom", headers=known)

        self.assertEqual((same.status_code, same.content), (304, b""))
        self.assertEqual(other.status_code, 200)

    def test_the_feed_of_all_replies_is_the_same_for_everyone(self):
        response = self.client.get("/replies/feed.atom")

        self.assertFalse(response.cookies)
        self.assertNotIn("Cookie", response.get("Vary", ""))


class FeedOfAnInterview(FeedTestCase):
    def test_the_feed_of_an_interview_has_the_replies_to_it_and_no_other(self):
        interview = an_interview("One")
        a_reply(interview, body="To this.")
        a_reply(an_interview("Another"), body="To that.")

        [content] = self.contents(feed_of(interview))

        self.assertIn("To this.", content)

    def test_the_feed_of_an_interview_costs_three_queries(self):
        interview = an_interview()
        for _each in range(3):
            a_reply(interview, exchange=interview.exchanges.get())

        with self.assertNumQueries(3):  # the publication; the interview; replies and answers
            self.client.get(feed_of(interview))

    def test_the_feed_of_an_interview_is_found_at_a_former_address(self):
        interview = an_interview("One")
        before = feed_of(interview)
        interview.change_slug("elsewhere")

        self.assertRedirects(self.client.get(before), feed_of(interview), status_code=301)

    def test_the_feed_of_a_draft_is_not_found(self):
        self.assertEqual(self.client.get(feed_of(a_draft("Unseen"))).status_code, 404)

    def test_the_feed_of_an_interview_keeps_its_ids_through_a_change_of_address(self):
        interview = an_interview("One")
        a_reply(interview)
        before = self.feed(feed_of(interview))

        interview.change_slug("elsewhere")

        after = self.feed(feed_of(interview))
        self.assertEqual(text(after, "id"), text(before, "id"))
        ids = [text(each.find(f"{ATOM}entry"), "id") for each in (before, after)]
        self.assertEqual(*ids)
        self.assertRegex(ids[0], r"^tag:testserver,\d{4}-\d\d-\d\d:replies/\d+$")

    def test_the_feed_of_an_interview_is_linked_from_every_page_of_replies(self):
        interview = an_interview("A grid & more")
        a_reply(interview)
        link = f'href="{feed_of(interview)}"'

        for address in ("", "replies/", "replies/1/"):
            with self.subTest(address):
                page = self.client.get(f"{interview.get_absolute_url()}{address}")
                self.assertContains(page, f'title="Replies to “A grid &amp; more”"\n{link}')
        self.assertContains(page, 'href="/replies/feed.atom"')

    def test_the_feed_of_an_interview_can_be_followed_by_a_visible_link_beside_the_orders(self):
        interview = an_interview()
        a_reply(interview)

        page = self.client.get(interview.get_absolute_url())

        link = f'<a href="{feed_of(interview)}">Subscribe to the replies (RSS)</a>'
        self.assertContains(page, link, html=True)


class FeedEntries(FeedTestCase):
    def test_an_entry_names_the_author_and_the_answer_of_the_reply(self):
        interview = an_interview("A grid")
        exchange = an_exchange(interview, "Who decides?", label="Who decides in a shortage")
        a_reply(interview, name="Olu")
        a_reply(interview, name="Ada", exchange=exchange)

        titles = [text(entry, "title") for entry in self.entries()]

        about = "Ada on “Who decides in a shortage”, in “A grid”"
        self.assertEqual(titles, [about, "Olu on “A grid”"])

    def test_an_entry_about_a_removed_answer_does_not_quote_it(self):
        interview = an_interview("A grid")
        exchange = an_exchange(interview, "Who decides?", "The ward.")
        a_reply(interview, name="Olu", exchange=exchange)
        exchange.remove(by=None)

        [entry] = self.entries()

        self.assertEqual(text(entry, "title"), "Olu on “A grid”")

    def test_an_entry_names_its_author_and_never_the_email(self):
        a_reply(an_interview(), name="Olu", email="olu@example.org", network="203.0.113.0/24")

        response = self.client.get("/replies/feed.atom")

        [entry] = self.entries()
        self.assertEqual(text(entry.find(f"{ATOM}author"), "name"), "Olu")
        self.assertNotContains(response, "olu@example.org")
        self.assertNotContains(response, "203.0.113")

    def test_an_entry_whose_author_was_erased_says_so(self):
        a_reply(an_interview("A grid"), name="Olu").erase()

        [entry] = self.entries()

        self.assertEqual(text(entry.find(f"{ATOM}author"), "name"), "Name erased")
        self.assertEqual(text(entry, "title"), "Name erased on “A grid”")

    def test_an_entry_is_dated_by_its_last_change(self):
        changed = datetime(2031, 5, 4, 3, 2, 1, tzinfo=UTC)
        reply = a_reply(an_interview(), edited_at=changed)

        [entry] = self.entries()

        self.assertEqual(text(entry, "updated"), "2031-05-04T03:02:01+00:00")
        self.assertEqual(text(entry, "published")[:19], reply.published_at.isoformat()[:19])

    def test_an_entry_links_to_the_permalink_of_the_reply(self):
        reply = a_reply(an_interview())

        [entry] = self.entries()

        address = f"http://testserver{reply.get_absolute_url()}"
        self.assertEqual(entry.find(f"{ATOM}link").get("href"), address)

    def test_an_entry_keeps_emoji_that_are_joined_and_flags_of_tags(self):
        words = f"{FAMILY} {WALES} \U0001f1ee\U0001f1f8"
        a_reply(an_interview(), name=words, body=words)

        [entry] = self.entries()

        self.assertEqual(text(entry.find(f"{ATOM}author"), "name"), words)
        self.assertEqual(text(entry, "content"), f"<p>{words}</p>\n")

    def test_an_entry_isolates_text_of_both_directions(self):
        words = "אורי said ‎yes"
        a_reply(an_interview(), name="אורי", body=f"\u202e{words}")

        [entry] = self.entries()

        self.assertEqual(text(entry, "content").strip(), f"<p>{words}</p>")
        self.assertIn("אורי", text(entry, "title"))

    def test_an_entry_is_well_formed_and_inert_for_any_text(self):
        attack = "\x0b\x1b ]]> <script>alert(1)</script> <img src=x onerror=alert(1)> & \ufffe"
        interview = an_interview("A ]]> <b> & \x0c title")
        a_reply(interview, name=attack[:50], body=f"{attack}\n\n[a](javascript:alert(1))")

        [entry] = self.entries()

        content = text(entry, "content")
        self.assertNotIn("<script", content)
        self.assertNotIn("<img", content)
        self.assertNotIn("href", content)
