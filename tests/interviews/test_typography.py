"""Filters for names, numbers and quotations."""

from django.test import SimpleTestCase
from django.utils import translation

from interviews.models import Person
from interviews.templatetags.typography import asked_by, join_names, plain, quoted, split_slashes

ADA, IVO, SUDA = (Person(name=name) for name in ("Ada Weir", "Ivo Lang", "سودا"))


class JoinedNames(SimpleTestCase):
    def test_names_are_joined_as_in_a_sentence(self):
        self.assertEqual(join_names([]), "")
        self.assertEqual(join_names([ADA]), "Ada Weir")
        self.assertEqual(join_names([ADA, IVO]), "Ada Weir and Ivo Lang")
        self.assertEqual(join_names([ADA, IVO, SUDA]), "Ada Weir, Ivo Lang and سودا")

    def test_names_are_joined_in_the_language_of_the_page(self):
        with translation.override("de"):
            self.assertEqual(join_names([ADA, IVO]), "Ada Weir und Ivo Lang")


class Askers(SimpleTestCase):
    def test_askers_are_named_or_replaced_by_question(self):
        self.assertEqual(asked_by(["Ada"]), "Ada asks:")
        self.assertEqual(asked_by(["Ada", "Ivo"]), "Ada and Ivo ask:")
        self.assertEqual(asked_by([]), "Question:")


class Quotations(SimpleTestCase):
    def test_text_is_quoted_with_the_marks_of_its_language(self):
        self.assertEqual(quoted("Ja", "de-AT"), "„Ja“")
        self.assertEqual(quoted("Sim", "pt"), "«Sim»")
        self.assertEqual(quoted("Sim", "pt-BR"), "“Sim”")
        self.assertEqual(quoted("是", "zh-Hant-TW"), "「是」")
        self.assertEqual(quoted("Yes", "en"), "“Yes”")


class Wordmarks(SimpleTestCase):
    def test_name_is_split_at_its_slashes(self):
        self.assertEqual(split_slashes("prompt/power"), ["prompt", "power"])
        self.assertEqual(split_slashes("Questions"), ["Questions"])


class PlainTextFilter(SimpleTestCase):
    def test_plain_text_has_no_markup_and_is_not_marked_safe(self):
        words = plain("Who *taught* [them](https://example.org), <b>&</b> why?")

        self.assertIn("Who taught them", words)
        self.assertNotIn("*", words)
        self.assertFalse(hasattr(words, "__html__"))
