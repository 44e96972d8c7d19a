"""Looks back over a parsed transcript for signs that it was read wrongly."""

from collections import Counter
from itertools import islice

from interviews.transcripts.doubts import exchanges, genres, labels, marks, positions, speakers
from interviews.transcripts.doubts.reading import Reading

CHECKS = [*genres.CHECKS, *labels.CHECKS, *marks.CHECKS, *exchanges.CHECKS, *speakers.CHECKS]
MOST = 10  # doubts of one kind; a source that is read quite wrongly has one in each paragraph


def find_doubts(parsed, is_settled=None):
    """Return the Doubts about a ParsedTranscript, in the order of its paragraphs.

    They follow from the paragraphs alone, so that they can be found again after an editor changed
    roles, speakers or words. Those for which `is_settled(doubt)` is true are left out.
    """
    reading, count, found = Reading(parsed.paragraphs), Counter(), []
    for check in CHECKS if reading.labels else [*CHECKS, *positions.CHECKS]:
        for doubt in islice(check(reading), MOST):
            if is_settled and is_settled(doubt):
                continue
            count[doubt.kind] += 1
            if count[doubt.kind] <= MOST:
                found.append(doubt)
    return sorted(found, key=lambda doubt: -1 if doubt.paragraph is None else doubt.paragraph)
