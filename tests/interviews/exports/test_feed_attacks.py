"""Words that break programs: a feed stays a feed, and nothing in it runs."""

from django.db.models import Value
from django.test import override_settings

from comments.models import Reply
from interviews.models import Exchange, Interview, Person, Series, Topic
from tests.builders import a_reply, a_series, a_topic, an_exchange, an_interview
from tests.comments.naughty import strings, where_at_hand
from tests.interviews.exports.feed_reader import FollowingTestCase, text
from tests.interviews.exports.feed_rules import faults_of_atom

ATTACK = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) "
    "[b](data:text/html;base64,PHN2Zz4=) <svg onload=alert(1)> ![c](javascript:alert(1)) "
    "<a href='javascript:alert(1)'>d</a> <javascript:alert(1)> [e](<java\nscript:alert(1)>)"
)
# Each has broken some reader of XML or JSON: what cannot be written, what ends a CDATA section,
# half a character, characters beyond the first plane, and those that turn the direction.
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


class Breaking(FollowingTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview(series=a_series())
        cls.interview.topics.add(a_topic())
        an_exchange(cls.interview)

    def say(self, words):
        """These words in whatever a feed repeats; in the database itself, as an import might."""
        short = (words or "x")[:100]
        name = Value(short)  # past the fields, which leave out what nobody sees
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

    def test_no_words_break_a_feed(self):
        for words in BREAKING:
            self.say(words)
            for address in FEEDS:
                with self.subTest(address, words=words):
                    self.fetch(address)

    def test_nothing_runs_whoever_wrote_it(self):
        self.say(ATTACK)
        for address in FEEDS:
            with self.subTest(address):
                self.fetch(address)  # whose validity includes that nothing runs

    def test_a_summary_is_words_and_never_markup(self):
        Interview.objects.update(standfirst="`<script>alert(1)</script>` & more")

        [entry] = self.entries()

        summary = entry.find("{http://www.w3.org/2005/Atom}summary")
        self.assertEqual(summary.get("type"), "text")
        self.assertEqual(summary.text, "<script>alert(1)</script> & more")

    def test_nothing_runs_in_the_feeds_of_replies(self):
        a_reply(self.interview, name=ATTACK[:50], body=ATTACK)
        for address in (
            "/replies/feed.atom",
            f"{self.interview.get_absolute_url()}replies/feed.atom",
        ):
            content = self.client.get(address).content
            self.assertEqual(faults_of_atom(content), [])

    @override_settings(PUBLICATION_NAME="A ]]> & <b>", PUBLICATION_TAGLINE="“<i>” & ]]>")
    def test_not_even_the_publications_name_breaks_one(self):
        self.assertEqual(text(self.feed(), "title"), "A ]]> & <b>")
        self.assertEqual(text(self.feed(), "subtitle"), "“<i>” & ]]>")

    @where_at_hand
    def test_none_of_the_naughty_strings_breaks_a_feed_or_runs_in_it(self):
        for place, words in enumerate(strings(), start=100):
            said = {"question": words.replace("\0", ""), "answer": words.replace("\0", "")}
            Exchange.objects.create(interview=self.interview, position=place, note="-", **said)
        for address in ("/feed.atom", "/feed.json"):
            self.fetch(address)

    @where_at_hand
    def test_none_of_them_breaks_the_feeds_of_replies(self):
        reply = a_reply(self.interview)
        for words in strings():
            said = words.replace("\0", "") or "-"
            Reply.objects.filter(pk=reply.pk).update(name=said[:50], body=said)
            content = self.client.get("/replies/feed.atom").content
            found = [each for each in faults_of_atom(content) if "empty" not in each]
            self.assertEqual(found, [], words)


def someone_known():
    return Person.objects.get(slug="ines-okafor")
