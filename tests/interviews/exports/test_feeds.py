"""Feeds of all interviews: full text, absolute URLs, valid documents, permanent ids."""

from datetime import UTC, datetime, timedelta

from django.test import override_settings
from django.utils import timezone

from interviews.models import Interview
from tests.builders import (
    a_correction,
    a_draft,
    a_person,
    a_reply,
    a_topic,
    an_exchange,
    an_interview,
    an_interview_of,
    published,
    someone,
)
from tests.interviews.exports.feed_reader import FeedTestCase, attribute, text
from tests.interviews.exports.feed_rules import ATOM, LANG

AGO = datetime(2026, 3, 1, 12, tzinfo=UTC)


class InterviewFeeds(FeedTestCase):
    def test_empty_feed_is_valid_and_constant(self):
        first, again = self.fetch("/feed.atom"), self.fetch("/feed.atom")

        self.assertEqual(first, again)
        self.assertEqual(self.items(), [])

    def test_feed_has_every_question_and_answer_in_full(self):
        an_interview_of(("Who told *you*?", "They **did**, and often."))

        [content] = self.contents()

        self.assertIn("Who told <em>you</em>?", content)
        self.assertIn("They <strong>did</strong>, and often.", content)

    def test_feed_says_who_asks_and_who_answers(self):
        interview = an_interview_of(("First?", "One."), subjects=[someone("Ines Okafor")])
        an_exchange(interview, "Second?", "Two.", asked_by=a_person("Ada Roth"))

        [content] = self.contents()

        words = " ".join(content.split())
        self.assertRegex(words, "Teodor Vass asks: </span> First\\?")
        self.assertRegex(words, "Ada Roth asks: </span> Second\\?")
        self.assertEqual(words.count("<p><b><bdi>Ines Okafor</bdi></b></p>"), 2)

    def test_feed_has_introduction_notes_and_closing_in_order(self):
        parts = {
            "standfirst": "Why *now*.",
            "introduction": "It begins.",
            "closing": "It ends.",
            "terms": "On the record.",
        }
        interview = an_interview("A grid", **parts)
        exchange = an_exchange(interview, "And then?", "Dark.", note="It was Tuesday.")
        a_correction(interview, "It was a month later.", exchange=exchange)

        [content] = self.contents()

        order = [
            "Why <em>now</em>.", "Ines Okafor", "Teodor Vass", "It was a month later.",
            "It begins.", "What broke first?", "The forecast.", "And then?", "Dark.",
            "It was a month later.", "It was Tuesday.", "It ends.", "On the record.",
        ]  # fmt: skip
        place = 0
        for words in order:
            place = content.find(words, place)
            self.assertNotEqual(place, -1, words)

    def test_feed_marks_a_removed_answer_without_its_text(self):
        interview = an_interview_of(("Who?", "A neighbour."), ("Why?", "For money."))
        interview.exchanges.first().remove(by=None)

        [content] = self.contents()

        self.assertNotIn("neighbour", content)
        self.assertNotIn("Who?", content)
        self.assertIn("This answer was removed on", content)
        self.assertIn("For money.", content)

    def test_feed_has_absolute_urls_only(self):
        an_interview_of(
            (
                "Where? [Here](../elsewhere/)",
                "See [there](/about/), [below](#x-2), [more](?page=2) and ![a map](/media/m.png"
                ' "alt= src= href=").[^1]\n\n[^1]: So.',
            ),
            title="One",
        )
        interview = "http://testserver/interviews/one/"

        [content] = self.contents()

        for address in (
            'href="http://testserver/interviews/elsewhere/"',
            'href="http://testserver/about/"',
            f'href="{interview}#x-2"',
            f'href="{interview}?page=2"',
            'src="http://testserver/media/m.png"',
            'title="alt= src= href="',
            f'href="{interview}#x-',
        ):
            self.assertIn(address, content)

    def test_footnotes_in_a_feed_link_to_the_page(self):
        an_interview_of(("Where?", "There.[^1]\n\n[^1]: So."), title="One")

        [content] = self.contents()

        page = self.client.get("/interviews/one/").text
        for place in ("fn", "fnref"):
            address, _anchor, key = content.partition(f'-{place}-1" role="doc-')[0].rpartition("#")
            self.assertTrue(address.endswith('href="http://testserver/interviews/one/'))
            self.assertIn(f'id="{key}-{place}-1"', page)

    def test_feed_keeps_urls_of_other_sites(self):
        an_interview_of(("Where?", "See [there](//example.org/there/) or [nowhere](//[)."))

        [content] = self.contents()

        self.assertIn('href="http://example.org/there/"', content)
        self.assertIn("nowhere", content)

    @override_settings(PUBLICATION_URL="https://example.org")
    def test_feed_uses_the_publications_host_whatever_the_request(self):
        an_interview_of(("Where?", "[There](/about/)."))

        [entry] = self.entries()

        self.assertIn('href="https://example.org/about/"', text(entry, "content"))
        self.assertRegex(text(entry, "id"), r"^tag:example\.org,")
        self.assertNotIn(b"testserver", self.fetch("/feed.atom") + self.fetch("/feed.json"))

    def test_feed_keeps_the_id_of_an_entry_after_a_rename(self):
        interview = an_interview()
        before = self.items()[0]["id"]

        interview.change_slug("elsewhere")

        [entry] = self.entries()
        self.assertEqual(text(entry, "id"), before)
        self.assertEqual(self.items()[0]["id"], before)
        self.assertIn("elsewhere", attribute(entry, "link", "href"))

    def test_feed_names_all_authors_and_interviewees(self):
        interview = a_draft()
        interview.credits.create(person=a_person("Ada Roth"), role="interviewer", position=2)
        published(interview)

        [entry] = self.entries()

        authors = [text(author, "name") for author in entry.findall(f"{ATOM}author")]
        self.assertEqual(authors, ["Teodor Vass", "Ada Roth"])
        self.assertEqual(text(entry.find(f"{ATOM}contributor"), "name"), "Ines Okafor")
        page = {"name": "Ada Roth", "url": "http://testserver/people/ada-roth/"}
        self.assertIn(page, self.items()[0]["authors"])

    def test_feed_names_the_publication_as_author_without_an_interviewer(self):
        interview = an_interview()
        interview.credits.filter(role="interviewer").delete()

        [entry] = self.entries()

        self.assertEqual(text(entry.find(f"{ATOM}author"), "name"), "prompt/power")

    def test_feed_has_dates_of_publication_and_last_change(self):
        correction = a_correction(an_interview(at=AGO))

        [entry], [item] = self.entries(), self.items()

        changed = correction.published_at.isoformat()[:19]
        self.assertEqual(text(entry, "published"), "2026-03-01T12:00:00+00:00")
        self.assertEqual(text(entry, "updated")[:19], changed)
        self.assertEqual(text(self.feed(), "updated")[:19], changed)
        self.assertEqual(item["date_published"], "2026-03-01T12:00:00+00:00")
        self.assertEqual(item["date_modified"][:19], changed)

    def test_a_removal_changes_the_date_in_the_feed(self):
        interview = an_interview(at=AGO)
        an_exchange(interview).remove(by=None)

        [entry] = self.entries()

        removed = interview.exchanges.last().removed_at
        self.assertEqual(text(entry, "updated")[:19], removed.isoformat()[:19])

    def test_a_reply_does_not_change_the_date_in_the_feed(self):
        a_reply(an_interview(at=AGO))

        [entry] = self.entries()

        self.assertEqual(text(entry, "updated"), text(entry, "published"))

    def test_feed_has_the_newest_twenty_interviews(self):
        for number in range(22):
            an_interview(f"Number {number}", at=timezone.now() - timedelta(days=number + 1))

        titles = self.titles("/")

        self.assertEqual(len(titles), 20)
        self.assertEqual(titles[0], "Number 0")

    def test_feed_has_the_language_and_direction_of_each_entry(self):
        an_interview("حديث", language="ar", standfirst="كلام")

        [entry], [item] = self.entries(), self.items()

        self.assertEqual(entry.get(LANG), "ar")
        self.assertEqual(entry.find(f"{ATOM}content").get(LANG), "ar")
        self.assertIn('<div lang="ar" dir="rtl">', text(entry, "content"))
        self.assertIn('<span lang="en" dir="ltr">', text(entry, "content"))
        self.assertEqual(item["language"], "ar")
        self.assertEqual(self.feed().get(LANG), "en")

    def test_feed_has_topics_and_a_summary(self):
        interview = an_interview(standfirst="Of *power* & light")
        interview.topics.add(a_topic("Grids"))

        [entry], [item] = self.entries(), self.items()

        self.assertEqual(attribute(entry, "category", "term"), "Grids")
        self.assertEqual(item["tags"], ["Grids"])
        self.assertEqual(text(entry, "summary"), "Of power & light")
        self.assertEqual(item["summary"], "Of power & light")

    def test_feed_has_the_lead_picture_with_its_texts(self):
        an_interview()
        size = {"lead_width": 3, "lead_height": 2}
        told = {"lead_alt": "A mast", "lead_caption": "At dusk.", "lead_credit": "Mo"}
        Interview.objects.update(lead_picture="leads/a.jpg", **size, **told)

        [content], [item] = self.contents(), self.items()

        self.assertIn('<img src="http://testserver/media/leads/a.jpg" alt="A mast"', content)
        self.assertIn("<figcaption>At dusk. Mo</figcaption>", content)
        self.assertEqual(item["image"], "http://testserver/media/leads/a.jpg")

    def test_feed_has_no_markup_that_feed_readers_drop(self):
        a_draft("A draft")
        scheduled = a_draft("Scheduled")
        scheduled.schedule(at=timezone.now() + timedelta(days=1), by=None)
        an_interview("Gone").withdraw(by=None)
        an_interview("Read")

        self.assertEqual(self.titles("/"), ["Read"])


