"""Two changes of one text are joined, and no word that somebody wrote is lost."""

import re
from unittest import TestCase

from hypothesis import given, settings, strategies

from interviews.history.comparison import MAX_COMPARED_WORDS
from interviews.history.joining import WORDS, join

SOME = settings(max_examples=150, derandomize=True, database=None, deadline=None)
WORD = strategies.one_of(
    strategies.sampled_from(["the", "and", "grid", "*night*", "night.", "Why?", "e\u0301te\u0301"]),
    strategies.sampled_from(["电", "网", "失灵。", "か\u3099", "ليلة", "انقطعت،", "كُلّ", "क्या"]),
    strategies.text("abc", min_size=1, max_size=3),
)
SPACE = strategies.sampled_from([" ", " ", " ", "", "\n\n", "\n", "  "])
TEXT = strategies.lists(strategies.tuples(WORD, SPACE), max_size=12).map(
    lambda pairs: "".join(word + space for word, space in pairs)
)


@strategies.composite
def changed_twice(draw):
    """A base and two texts, each made from the base by a few changes."""
    units = draw(strategies.lists(strategies.tuples(WORD, SPACE), min_size=1, max_size=12))
    return "".join(map("".join, units)), *(draw(changes_of(units)) for _each in range(2))


@strategies.composite
def changes_of(draw, units):
    units = list(units)
    for place in draw(strategies.lists(strategies.integers(0, len(units)), max_size=3)):
        units[place : place + draw(strategies.integers(0, 2))] = draw(
            strategies.lists(strategies.tuples(WORD, SPACE), max_size=2)
        )
    return "".join(map("".join, units))


def words(text):
    return set(WORDS.findall(text)) - {" "}


def letters(text):
    return set(re.sub(r"\s", "", text))


class Laws(TestCase):
    @SOME
    @given(TEXT, TEXT)
    def test_a_text_that_only_one_editor_changed_is_that_editors_text(self, base, text):
        self.assertEqual(join(base, text, base).text, text)
        self.assertEqual(join(base, base, text).text, text)

    @SOME
    @given(TEXT, TEXT)
    def test_the_same_change_by_both_is_made_once(self, base, text):
        self.assertEqual(join(base, text, text).text, text)
        self.assertEqual(join(base, text, text).changed_by_both, 0)

    @SOME
    @given(changed_twice())
    def test_every_new_word_of_both_stands_in_the_joined_text(self, texts):
        base, saved, yours = texts

        joined = join(base, saved, yours)

        new = (words(saved) | words(yours)) - words(base)
        new = {word for word in new if not word.isspace()}
        self.assertLessEqual(new, words(joined.text))

    @SOME
    @given(TEXT, TEXT, TEXT)
    def test_no_word_is_in_the_joined_text_that_neither_text_has(self, base, saved, yours):
        joined = join(base, saved, yours).text

        written = {word for word in words(joined) if not word.isspace()}
        self.assertLessEqual(written, words(saved) | words(yours))

    @SOME
    @given(changed_twice())
    def test_changes_at_different_places_are_joined_alike_whoever_saved_first(self, texts):
        base, saved, yours = texts
        joined, other_way = join(base, saved, yours), join(base, yours, saved)

        self.assertEqual(joined.changed_by_both, other_way.changed_by_both)
        if not joined.changed_by_both:
            self.assertEqual(letters(joined.text), letters(other_way.text))
            self.assertEqual(joined.text.split(), other_way.text.split())

    @SOME
    @given(TEXT, TEXT)
    def test_without_a_base_every_word_of_both_texts_is_kept(self, saved, yours):
        joined = join(None, saved, yours).text

        kept = {word for word in words(saved) | words(yours) if not word.isspace()}
        self.assertLessEqual(kept, words(joined))

    @SOME
    @given(changed_twice())
    def test_the_parts_without_what_was_saved_are_your_text(self, texts):
        base, saved, yours = texts
        if saved == yours:
            return
        of_yours = ("", "removed", "your-wording")

        parts = join(base, saved, yours).parts

        rest = "".join(text for text, state in parts if state in of_yours)
        self.assertEqual(rest, yours)


class Examples(TestCase):
    base = "The grid failed at night, and nobody noticed for hours."

    def test_changes_of_different_words_in_one_sentence_both_apply(self):
        joined = join(
            self.base,
            "The grid broke at night, and nobody noticed for hours.",
            "The grid failed at night, and nobody noticed for five hours.",
        )

        self.assertEqual(joined.text, "The grid broke at night, and nobody noticed for five hours.")
        self.assertEqual(joined.changed_by_both, 0)

    def test_of_words_that_both_changed_the_saved_wording_comes_first(self):
        joined = join(
            self.base,
            "The grid broke at night, and nobody noticed for hours.",
            "The grid collapsed at night, and nobody noticed for hours.",
        )

        self.assertEqual(
            joined.text, "The grid broke collapsed at night, and nobody noticed for hours."
        )
        self.assertEqual(
            joined.parts[1:3], [("broke ", "saved-wording"), ("collapsed", "your-wording")]
        )
        self.assertEqual(joined.changed_by_both, 1)

    def test_two_new_sentences_are_not_mixed_at_small_words_that_both_have(self):
        joined = join("Once.", "The sun and the sea at dawn.", "The cat and a dog at home.")

        self.assertEqual(joined.text, "The sun and the sea at dawn. The cat and a dog at home.")

    def test_what_one_editor_removed_and_the_other_changed_stays(self):
        joined = join("One. Two.", "One.", "One. Two and a half.")

        self.assertEqual(joined.text, "One. Two and a half.")
        self.assertEqual(joined.changed_by_both, 1)

    def test_two_paragraphs_at_one_place_stay_paragraphs(self):
        joined = join("One.", "One.\n\nSaved.\nAnd so on.", "One.\n\nMine.")

        self.assertEqual(joined.text, "One.\n\nSaved.\nAnd so on.\n\nMine.")

    def test_letters_of_chinese_are_joined_one_by_one(self):
        joined = join("电网在夜里失灵了没有人", "电网在中午失灵了没有人", "电网在夜里失灵了没有谁")

        self.assertEqual(joined.text, "电网在中午失灵了没有谁")

    def test_words_of_arabic_are_joined_one_by_one(self):
        joined = join(
            "انقطعت الشبكة في الليل كله", "توقفت الشبكة في الليل كله", "انقطعت الشبكة في الليل"
        )

        self.assertEqual(joined.text, "توقفت الشبكة في الليل")

    def test_a_long_text_is_joined_by_paragraphs_and_sentences_first(self):
        sentences = [f"Sentence {n} is here." for n in range(2000)]
        base = "\n\n".join(" ".join(sentences[n : n + 20]) for n in range(0, 2000, 20))
        self.assertGreater(len(base.split()), MAX_COMPARED_WORDS)

        joined = join(
            base,
            base.replace("Sentence 7 is here", "Sentence 7 is there"),
            base.replace("Sentence 7 is", "The sentence 7 is").replace("1999 is", "1999 was"),
        )

        self.assertIn("The sentence 7 is there.", joined.text)
        self.assertIn("Sentence 1999 was here.", joined.text)
        self.assertEqual(joined.changed_by_both, 0)

    def test_a_text_without_sentences_that_is_too_long_keeps_both_wordings_whole(self):
        base, saved, yours = (" ".join([word] * 9000) for word in ("one", "two", "three"))

        joined = join(base, saved, yours)

        self.assertEqual(joined.text, f"{saved} {yours}")
