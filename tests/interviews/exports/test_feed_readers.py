"""Feeds of one person, topic or series."""

from datetime import timedelta

from django.utils import timezone

from tests.builders import (
    a_draft,
    a_person,
    a_series,
    a_topic,
    an_interview,
    an_interview_of,
    someone,
)
from tests.interviews.exports.feed_reader import FeedTestCase, attribute, text
from tests.interviews.exports.feed_rules import ATOM


class PersonFeeds(FeedTestCase):
    def setUp(self):
        self.ines = someone("Ines Okafor")

    def test_person_feed_has_interviews_given_and_conducted_with_the_role(self):
        an_interview("Given", at=timezone.now() - timedelta(days=2))
        conducted = an_interview(
            "Conducted", subjects=[a_person("Mo")], at=timezone.now() - timedelta(days=1)
        )
        conducted.credits.create(person=self.ines, role="interviewer", position=2)
        an_interview("Another", subjects=[someone("Mo")])

        titles = self.titles("/people/ines-okafor/")

        self.assertEqual(titles, ["Conducted", "Given"])
        entries = self.entries("/people/ines-okafor/feed.atom")
        self.assertEqual(attribute(entries[0], "category", "term"), "interviewer")
        self.assertEqual(attribute(entries[1], "category", "term"), "interviewee")
        summaries = [text(entry, "summary") for entry in entries]
        opening = "What broke first? — {}: The forecast."
        self.assertEqual(
            summaries,
            [
                f"Ines Okafor: interviewer. {opening.format('Mo')}",
                f"Ines Okafor: interviewee. {opening.format('Ines Okafor')}",
            ],
        )
        items = self.items("/people/ines-okafor/feed.json")
        self.assertEqual([item["tags"] for item in items], [["interviewer"], ["interviewee"]])

    def test_person_feed_has_interviews_with_any_other_credit(self):
        interview = an_interview("Pictured")
        interview.credits.create(person=a_person("Ada Roth"), role="photographer")

        self.assertEqual(self.titles("/people/ada-roth/"), ["Pictured"])

    def test_person_feed_lists_an_interview_once_for_several_roles(self):
        interview = an_interview("Alone")
        interview.credits.create(person=self.ines, role="interviewer", position=2)

        self.assertEqual(self.titles("/people/ines-okafor/"), ["Alone"])

    def test_person_feed_exists_only_with_published_interviews(self):
        an_interview("Read")
        a_draft("Unread")
        a_draft("Unseen", subjects=[a_person("Nobody Yet")])

        self.assertEqual(self.titles("/people/ines-okafor/"), ["Read"])
        for ending in ("atom", "json"):
            address = f"/people/nobody-yet/feed.{ending}"
            self.assertEqual(self.client.get(address).status_code, 404)


class NarrowedFeeds(FeedTestCase):
    """Feeds of a person, of a topic, of a series."""

    def setUp(self):
        self.topic, self.series = a_topic("Grids"), a_series("Who decides")
        self.interview = an_interview_of(
            ("Who?", "The **ward**, [here](/about/)."), title="Filed", series=self.series
        )
        self.interview.topics.add(self.topic)
        an_interview("Not filed", subjects=[a_person("Mo")])
        self.followed = [someone("Ines Okafor"), self.topic, self.series]

    def test_feed_of_one_thing_has_its_interviews_in_full_with_absolute_urls(self):
        for thing in self.followed:
            address = thing.get_absolute_url()
            with self.subTest(address):
                self.assertEqual(self.titles(address), ["Filed"])
                [content] = self.contents(f"{address}feed.atom")
                self.assertIn("The <strong>ward</strong>", content)
                self.assertIn('href="http://testserver/about/"', content)

    def test_feed_of_one_thing_has_no_unpublished_interviews(self):
        draft = a_draft("Unread", series=self.series)
        draft.topics.add(self.topic)
        gone = an_interview("Gone", series=self.series)
        gone.topics.add(self.topic)
        gone.withdraw(by=None)

        for thing in self.followed:
            self.assertEqual(self.titles(thing.get_absolute_url()), ["Filed"])

    def test_feed_of_one_thing_has_its_title_and_links_to_its_page(self):
        for thing in self.followed:
            address = thing.get_absolute_url()
            feed = self.feed(f"{address}feed.atom")

            self.assertEqual(text(feed, "title"), f"{thing} — prompt/power")
            links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
            self.assertEqual(links["alternate"], f"http://testserver{address}")
            self.assertEqual(links["self"], f"http://testserver{address}feed.atom")

    def test_feed_keeps_its_ids_after_a_rename(self):
        for thing in self.followed:
            former = thing.get_absolute_url()
            before = self.feed(f"{former}feed.atom")
            thing.change_slug(f"new-{thing.slug}")
            address = thing.get_absolute_url()
            with self.subTest(address):
                for name in ("feed.atom", "feed.json"):
                    moved = self.client.get(f"{former}{name}")
                    self.assertRedirects(moved, f"{address}{name}", status_code=301)
                after = self.feed(f"{address}feed.atom")
                self.assertEqual(text(after, "id"), text(before, "id"))
                ids = [text(each.find(f"{ATOM}entry"), "id") for each in (before, after)]
                self.assertEqual(*ids)

    def test_an_interview_has_one_id_in_all_feeds(self):
        addresses = [f"{thing.get_absolute_url()}feed.atom" for thing in self.followed]

        ids = {text(self.entries(address)[0], "id") for address in addresses}

        self.assertEqual(len(ids), 1)
        self.assertIn(ids.pop(), [item["id"] for item in self.items()])

    def test_each_feed_has_a_unique_id(self):
        addresses = ["/", *(thing.get_absolute_url() for thing in self.followed)]

        ids = {text(self.feed(f"{address}feed.atom"), "id") for address in addresses}

        self.assertEqual(len(ids), 4)

    def test_pages_link_to_their_feed_for_programs_and_people(self):
        for thing in self.followed:
            address = thing.get_absolute_url()
            page = self.client.get(address)
            for ending, kind in (("atom", "atom+xml"), ("json", "feed+json")):
                link = (
                    f'<link rel="alternate" type="application/{kind}" title="{thing}" '
                    f'href="{address}feed.{ending}">'
                )
                self.assertContains(page, link, html=True)
                self.assertContains(page, f'<a href="{address}feed.{ending}"')
            self.assertContains(page, f"Subscribe to “{thing}” (RSS)")

    def test_every_page_links_to_the_feed_of_all_interviews(self):
        for address in ("/", "/interviews/", self.interview.get_absolute_url(), "/about/"):
            page = self.client.get(address)
            self.assertContains(page, 'href="/feed.atom"')
            self.assertContains(page, 'href="/feed.json"')

    def test_the_feed_of_an_unknown_slug_is_not_found(self):
        for address in ("/people/x/feed.atom", "/topics/x/feed.json", "/series/x/feed.atom"):
            self.assertEqual(self.client.get(address).status_code, 404)