class ConditionalFeedRequests(FeedTestCase):
    ADDRESSES = ("/feed.atom", "/feed.json", "/people/ines-okafor/feed.atom")

    def test_unchanged_feed_answers_304(self):
        an_interview()
        for address in self.ADDRESSES:
            known = {"If-None-Match": self.client.get(address)["ETag"]}

            response = self.client.get(address, headers=known)

            self.assertEqual((response.status_code, response.content), (304, b""), address)

    def test_changed_feed_is_sent_again(self):
        interview = an_interview()
        known = {"If-None-Match": self.client.get("/feed.atom")["ETag"]}
        interview.exchanges.update(answer="Other words.")

        response = self.client.get("/feed.atom", headers=known)

        self.assertContains(response, "Other words.")

    def test_feed_is_sent_again_after_an_entry_was_removed(self):
        an_interview("Stays")
        gone = an_interview("Goes")
        known = {"If-Modified-Since": self.client.get("/feed.atom")["Last-Modified"]}
        gone.withdraw(by=None)

        response = self.client.get("/feed.atom", headers=known)

        self.assertEqual(response.status_code, 200)
        self.assertNotContains(response, "Goes")

    def test_feed_is_the_same_for_everyone(self):
        an_interview()
        for address in self.ADDRESSES:
            response = self.client.get(address)
            self.assertFalse(response.cookies)
            self.assertNotIn("Cookie", response.get("Vary", ""))
