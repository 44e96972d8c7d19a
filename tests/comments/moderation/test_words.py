"""Listed words are found in replies in any disguise; links are counted."""

from itertools import pairwise

from django.test import SimpleTestCase

from comments.moderation.screening import rendering
from comments.moderation.screening.rendering import links
from comments.moderation.screening.words import ScreenedText
from interviews.prose import from_reader
from tests.comments import hostile_strings

LIST = """# what we do not print
bad
badger*

free money
buy cheap*
viagra
Réclame
плохо
垃圾
4chan
pills.example
*
!!!
"""
EXACT = {
    "bad": [
        "bad", "BAD!", "b**a**d", "b*a*d", "a_bad_idea", "b`a`d", "[ba](https://example.org)d",
        "b&#97;d", "b\u00adad", "b\u200bad", "b&shy;ad", "ｂａｄ", "𝐛𝐚𝐝", "bad’s", "2*bad", "/bad/",
        "one<br>bad<br>two",
    ],
    "badger*": ["badger", "Badgers", "badgering"],
    "free money": ["free money", "FREE   money", "free, money", "free\nmoney"],
    "buy cheap*": ["buy cheap", "Buy cheaper!", "buy *cheapest*"],
    "viagra": ["vi\u200bag\u200bra"],
    "Réclame": ["RÉCLAME", "re\u0301clame"],
    "плохо": ["Плохо.", "ПЛОХО", "пло\u200bхо"],
    "垃圾": ["这是垃圾的", "垃圾"],
    "4chan": ["4chan"],
    "pills.example": ["at https://pills.example/x", "pills.example", "[x](https://pills.example)"],
}  # fmt: skip
LIKE = {
    "bad": [
        "so bád", "b<b>a</b>d", "b_a_d", "**bad**ly put", "[x](https://bad.example)", "b\\_ad",
        "ba<!-- -->d", "bаd", "b4d", "b@d", "b a d", "b.a.d", "it is b-a-d here",
        "https://bad.example/x", "bad.example", "bad@example.org",
    ],
    "badger*": ["<i>b</i>adgers"],
    "free money": ["fr33 m0ney", "frее money"],
    "viagra": ["v1agra", "V I A G R A", "VІAGRA", "v!agra"],
    "Réclame": ["reclame"],
    "плохо": ["плоxо"],
}  # fmt: skip
NOT_MET = [
    "badly",
    "embadded",
    "forbad",
    "free as air, money as lead",
    "buy it cheap",
    "money free",
]
NOT_MET += [
    "ab ad",
    "b. Add",
    "I have 4",
    "chan",
    "плохой",
    "垃 thing 圾",
    "",
    "* !!!",
    "ba<br>d",
]

# What a reader’s page makes a link of, and nothing else.
LINKS = {
    "no link at all.": [],
    "see http://a.example and www.b.example/c.": ["http://a.example", "https://www.b.example/c"],
    "[one](https://a.example) [two](https://b.example/c)": [
        "https://a.example",
        "https://b.example/c",
    ],
    "[https://a.example](https://a.example)": ["https://a.example"],
    "[https://b.example](https://a.example)": ["https://a.example"],
    "<https://a.example>": ["https://a.example"],
    "![picture](https://a.example/x.png)": ["https://a.example/x.png"],
    "[words](https://a.example/A_(b))": ["https://a.example/A_(b)"],
    "https://en.wikipedia.org/wiki/Solid_(web)": ["https://en.wikipedia.org/wiki/Solid_(web)"],
    "(https://a.example/A_(b)), and so on": ["https://a.example/A_(b)"],
    "Is it https://a.example/x?y=1&z=2?": ["https://a.example/x?y=1&z=2"],
    "“https://a.example/x”, https://a.example/y。": [
        "https://a.example/x",
        "https://a.example/y",
    ],
    "**https://a.example/x_y_z**": ["https://a.example/x_y_z"],
    "[1]: https://a.example": ["https://a.example"],
    "See [](https://a.example).": ["https://a.example"],
    "https://user:word@a.example": [],
    "`https://a.example`": [],
    "https\u200b://a.example": [],
    "http&#58;//a.example": [],
    "[click](javascript:alert(1))": [],
    "ftp://a.example": [],
    "example.com/path, EXAMPLE.COM": [],
    "ines@example.com, mailto:ines@example.com": [],
    "Node.js, ASP.NET, README.md, e.g. 3.14 and/or 1/2": [],
    "I am done.It was good": [],
    "f[1](x) and [a] (b)": [],
}
HOSTILE = [
    "<",
    "<a ",
    "<a x>",
    "[",
    "[a](",
    "](",
    "[a](()",
    "[a](x",
    "a.",
    "a-",
    "a",
    "1a",
    "b a d ",
]
HOSTILE += [
    "@",
    "a!",
    "http://",
    "www.",
    "aa.aa/",
    "&#",
    "\\",
    "*_",
    "<!--",
    "a\u0301",
    "\ufdfa",
    "垃",
]


