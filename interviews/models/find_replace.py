"""Find and replace within the saved texts of an interview, as static/desk/find-replace.js does it.

An occurrence is a place where the words were found. Its token changes with the text, so that
nothing is replaced in a text that nobody has seen.
"""

import re
import unicodedata
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b

from django.core.exceptions import ValidationError
from django.utils.text import capfirst

FIELDS = ("title", "standfirst", "introduction", "closing")
FIELDS_OF_EXCHANGES = ("question", "answer", "note")
CONTEXT = 40  # characters on each side
MAX_PLACES = 1000


@dataclass
class Occurrence:
    """Where the words were found: in a field of `thing`, an interview or an exchange.

    `number` is the place of the exchange in the order, None for the interview.
    """

    thing: object
    number: int | None
    field: str
    start: int
    end: int

    @property
    def text(self):
        return getattr(self.thing, self.field)

    @property
    def label(self):
        return self.thing._meta.get_field(self.field).verbose_name

    @property
    def found(self):
        return self.text[self.start : self.end]

    @property
    def before(self):
        cut = max(0, self.start - CONTEXT)
        return f"{'…' if cut else ''}{self.text[cut : self.start]}"

    @property
    def after(self):
        cut = self.end + CONTEXT
        return f"{self.text[self.end : cut]}{'…' if cut < len(self.text) else ''}"

    @property
    def token(self):
        digest = blake2b(self.text.encode(errors="replace"), digest_size=8).hexdigest()
        key = self.thing.key if self.number else "interview"
        return f"{key}.{self.field}.{self.start}.{self.end}.{digest}"


def find_places(interview, exchanges, words, match_case=False, whole=False):
    """Return the places of the words, as Occurrences in the order of the page.

    At most MAX_PLACES and one more, which tells that there are more.
    """
    pattern = re.compile(re.escape(words), 0 if match_case else re.IGNORECASE)
    texts = [(interview, None, field) for field in FIELDS]
    for number, exchange in enumerate(exchanges, start=1):
        texts += [(exchange, number, field) for field in FIELDS_OF_EXCHANGES]
    places = []
    for thing, number, field in texts:
        text = getattr(thing, field)
        for found in pattern.finditer(text):
            if not whole or _is_whole(text, found):
                places.append(Occurrence(thing, number, field, *found.span()))
            if len(places) > MAX_PLACES:
                return places
    return places


def _is_whole(text, found):
    around = (text[: found.start()][-1:], text[found.end() :][:1])
    return not any(map(_is_in_word, around))


def _is_in_word(character):
    return character == "_" or (bool(character) and unicodedata.category(character)[0] in "LMN")


def replace_places(interview, places, replacement):
    """Replace the words at these places and save the texts; return the changed exchanges.

    A pull quote repeats words of its answer, and is changed with them. ValidationError if a text
    must not be so, for example a pull quote that the answer does not contain. The caller holds the
    lock of the interview and records the version.
    """
    by_text = defaultdict(list)
    for place in places:
        by_text[place.number, place.field].append(place)
    changed = defaultdict(dict)
    exchanges = {place.number: place.thing for place in places}
    for (number, field), its in by_text.items():
        texts, thing = changed[number], exchanges[number]
        spans = [(place.start, place.end) for place in its]
        texts[field] = _replace(its[0].text, spans, replacement)
        if field == "answer":
            texts["pull_quote"] = _replace_in_quote(thing, spans, replacement)
    _save_interview(interview, changed.pop(None, {}))
    for number, texts in changed.items():
        _save_exchange(exchanges[number], texts)
    return [exchanges[number] for number in changed]


def _replace(text, spans, replacement):
    for start, end in reversed(spans):
        text = text[:start] + replacement + text[end:]
    return text


def _replace_in_quote(exchange, spans, replacement):
    quote = exchange.pull_quote
    first = exchange.answer.find(quote) if quote else -1
    if first < 0:
        return quote
    within = [(start - first, end - first) for start, end in spans]
    inside = [(start, end) for start, end in within if start >= 0 and end <= len(quote)]
    return _replace(quote, inside, replacement)


def _save_interview(interview, texts):
    slug = interview.slug
    for name, text in texts.items():
        setattr(interview, name, text)
    columns = interview._meta.concrete_fields
    others = [each.name for each in columns if each.name not in texts]
    with _naming(interview._meta.get_field("title").verbose_name):
        interview.clean_fields(exclude=others)
    if "title" in texts:
        interview.clean()  # the slug of a draft follows its title
    new_slug, interview.slug = interview.slug, slug
    interview.save(update_fields=[*texts, "updated_at"])
    interview.change_slug(new_slug)


def _save_exchange(exchange, texts):
    shown = str(exchange)
    for name, text in texts.items():
        setattr(exchange, name, text)
    with _naming(shown):
        exchange.full_clean(exclude=["key"])
    exchange.save(update_fields=list(texts))


@contextmanager
def _naming(name):
    """Begin the sentences of a refusal with the name of what was refused."""
    try:
        yield
    except ValidationError as refusal:
        sentences = [f"{capfirst(name)}: {sentence}" for sentence in refusal.messages]
        raise ValidationError(sentences) from refusal
