"""A text is rendered once, within bounds, and never taken for another."""

from unittest import mock

from cachetools import LRUCache
from django.test import SimpleTestCase
from django.utils import translation
from django.utils.safestring import SafeString

from interviews import prose
from interviews.prose import memoize
from interviews.prose.memoize import memoize_text, size_of


class ATextRendered(SimpleTestCase):
    def setUp(self):
        self.memory = LRUCache(2000, size_of)
        self.enterContext(mock.patch.object(memoize, "MEMORY", self.memory))
        self.rendered = []

        @memoize_text
        def shout(text, key=""):
            self.rendered.append(text)
            return f"{key}{text.upper()}"

        self.shout = shout

    def test_is_rendered_once(self):
        self.assertEqual([self.shout("a"), self.shout("a")], ["A", "A"])
        self.assertEqual(self.rendered, ["a"])

    def test_is_another_under_another_key_or_in_another_language(self):
        self.assertEqual([self.shout("a", key="x"), self.shout("a", "y")], ["xA", "yA"])
        with translation.override("de"):
            self.shout("a", key="x")
        self.assertEqual(len(self.rendered), 3)

    def test_is_the_same_safe_text_again(self):
        first, again = (prose.from_editor("*Yes*", key="k") for _time in range(2))

        self.assertIs(first, again)
        self.assertIsInstance(again, SafeString)
        self.assertNotEqual(prose.from_reader("# *Yes*"), prose.from_editor("# *Yes*"))

    def test_takes_no_more_room_than_there_is(self):
        for number in range(50):
            self.shout(f"{number}" * 100)
            self.assertLessEqual(self.memory.currsize, 2000)
        taken = sum(map(size_of, self.memory.values()))

        self.assertEqual(self.memory.currsize, taken)
        self.assertEqual(self.shout("x" * 5000), "X" * 5000)
        self.assertEqual(self.memory.currsize, taken)
