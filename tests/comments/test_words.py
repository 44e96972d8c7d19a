"""Words that editors listed, found in replies whatever was done to hide them; links counted."""

from itertools import pairwise

from django.test import SimpleTestCase

from comments.screening.links import links
from comments.screening.words import found
from tests.comments import naughty

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
*
!!!
"""
MET = {
    "bad": [
        "bad", "BAD!", "so bád", "b<b>a</b>d", "b**a**d", "b*a*d", "b_a_d", "a_bad_idea", "b`a`d",
        "**bad**ly put", "[ba](https://example.org)d", "[x](https://bad.example)", "b&#97;d",
        "b\\_ad", "ba<!-- -->d", "b\u00adad", "b\u200bad", "b&shy;ad", "ｂａｄ", "bаd", "𝐛𝐚𝐝",
        "b4d", "b@d", "b a d", "b.a.d", "it is b-a-d here", "bad’s", "2*bad", "/bad/",
        "one<br>bad<br>two",
    ],
    "badger*": ["badger", "Badgers", "badgering", "<i>b</i>adgers"],
    "free money": ["free money", "FREE   money", "free, money", "free\nmoney", "fr33 m0ney"],
    "buy cheap*": ["buy cheap", "Buy cheaper!", "buy *cheapest*"],
    "viagra": ["v1agra", "V I A G R A", "VІAGRA", "vi\u200bag\u200bra", "v!agra"],
    "Réclame": ["reclame", "RÉCLAME", "re\u0301clame"],
    "плохо": ["Плохо.", "ПЛОХО", "пло\u200bхо"],
    "垃圾": ["这是垃圾的", "垃圾"],
    "4chan": ["4chan"],
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

LINKS = {
    "no link at all.": 0,
    "see http://a.example and www.b.example": 2,
    "[one](https://a.example) [two](https://b.example/c)": 2,
    "[https://a.example](https://a.example)": 1,
    "<https://a.example>": 1,
    "![picture](https://a.example/x.png)": 1,
    "[![picture](https://a.example/x.png)](https://b.example)": 2,
    "[words](https://a.example/A_(b))": 1,
    "https://a.example/A_(b), and so on": 1,
    "<a href='https://a.example'>https://a.example</a>": 1,
    "[1]: https://a.example": 1,
    "example.com/path": 1,
    "See example.com. Or not.": 1,
    "hello.world/abc": 1,
    "EXAMPLE.COM": 1,
    "https\u200b://a.example": 1,
    "ｅｘａｍｐｌｅ．ｃｏｍ": 1,
    "http&#58;//a.example": 1,
    "[click](javascript:alert(1))": 1,
    "ftp://a.example": 1,
    "Write to ines@example.com": 0,
    "Node.js, README.md, e.g. 3.14 and/or 1/2": 0,
    "I am done.It was good": 0,
    "f[1](x) and [a] (b)": 0,
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


class AListedWord(SimpleTestCase):
    def test_is_found_however_it_is_dressed(self):
        for entry, texts in MET.items():
            for text in texts:
                with self.subTest(text):
                    self.assertEqual(found(text, LIST), [entry])

    def test_is_not_found_in_other_words(self):
        for text in NOT_MET:
            with self.subTest(text):
                self.assertEqual(found(text, LIST), [])

    def test_leaves_words_alone_that_only_look_alike_in_latin(self):
        for word, other in [("burn", "bum"), ("fail", "fall"), ("100", "loo"), ("5", "s")]:
            with self.subTest(word):
                self.assertEqual(found(word, other), [])
                self.assertEqual(found(other, word), [])

    def test_is_found_in_scripts_whose_marks_are_vowels(self):
        self.assertEqual(found("यह किताब है", "किताब"), ["किताब"])
        self.assertEqual(found("यह कुताब है", "किताब"), [])


class AList(SimpleTestCase):
    def test_tells_what_it_found_in_its_own_order_and_words(self):
        self.assertEqual(found("4chan: Bad badgers", LIST), ["bad", "badger*", "4chan"])

    def test_may_be_empty(self):
        for entries in ["", "\n \n", "# only a note"]:
            self.assertEqual(found("bad", entries), [])

    def test_may_hold_what_would_be_a_pattern_elsewhere(self):
        self.assertEqual(found("anything (a+)+ $", ".*\n[\n(a+)+$\nany.*"), ["(a+)+$", "any.*"])

    def test_of_thousands_is_read_as_fast_as_a_short_one(self):
        words = [f"word{number}" for number in range(4000)]
        phrases = [f"the {one} {other}*" for one, other in pairwise(words[:1001])]
        entries = "\n".join(words + phrases)

        self.assertLess(naughty.seconds(lambda: found("the " * 1250, entries)), 1)
        self.assertEqual(found("the word7 word8s", entries), ["word7", "the word7 word8*"])


class ALink(SimpleTestCase):
    def test_counts_once(self):
        for text, count in LINKS.items():
            with self.subTest(text):
                self.assertEqual(links(text), count)


class AHostileText(SimpleTestCase):
    def test_takes_no_longer_than_its_length_explains(self):
        for bit in HOSTILE:
            text = (bit * 20_000)[:20_000]
            with self.subTest(bit):
                self.assertLess(naughty.seconds(lambda text=text: found(text, LIST)), 2)
                self.assertLess(naughty.seconds(lambda text=text: links(text)), 2)

    def test_of_half_characters_is_read(self):
        self.assertEqual(found("\ud800 bаd \udfff", LIST), ["bad"])
        self.assertEqual(links("\ud800 example.com"), 1)

    @naughty.where_at_hand
    def test_that_breaks_programs_is_read_in_no_time(self):
        def read_all():
            for text in naughty.strings():
                found(text, LIST)
                found("Thank you for this.", text)
                self.assertGreaterEqual(links(text), 0)

        self.assertLess(naughty.seconds(read_all), 4)
