"""How names and words are set in a line of type."""

from django.test import SimpleTestCase
from django.utils import translation

from interviews.models import Person
from interviews.templatetags.typography import asks, names, plain, quoted, split_slashes

ADA, IVO, SUDA = (Person(name=name) for name in ("Ada Weir", "Ivo Lang", "سودا"))


class NamesInALine(SimpleTestCase):
    def test_are_joined_as_in_a_sentence(self):
        self.assertEqual(names([]), "")
        self.assertEqual(names([ADA]), "Ada Weir")
        self.assertEqual(names([ADA, IVO]), "Ada Weir and Ivo Lang")
        self.assertEqual(names([ADA, IVO, SUDA]), "Ada Weir, Ivo Lang and سودا")

    def test_are_joined_in_the_language_of_the_page(self):
        with translation.override("de"):
            self.assertEqual(names([ADA, IVO]), "Ada Weir und Ivo Lang")


class WhoAsks(SimpleTestCase):
    def test_is_said_of_one_of_several_and_of_nobody_known(self):
        self.assertEqual(asks(["Ada"]), "Ada asks:")
        self.assertEqual(asks(["Ada", "Ivo"]), "Ada and Ivo ask:")
        self.assertEqual(asks([]), "Question:")


class Quotations(SimpleTestCase):
    def test_are_marked_as_their_language_does(self):
        self.assertEqual(quoted("Ja", "de-AT"), "„Ja“")
        self.assertEqual(quoted("Sim", "pt"), "«Sim»")
        self.assertEqual(quoted("Sim", "pt-BR"), "“Sim”")
        self.assertEqual(quoted("是", "zh-Hant-TW"), "「是」")
        self.assertEqual(quoted("Yes", "en"), "“Yes”")


class AName(SimpleTestCase):
    def test_is_parted_at_its_slashes_for_the_wordmark(self):
        self.assertEqual(split_slashes("prompt/power"), ["prompt", "power"])
        self.assertEqual(split_slashes("Questions"), ["Questions"])


class PlainWords(SimpleTestCase):
    def test_have_neither_markup_nor_safety(self):
        words = plain("Who *taught* [them](https://example.org), <b>&</b> why?")

        self.assertIn("Who taught them", words)
        self.assertNotIn("*", words)
        self.assertFalse(hasattr(words, "__html__"))
