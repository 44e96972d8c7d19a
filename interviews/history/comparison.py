"""What differs between two versions of an interview, exchange by exchange and word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interviews.models import Credit, Exchange, Interview
from interviews.models.content import content_fields
from interviews.models.row_order import find_moved
from interviews.transcripts.formats.times import format_clock

MAX_COMPARED_WORDS = 3000  # words of both texts; longer texts that repeat few words take seconds
ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
PEOPLE = {"asked_by": "person", "answered_by": "person", "series": "series", "topics": "topic"}
TIMES = ("start", "end")  # of an exchange in its recording, in milliseconds
KINDS = PEOPLE | {"recurring": "recurring"}
OTHER_LABELS = {
    "credits": gettext_lazy("People"),
    "topics": gettext_lazy("Topics"),
    "answered_by": gettext_lazy("Answered by"),
}


class FieldChange(NamedTuple):
    """A field with another value. `parts` are (text, "", "added" or "removed")."""

    label: str
    parts: list


class ExchangeChange(NamedTuple):
    """An exchange that differs. `places` are its numbers in both versions, None if absent."""

    key: str
    title: str
    states: list
    fields: list
    places: tuple


class Comparison(NamedTuple):
    facts: list
    exchanges: list

    @property
    def is_empty(self):
        return not (self.facts or self.exchanges)


def compare(earlier, later):
    """Return the Comparison of two Versions, or of a Content with another.

    A moved exchange is neither removed nor added.
    """
    was, now = earlier.content_by_key, later.content_by_key
    moved = find_moved([*was], [*now])
    changes = []
    for key in [*now, *(key for key in was if key not in now)]:
        states = _states(was.get(key), now.get(key), key in moved)
        if states:
            changes.append(_exchange_change(key, states, earlier, later))
    return Comparison(_changes(earlier.facts, later.facts, Interview, earlier, later), changes)


def summarize(earlier, later):
    """Return what changed from one Version to the next, in a few words each.

    Exchanges are compared by their revisions, so that no text is read.
    """
    if earlier is None:
        return []
    labels = {each.name: each.verbose_name for each in content_fields(Interview)} | OTHER_LABELS
    changed = [
        capfirst(str(labels[name]))
        for name in labels
        if earlier.facts.get(name) != later.facts.get(name)
    ]
    was, now = set(earlier.exchanges), set(later.exchanges)
    if was != now:
        count = len(now - was) or len(was - now)
        changed.append(ngettext("%d exchange", "%d exchanges", count) % count)
    elif earlier.exchanges != later.exchanges:
        changed.append(_("Order"))
    return changed


def _states(old, new, has_moved):
    if not (old and old["removed"] is False) and not (new and not new["removed"]):
        return []  # it is removed in both versions
    if old is None or old["removed"]:
        return [ADDED]
    if new is None or new["removed"]:
        return [REMOVED]
    return [CHANGED] * (old != new) + [MOVED] * has_moved


def _exchange_change(key, states, earlier, later):
    old, new = earlier.content_by_key.get(key, {}), later.content_by_key.get(key, {})
    shown = new if REMOVED not in states else old
    title = shown["label"] or shown["question"] or shown["answer"] or shown["note"]
    if ADDED in states:
        old = {}
    if REMOVED in states:
        new = {}
    fields = _changes(old, new, Exchange, earlier, later)
    places = tuple(_place(key, each) for each in (earlier, later))
    return ExchangeChange(key, title, states, fields, places)


def _place(key, version):
    contents = version.content_by_key.items()
    standing = [each for each, content in contents if not content["removed"]]
    return standing.index(key) + 1 if key in standing else None


def _changes(old, new, model, earlier, later):
    labels = {each.name: each.verbose_name for each in content_fields(model)} | OTHER_LABELS
    found = []
    for name, label in labels.items():
        texts = [_text(name, old, earlier), _text(name, new, later)]
        if texts[0] != texts[1]:
            found.append(FieldChange(capfirst(str(label)), word_changes(*texts)))
    return found


def _text(name, content, version):
    """Return the value of a field as text, with the names of that time for keys."""
    value = content.get(name)
    if name == "credits":
        roles = dict(Credit.Role.choices)
        named = [
            f"{version.name('person', key)} ({roles.get(role, role)})" for key, role in value or []
        ]
        return "\n".join(named)
    if value in (None, "", []):
        return ""
    if name in TIMES:
        return format_clock(value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if name in KINDS:
        keys = value if isinstance(value, list) else [value]
        return ", ".join(version.name(KINDS[name], key) for key in keys)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def word_changes(was, now):
    """Return [(part, "", "added" or "removed"), …] that turn one text into the other, by words."""
    old, new = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (was, now))
    if was != now and len(old) + len(new) > MAX_COMPARED_WORDS:
        return [(was, REMOVED), (now, ADDED)]
    parts = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("".join(old[a:b]), ""))
            continue
        parts += [("".join(old[a:b]), REMOVED), ("".join(new[c:d]), ADDED)]
    return [(text, state) for text, state in parts if text]
