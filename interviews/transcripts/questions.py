"""Recognises questions by the question mark, a number before it, and emphasis around it."""

import re
from functools import lru_cache

from interviews.transcripts.prompts import BEGINNINGS, ENDS, QUESTION_ENDS, any_of
from interviews.transcripts.vocabulary import FIRST_PERSON, SECOND_PERSON, SECOND_PERSON_SIGNS

MARKS = "?？؟՞⁇⁈¿፧⸮\u037e"
MARK = re.compile(f"[{MARKS};]")
CLOSERS = " \t\n\xa0\"'”’»›“‘」』）)]}*_~`!"
LINK_TARGET = re.compile(r"\]\([^()\s]*(?:\s+\"[^\"]*\")?\)|\]\[[^\[\]]*\]")
ASIDE = re.compile(r"\s*(?:\\?\[[^\[\]]{1,40}\\?\]|\([^()]{1,40}\))\s*$")
TAIL = 400  # characters at the end in which a question's mark must be
LONGEST_PROMPT = 300  # characters
TAIL_OF_PROMPT = 24  # characters in which a prompt shows at its end
GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff];\W*$")

NUMBER = re.compile(r"\s*(?:\(?#?\d{1,3}[.)]|#\d{1,3}:?|\d{1,3}\\[.)])(?:[ \t\xa0]+|(?=\*\*|__))")

# Prompts that ask without a question mark, as interviewers word them in English and elsewhere.
PROMPT = re.compile(
    r"(?:(?:so|and|now|okay|ok|first|finally|lastly|please|well|can you|could you),?\s+){0,3}"
    r"(?:(?:tell|walk|talk|take|give|show|teach|remind|introduce)\s+(?:us|me|our|yourself)\b"
    r"|(?:describe|explain|share|name|introduce|talk about|complete)\b.{0,80}"
    r"\b(?:your|yourself|you)\b"
    rf"|{any_of(BEGINNINGS)}"
    r"|(?:we|i)(?:’d|'d| would)\s+(?:really |also )?(?:love|like)\s+to\s+(?:learn|hear|know)\b)",
    re.IGNORECASE,
)
QUESTION_END = re.compile(any_of(QUESTION_ENDS))
PROMPT_END = re.compile(any_of(ENDS), re.IGNORECASE)
# The beginning of an answer that refers to a remark.
REPLY = re.compile(
    r"(?:yes|yeah|yep|no|nope|right|exactly|correct|absolutely|definitely|certainly|sure|indeed"
    r"|true|of course|totally|precisely|not (?:really|exactly|quite)"
    r"|that(?:’|')s (?:right|true|correct))"
    r"\s*[,.!–—]",
    re.IGNORECASE,
)
SPEAKS_TO_SOMEBODY = re.compile(SECOND_PERSON_SIGNS)
HYPOTHETICAL = re.compile(r"\b(?:would|could|can|should|may|if) (?:I|we)\b", re.IGNORECASE)


@lru_cache(maxsize=5000)  # each way of reading asks this of each paragraph
def is_question(text):
    """Return whether a text ends with a question mark, also before quotes, brackets or a link.

    In Japanese and Korean, the last syllables ask.
    """
    end = text[-TAIL:]
    if not MARK.search(end):
        return not end.isascii() and bool(QUESTION_END.search(end.rstrip(CLOSERS)))
    tail = LINK_TARGET.sub("]", end).rstrip(CLOSERS)
    if not tail.endswith(tuple(MARKS)):
        tail = ASIDE.sub("", end.rstrip()).rstrip(CLOSERS)
    return tail.endswith(tuple(MARKS)) or bool(GREEK.search(end[-4:]))


def is_prompt(text):
    """Return whether a short text asks without a question mark: “Tell us about …”."""
    if len(text) >= LONGEST_PROMPT:
        return False
    words = text.strip(CLOSERS)
    return bool(PROMPT.match(words) or PROMPT_END.search(words[-TAIL_OF_PROMPT:]))


def begins_as_reply(text):
    """Return whether a text begins as a reply to a remark: “Exactly. …”."""
    return bool(REPLY.match(text.lstrip()))


def uses_second_person(text):
    """Return whether a text has “you”, in the most common languages."""
    words = {word.strip('¿?¡!.,;:()“”"') for word in text.casefold().split()}
    return bool(words & SECOND_PERSON or SPEAKS_TO_SOMEBODY.search(text))


def uses_first_person(text):
    """Return whether a text has “I”, in the most common languages."""
    words = {word.strip('¿?¡!.,;:()“”"') for word in text.casefold().split()}
    return bool(words & FIRST_PERSON)


def is_rhetorical(text):
    """Return whether a question has “I” but not “you”, and is not hypothetical (“would I …”)."""
    return (
        uses_first_person(text) and not uses_second_person(text) and not HYPOTHETICAL.search(text)
    )


def get_number(text):
    """Return the number at the beginning of a question, as written, or an empty string."""
    match = NUMBER.match(text)
    return match[0] if match and match.end() < len(text) else ""


def strip_emphasis(text, *, strong=True):
    """Return a text without its emphasis if all of the text is emphasised, else None.

    An unclosed mark emphasises the rest of the paragraph.
    """
    for mark in ("**", "__") if strong else ("*", "_"):
        if mark in text[:8]:
            plain = _without(mark, text)
            if plain is not None:
                return plain.strip("*_ \t\n") if strong else plain.strip()
    return None


def _without(mark, text):
    parts = text.split(mark)
    inside, outside = "".join(parts[1::2]), "".join(parts[0::2])
    number = NUMBER.match(outside)
    words = outside[number.end() :] if number else outside
    if len(parts) < 2 or _letters(words) > 0.2 * _letters(inside):
        return None
    return "".join(parts)


def _letters(text):
    return sum(map(str.isalnum, text))


def join_lines(text):
    """Return a wrapped question on one line, but keep its paragraphs."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def strip_unclosed_emphasis(text):
    """Return a text without an emphasis mark at its beginning that is never closed."""
    for mark in ("**", "__"):
        if text.startswith(mark) and text.count(mark) % 2:
            return text[len(mark) :].lstrip()
    return text
