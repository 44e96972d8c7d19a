"""Splits a text into sentences."""

import re

# A mark with its closing quotes before a space, or any mark of Chinese or Japanese.
END = re.compile(r"[.!?؟।…]+[”’»\"')\]]*\s+|[。！？]+[」』）”]*\s*")
ABBREVIATION = re.compile(
    r"(?:^|\W)(?:mr|mrs|ms|mx|dr|prof|st|sr|sra|jr|no|vs|hr|fr|mme|mlle|ca|bzw|usw|etc|\w)\.\s*\Z",
    re.IGNORECASE,
)


def split_sentences(text):
    """Return the sentences of a plain text, each on one line. “Dr.” does not end a sentence."""
    text = " ".join(text.split())
    ends = [match.end() for match in END.finditer(text)]
    found, start = [], 0
    for end in [*ends, len(text)]:
        is_last = end == len(text)
        if is_last or not (ABBREVIATION.search(text, max(end - 12, 0), end) or text[end].islower()):
            found.append(text[start:end].strip())
            start = end
    return [sentence for sentence in found if sentence]
