"""What differs between two texts, word by word."""

import re
from difflib import SequenceMatcher

MOST_WORDS = 3000  # of both texts; if few words come again and again, more take seconds


def differences(text, than):
    """The text in parts, [(part, whether it differs from `than`), …]."""
    words, others = (re.findall(r"\s+|\w+\s*|[^\w\s]\s*", each) for each in (text, than))
    if len(words) + len(others) > MOST_WORDS:
        return [(text, False)]
    steps = SequenceMatcher(None, others, words, autojunk=False).get_opcodes()
    parts = [("".join(words[start:end]), tag != "equal") for tag, _a, _b, start, end in steps]
    return [(part, differs) for part, differs in parts if part]
