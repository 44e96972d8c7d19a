"""Characters that deceive or deface, and those that languages and emoji need."""

from django.test import SimpleTestCase

from comments.moderation.screening.characters import WHY, find_abuse, has_controls, is_blank
from tests.comments import hostile_strings

ABUSE = {
    "an override": ("Ines\u202eRofako", ["bidi"]),
    "an override that is closed again": ("a \u202eb\u202c c", ["bidi"]),
    "an embedding": ("\u202bשלום\u202c", ["bidi"]),
    "an isolate": ("\u2067abc\u2069", ["bidi"]),
    "3,000 marks": ("a" + "\u0301" * 3000, ["marks"]),
    "different marks": ("H\u0327\u0331\u0300\u0346e", ["marks"]),
    "strokes of millions": ("a\u0489\u0489\u0489\u0489", ["marks"]),
    "a Thai tower": ("ก" + "\u0e47" * 4, ["marks"]),
    "a Hebrew tower": ("ש" + "\u05b0\u05b1\u05b2\u05b3\u05b4\u05b5\u05b6\u05b7\u05b8", ["marks"]),
    "letters of tags": ("Hello\U000e0068\U000e0069", ["hidden"]),
    "a flag of tags without its end": ("\U0001f3f4\U000e0067\U000e0062", ["hidden"]),
    "zero-width characters in a row": ("a\u200b\u200c\u200db", ["hidden"]),
    "bytes in selectors": ("😀\ufe00\ufe01\ufe02", ["hidden"]),
    "Hangul fillers in a row": ("\u3164\u3164\u3164", ["hidden"]),
    "all at once": ("\u202e a\u0301\u0301\u0301\u0301 \u200b\u200b\u200b", list(WHY)),
}
HONEST = {
    "English": "Plain words — “quoted”, naïve, 3 × 4.",
    "Vietnamese, composed": "Tiếng Việt được viết thế này",
    "Vietnamese, decomposed": "Tie\u0302\u0301ng Vie\u0323\u0302t",
    "polytonic Greek, decomposed": "\u03c9\u0313\u0342\u0345",
    "Hindi": "क्षत्रिय की स्त्रियाँ",
    "Hindi with a joiner": "क्\u200dष",
    "Sinhala": "ශ්\u200dරී ලංකා",
    "Malayalam": "അവന്\u200d",
    "Thai": "ที่นี่ไม่มีน้ำ",
    "Hebrew with points and an accent": "בְּרֵאשִׁ֖ית שָּׁ֖לוֹם",
    "Arabic with vowels": "مُحَمَّدٌ رَسُولُ اللّٰهِ",
    "Tibetan’s tallest syllable": "\u0f67\u0f90\u0fb5\u0fa8\u0fb3\u0fba\u0fbc\u0fbb\u0f82",
    "Persian": "می\u200cخواهم",
    "right to left among Latin words": "He said שלום and مرحبا twice.",
    "with a mark of direction": "שלום\u200f! (abc\u200e)",
    "a family": "👨\u200d👩\u200d👧\u200d👦",
    "a heart on fire": "❤\ufe0f\u200d🔥",
    "skin and profession": "👩🏽\u200d🚀 🏳\ufe0f\u200d🌈 1\ufe0f\u20e3",
    "flags": "🇳🇬🇮🇪🇪🇺",
    "Scotland": "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "Wales": "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "Japanese with a variant": "葛\U000e0100城 がぎぐ か\u3099",
    "Korean": "안녕하세요",
    "soft hyphens": "Donau\u00addampf\u00adschiff",
}
BLANK = [
    "",
    " \n\t",
    "\u00a0\u2003\u3000",
    "\u200b\u200c\u200d\u2060\ufeff",
    "\u2800",
    "\u3164\uffa0",
]
BLANK += [
    "\u115f\u1160",
    "\u00ad\u034f",
    "\ufe0f",
    "\U000e0041",
    "\u202e\u2066",
    "\x00\x1b",
    "\U0001d159",
]
SEEN = [
    "a",
    ".",
    "\u200ba",
    "👩",
    "\U0001f3f4\U000e0067\U000e007f",
    "\u0301",
    "\ue000",
    "ㅎ",
    "\U0001fae9",
]


class UnicodeAbuse(SimpleTestCase):
    def test_unicode_abuse_is_recognised(self):
        for kind, (text, codes) in ABUSE.items():
            with self.subTest(kind):
                self.assertEqual(find_abuse(text), codes)

    def test_unicode_abuse_is_explained_to_the_moderator(self):
        for _text, codes in ABUSE.values():
            self.assertTrue(all(str(WHY[code]).endswith(".") for code in codes))


class LanguagesAndEmoji(SimpleTestCase):
    def test_what_languages_and_emoji_need_passes(self):
        for language, text in HONEST.items():
            with self.subTest(language):
                self.assertEqual(find_abuse(text), [])


class BlankTexts(SimpleTestCase):
    def test_a_text_of_invisible_characters_is_blank(self):
        for text in BLANK:
            with self.subTest(ascii(text)):
                self.assertTrue(is_blank(text))

    def test_a_text_with_one_visible_character_is_not_blank(self):
        for text in SEEN:
            with self.subTest(ascii(text)):
                self.assertFalse(is_blank(text))


class OneLineTexts(SimpleTestCase):
    def test_a_one_line_text_may_not_have_line_breaks_or_controls(self):
        for control in ["\r", "\n", "\r\nBcc: all@example.org", "\0", "\t", "\x1b", "\x7f", "\x85"]:
            with self.subTest(ascii(control)):
                self.assertTrue(has_controls(f"Ines{control}"))
        for separator in ["\u2028", "\u2029", "\ud800"]:
            with self.subTest(ascii(separator)):
                self.assertTrue(has_controls(f"Ines{separator}"))

    def test_a_one_line_text_may_have_any_name(self):
        for name in ["Ines Okafor", "می\u200cنا", "👩\u200d🚀", "O’Neill", "山田\u3000太郎"]:
            with self.subTest(name):
                self.assertFalse(has_controls(name))


class HostileCharacters(SimpleTestCase):
    @hostile_strings.requires_hostile_strings
    def test_hostile_characters_are_checked_quickly(self):
        def read_all():
            for text in hostile_strings.load_strings():
                self.assertLessEqual(set(find_abuse(text)), set(WHY))
                self.assertIn(is_blank(text), (True, False))
                self.assertIn(has_controls(text), (True, False))

        self.assertLess(hostile_strings.measure_seconds(read_all), 2)
