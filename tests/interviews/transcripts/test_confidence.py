"""Confidence: no damaged transcript, and no text that is no interview, is read wrongly and surely.

Right readings have high confidence in test_forms.py and test_given_cases.py.
"""

import random
from itertools import cycle, islice

from django.test import SimpleTestCase

from interviews import transcripts
from interviews.prose import plain
from tests.interviews.transcripts import damages, forms
from tests.interviews.transcripts.conversations import LETTERS, TALKS
from tests.interviews.transcripts.other_texts import OTHER_TEXTS

EACH = 4  # languages in which each form suffers each damage
# Two lone lines that were joined: nothing in the text shows where the question begins.
HIDDEN = {("join_turns", "plain")}


def is_right(transcript, turns):
    """Return whether a transcript has these turns of two voices, under names that stay the same."""
    found = [
        (_letters(e.question), _letters(" ".join(a.text for a in e.answers)))
        for e in transcript.exchanges
    ]
    askers = {exchange.asked_by for exchange in transcript.exchanges}
    answering = {answer.by for exchange in transcript.exchanges for answer in exchange.answers}
    is_said = found == [tuple(map(_letters, pair)) for pair in turns]
    return is_said and len(askers) == len(answering) == 1


def _letters(markdown):
    return "".join(filter(str.isalnum, plain(markdown)))


def written_forms():
    """Yield the name, the language, the turns and the parts of each form in some languages."""
    talks = cycle(TALKS.items())
    for name, form in forms.LABELS.items():
        for language, talk in islice(talks, EACH):
            labels = talk.asker, talk.subject
            yield name, language, talk, damages.get_labelled_parts(talk.turns, form, labels)
    for name, form in forms.LETTERS.items():
        for language, talk in islice(talks, EACH):
            parts = damages.get_labelled_parts(talk.turns, form, LETTERS[language][0])
            yield name, language, talk, parts
    for name, form in forms.UNNAMED.items():
        for language, talk in islice(talks, EACH):
            yield name, language, talk, damages.get_labelled_parts(talk.turns, form)
    for name, form in forms.QUESTIONS.items():
        for language, talk in islice(talks, EACH):
            yield name, language, talk, damages.get_marked_parts(talk.turns, form)


class Confidence(SimpleTestCase):
    def test_no_damaged_transcript_is_read_wrongly_with_high_confidence(self):
        wrong, count = [], 0
        for name, language, talk, parts in written_forms():
            for damage in damages.DAMAGES:
                chance = random.Random(f"{name} {language} {damage.__name__}")
                is_hidden = (damage.__name__, name) in HIDDEN
                if not is_hidden and (damaged := damage(parts, chance)):
                    count += 1
                    text = damages.write(damaged)
                    transcript = transcripts.assemble(transcripts.parse(text))
                    if transcript.confidence == "high" and not is_right(transcript, talk.turns):
                        wrong.append(f"{damage.__name__}, {name}, {language}:\n{text}")

        self.assertGreater(count, 1000)
        self.assertEqual(wrong, [], "\n\n".join([f"{len(wrong)} of {count}", *wrong]))

    def test_no_text_that_is_no_interview_is_read_as_one_with_high_confidence(self):
        for kind, text in OTHER_TEXTS.items():
            with self.subTest(kind):
                self.assertEqual(transcripts.parse(text).confidence, "low")
