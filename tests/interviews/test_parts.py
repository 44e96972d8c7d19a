"""A part of a page is made once of the same values, and of values alone."""

from datetime import UTC, datetime
from typing import NamedTuple
from unittest import mock

from django.template import engines
from django.test import SimpleTestCase, TestCase
from django.urls import set_script_prefix
from django.utils import translation
from django.utils.safestring import mark_safe

from interviews import parts
from interviews.remembering import Memory
from tests.builders import an_exchange, an_interview


class Line(NamedTuple):
    speaker: str
    words: str


class APart(SimpleTestCase):
    def setUp(self):
        self.enterContext(mock.patch.object(parts, "MEMORY", Memory(10_000)))
        template = engines["django"].from_string(
            "{{ line.speaker }}: {{ line.words }}{{ at }}{{ n }}"
        )
        get = self.enterContext(mock.patch.object(parts, "get_template", return_value=template))
        self.times_made = lambda: get.call_count

    def made(self, words="Yes.", **values):
        return parts.made("a template", line=Line("Ada", words), **values)

    def test_is_made_once_of_equal_values(self):
        self.assertEqual([self.made(), self.made()], ["Ada: Yes."] * 2)
        self.assertEqual(self.times_made(), 1)

    def test_is_another_of_any_other_value(self):
        others = [
            self.made(),
            self.made("No."),
            self.made(at=datetime(2026, 11, 25, tzinfo=UTC)),
            self.made(at=datetime(2026, 11, 26, tzinfo=UTC)),
            self.made(n=1),
            self.made(n=True),
            self.made(n="1"),
        ]

        self.assertEqual(self.times_made(), len(others))

    def test_is_another_in_another_language_and_under_another_address(self):
        self.made()
        with translation.override("de"):
            self.made()
        self.addCleanup(set_script_prefix, "/")
        set_script_prefix("/magazine/")
        self.made()

        self.assertEqual(self.times_made(), 3)

    def test_escapes_what_it_is_told(self):
        self.assertEqual(self.made("<b>"), "Ada: &lt;b&gt;")

    def test_is_told_no_markup_that_looks_like_text(self):
        with self.assertRaisesMessage(TypeError, "markup"):
            self.made(mark_safe("<b>"))


class APartOfRows(TestCase):
    def test_cannot_be_made(self):
        exchange = an_exchange(an_interview())

        with self.assertRaisesMessage(TypeError, "Exchange is no plain value"):
            parts.made("partials/answer.html", exchange=exchange)
