"""Whatever an editor does to the paragraphs of a transcript, no word is lost, and all is undone."""

import json

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.transcripts import ParagraphRole, parse, steps
from interviews.transcripts.editing import NotPossible
from interviews.transcripts.reviewed import ReviewedTranscript

SOURCE = """WEBVTT

00:01.000 --> 00:02.000
<v Odd Bakke>What broke one?

00:03.000 --> 00:04.000
<v Maren Tveit>The glass two. And three?

00:05.000 --> 00:06.000
<v Odd Bakke>- four

00:07.000 --> 00:08.000
<v Maren Tveit>五つ。

00:09.000 --> 00:10.000
<v Maren Tveit>六つ。
"""
KEYS = st.integers(1, 8)
MANY = st.lists(KEYS, min_size=1, max_size=4, unique=True)
ACTIONS = st.one_of(
    st.tuples(st.just("merge"), MANY),
    st.tuples(st.just("move"), MANY, st.sampled_from([-1, 1])),
    st.tuples(st.just("set_role"), MANY, st.sampled_from(list(ParagraphRole))),
    st.tuples(st.just("set_speaker"), MANY, st.sampled_from(["Odd Bakke", None])),
    st.tuples(st.just("leave_out"), MANY, st.just("Repeated.")),
    st.tuples(st.just("split"), KEYS, st.integers(1, 30)),
)


def act(content, name, key, *rest):
    if name == "split":
        text = content.paragraphs[content.find(key)].text
        return content.split(key, f"{text[: rest[0]]}\n///\n{text[rest[0] :]}")
    return getattr(content, name)(key, *rest)


def letters(content):
    """Return the letters of all paragraphs, whatever their order and their spaces."""
    return sorted("".join("".join(each.text.split()) for each in content.paragraphs))


def utterances(content):
    return {number for each in content.paragraphs for number in each.utterances}


def as_plain(content):
    return json.loads(json.dumps(content.as_plain()))


class EditingTests(SimpleTestCase):
    @settings(max_examples=100, deadline=None, database=None)
    @given(st.lists(ACTIONS, max_size=8))
    def test_no_change_loses_a_word_or_an_utterance_and_each_is_undone(self, actions):
        content = ReviewedTranscript.begin(parse(SOURCE))
        begun, taken = as_plain(content), []
        expected = letters(content), utterances(content)
        for action in actions:
            before = as_plain(content)
            try:
                act(content, *action)
            except NotPossible:
                self.assertEqual(as_plain(content), before)
            taken.append(steps.difference("step", before, as_plain(content)))
            self.assertEqual((letters(content), utterances(content)), expected)
            keys = [paragraph.key for paragraph in content.paragraphs]
            self.assertEqual(len(keys), len(set(keys)))

        state = as_plain(content)
        for step in filter(None, reversed(taken)):
            state = steps.undo(step, state)
        self.assertEqual(state["paragraphs"], begun["paragraphs"])

    def test_a_review_is_read_as_it_was_written(self):
        content = ReviewedTranscript.begin(parse(SOURCE))

        self.assertEqual(ReviewedTranscript.from_plain(as_plain(content)), content)
