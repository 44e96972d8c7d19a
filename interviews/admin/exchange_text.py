"""Splitting the text of an exchange, and joining two: what static/desk/exchange-text.js does."""

import re

TEXTS = ("question", "answer", "label", "recurring", "pull_quote", "note")
LINE = r"^[ \t]*///[ \t]*$"
MARK = re.compile(rf"{LINE}(?:\s*{LINE})*", re.MULTILINE)  # several in a row are one
QUESTION = re.compile(r"[?？؟][\"'”’»*_)]*$")


def find_mark(text):
    """Return (the words before, the words after) of the first mark; None if no words follow it."""
    found = MARK.search(text)
    after = found and text[found.end() :].strip()
    return (text[: found.start()].rstrip(), after) if after else None


def split(texts, field, before, after):
    """Return the changed texts of an exchange, and the texts of the new exchange below.

    A first line that asks becomes the question of the new exchange. The pull quote goes with the
    words that it repeats, and the note stays.

    Args:
        texts: {name: text} of the exchange.
        field: the field that is split, "question" or "answer".
        before, after: the words of that field before and after the place.
    """
    first, _line, others = after.partition("\n")
    asks = bool(QUESTION.search(first.strip()) and others)
    below = {"question": first.strip(), "answer": others.strip()}
    if not asks:
        below = {"question": "", "answer": after}
    above, quote = {field: before}, _words(texts["pull_quote"])
    stays = before if field == "answer" else texts["answer"]
    if quote and quote not in _words(stays) and quote in _words(after):
        above["pull_quote"], below["pull_quote"] = "", texts["pull_quote"]
    return above, below


def merge(first, second):
    """Return the joined texts, and the texts of the second that have no place in them."""
    lost = []
    joined = {
        "question": first["question"],
        "answer": _join(first["answer"], second["question"], second["answer"]),
        "note": _join(first["note"], second["note"]),
    }
    for name in ("label", "recurring", "pull_quote"):
        fits = name != "recurring" or first["question"]
        joined[name] = first[name] or (second[name] if fits else "")
        if second[name] and joined[name] != second[name]:
            lost.append(second[name])
    return joined, lost


def _words(text):
    return " ".join(text.split())


def _join(*texts):
    return "\n\n".join(stripped for text in texts if (stripped := text.strip()))
