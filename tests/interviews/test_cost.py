"""What each public page asks of the database: so many queries, however much there is."""

from datetime import UTC, datetime

from django.test import TestCase

from interviews.models import Credit
from tests.builders import (
    a_correction,
    a_person,
    a_recurring_question,
    a_reply,
    a_series,
    a_topic,
    an_exchange,
    an_interview,
    someone,
)

INTRODUCING = ["pull quotes and first questions, and who asks", "who answers"]
LISTING = ["credits and their people", "topics", *INTRODUCING]
READING = [
    "the interview and its series",
    "credits and their people",
    "topics",
    "exchanges and who asks",
    "who answers",
    "corrections",
]
YEARS = ["the first and the last year", "which of them have any"]
REPLIES = ["how many replies each answer has", "the featured ones"]
POLICY = ["the house rules", "its policy"]
THREADS = ["the first fifty threads", "what follows in them"]

COPIES = ["md", "txt", "json"]
LISTS = ["interviews", "people", "topics", "series", "questions", "corrections"]
ALSO_ASKED = "who else was asked the same"
RELATED = ["what is related, and why", "these interviews", "their credits and people"]
ADJACENT = ["the interview before", "the interview after", "the parts of the series"]

SECTIONS = ["interviews", "people", "topics", "series", "questions", "pages"]

PUBLICATION = "the publication"  # once in each request
# Each page with the further queries it makes, one a line of its list.
QUERIES = {
    "/": ["the newest interviews", *LISTING, "the replies featured last"],
    "/interviews/": [*YEARS, "a page of them", *LISTING],
    "/archive/2026/": [*YEARS, "a page of them", *LISTING],
    "/interviews/first/": [
        *READING,
        ALSO_ASKED,
        *RELATED,
        *ADJACENT,
        *REPLIES,
        *POLICY,
        *THREADS,
    ],
    "/interviews/first/{key}/": [*READING, ALSO_ASKED, *REPLIES, *POLICY, "threads about it"],
    "/interviews/first/changes/": READING,
    "/interviews/first/versions/1/": [
        *READING,
        *("the version", "the texts of its exchanges", "the people of that time"),
    ],
    **{f"/interviews/first.{suffix}": READING for suffix in COPIES},
    **{f"/interviews/first/{{key}}.{suffix}": READING for suffix in COPIES},
    "/oembed?url=http://testserver/interviews/first/": [
        "the interview",
        "credits and their people",
        *INTRODUCING,
    ],
    "/oembed?url=http://testserver/interviews/first/{key}/": READING,
    "/interviews/first/reply/": ["the interview and its policy", "the house rules"],
    "/interviews/first/replies/": ["the interview", *THREADS, *POLICY],
    "/interviews/first/replies/1/": ["the interview", "the first reply", "what follows", *POLICY],
    "/people/": ["those interviewed", "the others"],
    "/card/": [],
    "/interviews/first/card/": ["the interview", "credits and their people", *INTRODUCING],
    "/interviews/first/{key}/card/": READING,
    "/people/ines-okafor/": [
        "the person",
        "links",
        "topics, counted",
        "answers to recurring questions",
        "these questions",
        "given",
        *LISTING,
        "conducted",
        "credited",
    ],
    "/topics/": ["the topics, counted"],
    "/topics/infrastructure/": ["the topic", "a page of them", *LISTING],
    "/series/": ["the series, counted"],
    "/series/who-decides/": ["the series", "a page of them", *LISTING],
    "/corrections/": ["a page of them"],
    "/questions/": ["how many there are", "a page of them"],
    "/questions/who-is-allowed-to-say-no-to-you/": [
        "the question",
        "the answers, their interviews and who asks",
        "who answers",
        "credits and their people",
    ],
    "/search/": ["people to choose", "topics to choose", *YEARS],
    "/search/?q=forecast": [
        "languages of the interviews",
        *("people of that name", "topics", "series", "recurring questions"),
        "what is found",
        "how well each holds the words",
        "the exchanges, their interviews and who asks",
        "who answers",
        "credits and their people",
        "people to choose",
        "topics to choose",
        *YEARS,
    ],
    "/about/": ["the page"],
    "/corrections/feed.atom": ["the corrections and their interviews"],
    **{f"/feed.{form}": READING for form in ("atom", "json")},
    **{
        f"{place}feed.{form}": ["what is followed", *READING]
        for place in ("/people/ines-okafor/", "/topics/infrastructure/", "/series/who-decides/")
        for form in ("atom", "json")
    },
    "/sitemap.xml": [f"how many {noun}" for noun in SECTIONS],
    **{f"/sitemap-{noun}.xml": ["how many there are", "all of them"] for noun in SECTIONS},
    "/sitemap-lists.xml": [f"the newest change of {noun}" for noun in LISTS],
    "/news-sitemap.xml": ["the interviews of two days"],
    "/robots.txt": [],
}


class EachPublicPage(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.series, cls.topic = a_series(), a_topic()
        cls.question = a_recurring_question()
        cls.interview = cls.publish("First")
        cls.publish("Second")
        cls.key = cls.interview.exchanges.first().key

    @classmethod
    def publish(cls, title):
        interview = an_interview(title, series=cls.series, at=datetime(2026, 3, 1, tzinfo=UTC))
        interview.topics.add(cls.topic)
        exchange = an_exchange(
            interview,
            pull_quote="forecast",
            answered_by=[someone("Ines Okafor")],
            recurring=cls.question,
        )
        a_correction(interview, exchange=exchange)
        reply = a_reply(interview, exchange=exchange)
        a_reply(interview, exchange=exchange, parent=reply)
        return interview

    def test_each_public_page_makes_the_listed_queries_and_no_more(self):
        for address, queries in QUERIES.items():
            with self.subTest(address), self.assertNumQueries(len([PUBLICATION, *queries])):
                response = self.client.get(address.format(key=self.key))
                self.assertEqual(response.status_code, 200)

    def test_each_public_page_makes_no_more_queries_when_there_is_more_of_everything(self):
        for number in range(4):
            self.publish(f"Another {number}")
            Credit.objects.create(
                interview=self.interview, person=a_person(f"Person {number}"), role="subject"
            )
        for number in range(12):
            exchange = an_exchange(
                self.interview, pull_quote="forecast", answered_by=[someone(f"Person {number % 4}")]
            )
            a_correction(self.interview, exchange=exchange)
            a_reply(self.interview, exchange=exchange)

        self.test_each_public_page_makes_the_listed_queries_and_no_more()
