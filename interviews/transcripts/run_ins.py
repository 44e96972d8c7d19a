"""Tells labels of speakers from run-in headings, which stand within the answers: “Lenses: two.”"""

from interviews.transcripts.names import ShortForms
from interviews.transcripts.questions import is_prompt, is_question

FIRST = 0.8  # share of the questions that a label follows, if labels say who answers


def within_answers(labels, blocks, questions, names):
    """Return whether labels stand within the answers to questions that have no label.

    Labels of speakers follow nearly every question, ask themselves, or have a name from `names`,
    which the text introduces.
    """
    known = ShortForms(names)
    if any(label.is_letter or known.get_matches(label.name) for label in labels.values()):
        return False
    if any(is_question(blocks[n].text) or is_prompt(blocks[n].text) for n in labels):
        return False
    asked = set(map(_strip, questions))
    places = [n for n, b in enumerate(blocks) if n not in labels and _strip(b.text) in asked]
    followed = sum(number + 1 in labels for number in places)
    return len(places) > 1 and followed < FIRST * len(places)


def _strip(text):
    return text.strip("#*_ \t\n")
