"""Names that readers could take for an editor's, the interviewee's or the interviewer's."""

from django.test import SimpleTestCase

from comments.moderation.screening.names import find_lookalike, skeleton
from tests.comments import hostile_strings

PROTECTED = ["Ines Okafor", "Anne-Marie O’Neill", "Dr. Ruth M. Adeyemi", "Oumou", "Иван Петров"]
PROTECTED += ["Νίκος Παππάς", "山田 太郎", "Li An"]

IMPOSTORS = {
    "the very name": "Ines Okafor",
    "in capitals": "INES OKAFOR",
    "a Cyrillic letter": "Ines Okаfor",
    "many Cyrillic letters": "Іпеѕ Окаfоr",
    "Greek capitals": "ΙΝΕS ΟΚΑFΟR",
    "fullwidth": "Ｉｎｅｓ　Ｏｋａｆｏｒ",
    "mathematical": "𝓘𝓷𝓮𝓼 𝓞𝓴𝓪𝓯𝓸𝓻",
    "circled": "ⓘⓝⓔⓢ okafor",
    "squared": "🅸🅽🅴🆂 🅾🅺🅰🅵🅾🆁",
    "small capitals": "ɪɴᴇꜱ ᴏᴋᴀꜰᴏʀ",
    "zero-width space": "In\u200bes Oka\u200bfor",
    "word joiner, soft hyphen": "In\u2060es Oka\u00adfor",
    "tags": "Ines Okafor\U000e0041",
    "Hangul filler": "Ines\u3164Okafor",
    "no blank": "InesOkafor",
    "no-break space": "Ines\u00a0Okafor",
    "dots and hyphens": "I.n.e.s O-k-a-f-o-r",
    "accents": "Inés Ókafòr",
    "combining marks": "I\u0323nes Okaf\u0336or",
    "stroked letters": "Ines Økafor",
    "l for I": "lnes Okafor",
    "1 for I, 0 for O": "1nes 0kafor",
    "other digits": "In3s Okaf0r",
    "the words turned": "Okafor Ines",
    "as in a catalogue": "Okafor, Ines",
    "a title": "Dr. Ines Okafor",
    "a role": "Ines Okafor (editor)",
    "a badge": "Ines Okafor ✅",
    "something in between": "Ines B. Okafor",
    "inside one word": "TheRealInesOkafor",
    "turned, in one word": "OkaforInes99",
}
INNOCENT = ["Ines", "Okafor", "Ines Oka", "Ines Tamm", "I. Okafor", "Agnes Okafor", "Julian"]
INNOCENT += ["Ruth", "Ruth M.", "Dr. M. Okoro", "Oumou Diallo", "Иван", "山田", "Marie O’Neill", ""]
SPELT_OTHERWISE = {
    "Anne Marie ONeill": "Anne-Marie O’Neill",
    "Annemarie O'Neill": "Anne-Marie O’Neill",
    "Ruth Adeyemi": "Dr. Ruth M. Adeyemi",
    "Ruth Adeyerni": "Dr. Ruth M. Adeyemi",
    "0umou": "Oumou",
    "ИВАН ПЕТРОВ": "Иван Петров",
    "Петров Иван": "Иван Петров",
    "ΝΊΚΟΣ ΠΑΠΠΆΣ": "Νίκος Παππάς",
    "山田太郎": "山田 太郎",
}


class LookalikeNames(SimpleTestCase):
    def test_a_lookalike_name_is_found_in_every_disguise(self):
        for disguise, name in IMPOSTORS.items():
            with self.subTest(disguise, name=name):
                self.assertEqual(find_lookalike(name, PROTECTED), "Ines Okafor")

    def test_a_lookalike_name_is_reported_with_the_name_it_resembles(self):
        for name, borrowed in SPELT_OTHERWISE.items():
            with self.subTest(name):
                self.assertEqual(find_lookalike(name, PROTECTED), borrowed)


class OrdinaryNames(SimpleTestCase):
    def test_a_name_that_shares_a_part_with_another_is_no_lookalike(self):
        for name in INNOCENT:
            with self.subTest(name):
                self.assertIsNone(find_lookalike(name, PROTECTED))

    def test_an_ordinary_name_is_no_lookalike_of_a_name_of_signs(self):
        self.assertIsNone(find_lookalike("✦ ✦", ["***", ""]))

    def test_no_name_is_a_lookalike_if_no_names_are_protected(self):
        self.assertIsNone(find_lookalike("Ines Okafor", []))


class Skeletons(SimpleTestCase):
    def test_a_skeleton_is_shared_by_names_that_look_alike(self):
        for one, other in [("Illia", "1LLlA"), ("Mona", "rnona"), ("Зоя", "ЗОЯ"), ("Bob", "В0b")]:
            with self.subTest(one):
                self.assertEqual(skeleton(one), skeleton(other))

    def test_names_that_look_different_have_different_skeletons(self):
        names = ["Ines", "Agnes", "Inês Tamm", "Инес", "山田", "محمد", "नीना", "नेना"]

        self.assertEqual(len({skeleton(name) for name in names}), len(names))


class HostileNames(SimpleTestCase):
    def test_names_with_lone_surrogates_are_checked(self):
        self.assertEqual(find_lookalike("\ud800Ines Okаfor\udfff", PROTECTED), "Ines Okafor")

    @hostile_strings.requires_hostile_strings
    def test_hostile_strings_are_no_lookalikes_and_are_checked_quickly(self):
        def read_all():
            self.assertEqual(
                {find_lookalike(each, PROTECTED) for each in hostile_strings.load_strings()}, {None}
            )

        self.assertLess(hostile_strings.measure_seconds(read_all), 2)
