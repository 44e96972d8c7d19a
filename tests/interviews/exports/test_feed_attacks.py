"""Attacks on feeds: feeds stay valid, and nothing in them is executable."""

from django.db.models import Value
from django.test import override_settings

from comments.models import Reply
from interviews.models import Exchange, Interview, Person, Series, Topic
from tests.builders import a_reply, a_series, a_topic, an_exchange, an_interview
from tests.comments.hostile_strings import load_strings, requires_hostile_strings
from tests.interviews.exports.feed_reader import FeedTestCase, text
from tests.interviews.exports.feed_rules import find_atom_faults

ATTACK = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) "
    "[b](data:text/html;base64,PHN2Zz4=) <svg onload=alert(1)> ![c](javascript:alert(1)) "
    "<a href='javascript:alert(1)'>d</a> <javascript:alert(1)> [e](<java\nscript:alert(1)>)"
)
# Text that has broken parsers of XML or JSON: illegal characters, the end of a CDATA section, a
# surrogate, characters beyond the first plane, bidi controls.
BREAKING = [
    "\x01\x08\x0b\x0c\x0e\x1f\x1b\x7f\x85",
    "]]> ]]&gt; <![CDATA[ <!-- --> <?xml ?> &nbsp; &#0; &#xD800; &",
    "\ufffe\uffff\ufdd0 \u2028\u2029 \ufeff",
    "\U0001f469\u200d\U0001f467 \U0001f3f4\U000e0067\U000e007f \U0010fffd \U00020000",
    "\u202e\u2066\u2067\u202a turned \u202c\u2069 أبجد אבג",
    '" \' < > \\ \\u0000 \\" </script>',
]
FEEDS = [
    f"{place}feed.{ending}"
    for place in ("/", "/people/ines-okafor/", "/topics/infrastructure/", "/series/who-decides/")
    for ending in ("atom", "json")
]


class FeedAttacks(FeedTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview(series=a_series())
        cls.interview.topics.add(a_topic())
        an_exchange(cls.interview)

    def store_text(self, words):
        """Store this text, without validation, in every column that a feed shows."""
        short = (words or "x")[:100]
        name = Value(short)  # skips the fields, which remove invisible characters
        Interview.objects.update(
            title=short,
            standfirst=words,
            introduction=words,
            closing=words,
            terms=words,
            lead_picture="leads/a.jpg",
            lead_width=1,
            lead_height=1,
            lead_alt=short,
            lead_caption=short,
            lead_credit=short,
        )
        Exchange.objects.update(question=short, answer=words, note=words)
        Person.objects.filter(pk=someone_known().pk).update(name=name, description=short)
        Topic.objects.update(name=name, description=words)
        Series.objects.update(title=name, description=words)

    def test_no_text_breaks_a_feed(self):
        for words in BREAKING:
            self.store_text(words)
            for address in FEEDS:
                with self.subTest(address, words=words):
                    self.fetch(address)

    def test_no_markup_in_a_feed_is_executable(self):
        self.store_text(ATTACK)
        for address in FEEDS:
            with self.subTest(address):
                self.fetch(address)  # checks validity, and that nothing is executable

    def test_a_summary_is_plain_text(self):
        Interview.objects.update(standfirst="`<script>alert(1)</script>` & more")

        [entry] = self.entries()

        summary = entry.find("{http://www.w3.org/2005/Atom}summary")
        self.assertEqual(summary.get("type"), "text")
        self.assertEqual(summary.text, "<script>alert(1)</script> & more")

    def test_no_markup_in_feeds_of_replies_is_executable(self):
        a_reply(self.interview, name=ATTACK[:50], body=ATTACK)
        for address in (
            "/replies/feed.atom",
            f"{self.interview.get_absolute_url()}replies/feed.atom",
        ):
            content = self.client.get(address).content
            self.assertEqual(find_atom_faults(content), [])

    @override_settings(PUBLICATION_NAME="A ]]> & <b>", PUBLICATION_TAGLINE="“<i>” & ]]>")
    def test_the_publications_name_does_not_break_a_feed(self):
        self.assertEqual(text(self.feed(), "title"), "A ]]> & <b>")
        self.assertEqual(text(self.feed(), "subtitle"), "“<i>” & ]]>")

    @requires_hostile_strings
    def test_no_naughty_string_breaks_a_feed_or_is_executable(self):
        for place, words in enumerate(load_strings(), start=100):
            said = {"question": words.replace("\0", ""), "answer": words.replace("\0", "")}
            Exchange.objects.create(interview=self.interview, position=place, note="-", **said)
        for address in ("/feed.atom", "/feed.json"):
            self.fetch(address)

    @requires_hostile_strings
    def test_no_naughty_string_breaks_the_feeds_of_replies(self):
        reply = a_reply(self.interview)
        for words in load_strings():
            said = words.replace("\0", "") or "-"
            Reply.objects.filter(pk=reply.pk).update(name=said[:50], body=said)
            content = self.client.get("/replies/feed.atom").content
            found = [each for each in find_atom_faults(content) if "empty" not in each]
            self.assertEqual(found, [], words)


def someone_known():
    return Person.objects.get(slug="ines-okafor")
