"""Texts are rendered once, the cache is limited, and texts are never confused."""

from unittest import mock

from cachetools import LRUCache
from django.test import SimpleTestCase
from django.utils import translation
from django.utils.safestring import SafeString

from interviews import prose
from interviews.prose import memoize
from interviews.prose.memoize import get_entry_size, memoize_text


class MemoizedTexts(SimpleTestCase):
    def setUp(self):
        self.memory = LRUCache(2000, get_entry_size)
        self.enterContext(mock.patch.object(memoize, "CACHE", self.memory))
        self.rendered = []

        @memoize_text
        def shout(text, key=""):
            self.rendered.append(text)
            return f"{key}{text.upper()}"

        self.shout = shout

    def test_a_text_is_rendered_once(self):
        self.assertEqual([self.shout("a"), self.shout("a")], ["A", "A"])
        self.assertEqual(self.rendered, ["a"])

    def test_another_key_or_language_renders_a_text_again(self):
        self.assertEqual([self.shout("a", key="x"), self.shout("a", "y")], ["xA", "yA"])
        with translation.override("de"):
            self.shout("a", key="x")
        self.assertEqual(len(self.rendered), 3)

    def test_a_memoized_text_stays_safe(self):
        first, again = (prose.from_editor("*Yes*", key="k") for _time in range(2))

        self.assertIs(first, again)
        self.assertIsInstance(again, SafeString)
        self.assertNotEqual(prose.from_reader("# *Yes*"), prose.from_editor("# *Yes*"))

    def test_memoized_texts_stay_within_the_cache_size(self):
        for number in range(50):
            self.shout(f"{number}" * 100)
            self.assertLessEqual(self.memory.currsize, 2000)
        taken = sum(map(get_entry_size, self.memory.values()))

        self.assertEqual(self.memory.currsize, taken)
        self.assertEqual(self.shout("x" * 5000), "X" * 5000)
        self.assertEqual(self.memory.currsize, taken)