def read(text):
    return ScreenedText(rendering.words(text), text)


def found(text, entries):
    """All that is met, letter by letter or not."""
    said = read(text)
    return [*said.find_exact(entries), *said.find_disguised(entries)]


class ListedWords(SimpleTestCase):
    def test_a_listed_word_is_found_letter_by_letter(self):
        for entry, texts in EXACT.items():
            for text in texts:
                with self.subTest(text):
                    self.assertEqual(read(text).find_exact(LIST), [entry])
                    self.assertEqual(read(text).find_disguised(LIST), [])

    def test_a_disguised_listed_word_is_found_as_a_likeness(self):
        for entry, texts in LIKE.items():
            for text in texts:
                with self.subTest(text):
                    self.assertEqual(read(text).find_exact(LIST), [])
                    self.assertEqual(read(text).find_disguised(LIST), [entry])

    def test_a_listed_word_is_not_found_in_other_words(self):
        for text in NOT_MET:
            with self.subTest(text):
                self.assertEqual(found(text, LIST), [])

    def test_a_listed_word_does_not_match_a_whole_word_of_another_script(self):
        for text, entry in [("Я сам не слышал", "cam"), ("a cop", "сор"), ("PR-сам", "cam")]:
            with self.subTest(text):
                self.assertEqual(found(text, entry), [])

    def test_a_listed_word_does_not_match_foreign_words_with_accents_or_ß(self):
        for text, entry in [("Ich aß um acht", "ass"), ("cám ơn", "cam"), ("the A55", "ass")]:
            with self.subTest(text):
                self.assertEqual(read(text).find_exact(entry), [])

    def test_a_listed_word_does_not_match_words_that_look_alike_only_in_latin(self):
        for word, other in [("burn", "bum"), ("fail", "fall"), ("100", "loo"), ("5", "s")]:
            with self.subTest(word):
                self.assertEqual(found(word, other), [])
                self.assertEqual(found(other, word), [])

    def test_a_listed_word_is_found_in_scripts_whose_marks_are_vowels(self):
        self.assertEqual(found("यह किताब है", "किताब"), ["किताब"])
        self.assertEqual(found("यह कुताब है", "किताब"), [])


class WordLists(SimpleTestCase):
    def test_matches_are_listed_in_the_order_and_spelling_of_the_list(self):
        self.assertEqual(read("4chan: Bad badgers").find_exact(LIST), ["bad", "badger*", "4chan"])

    def test_a_list_may_be_empty(self):
        for entries in ["", "\n \n", "# only a note"]:
            self.assertEqual(found("bad", entries), [])

    def test_a_list_may_have_characters_of_regular_expressions(self):
        self.assertEqual(found("anything (a+)+ $", ".*\n[\n(a+)+$\nany.*"), ["(a+)+$", "any.*"])

    def test_a_list_of_thousands_is_matched_as_fast_as_a_short_one(self):
        words = [f"word{number}" for number in range(4000)]
        phrases = [f"the {one} {other}*" for one, other in pairwise(words[:1001])]
        entries = "\n".join(words + phrases)

        self.assertLess(hostile_strings.measure_seconds(lambda: found("the " * 1250, entries)), 1)
        self.assertEqual(found("the word7 word8s", entries), ["word7", "the word7 word8*"])


class CountedLinks(SimpleTestCase):
    def test_links_are_counted_as_the_page_shows_them(self):
        for text, addresses in LINKS.items():
            with self.subTest(text):
                self.assertEqual(links(text), addresses)
                shown = from_reader(text).count('rel="ugc nofollow noopener"')
                self.assertEqual(shown, len(addresses))


class HostileTexts(SimpleTestCase):
    def test_the_time_to_check_a_text_grows_only_with_its_length(self):
        for bit in HOSTILE:
            text = (bit * 20_000)[:20_000]
            with self.subTest(bit):
                self.assertLess(
                    hostile_strings.measure_seconds(lambda text=text: found(text, LIST)), 2
                )
                self.assertLess(hostile_strings.measure_seconds(lambda text=text: links(text)), 2)

    def test_a_text_with_lone_surrogates_is_checked(self):
        self.assertEqual(found("\ud800 bаd \udfff", LIST), ["bad"])
        self.assertEqual(links("\ud800 https://example.com"), ["https://example.com"])

    @hostile_strings.requires_hostile_strings
    def test_hostile_strings_are_checked_quickly(self):
        def read_all():
            for text in hostile_strings.load_strings():
                found(text, LIST)
                found("Thank you for this.", text)
                links(text)

        self.assertLess(hostile_strings.measure_seconds(read_all), 4)
