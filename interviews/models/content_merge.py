"""Merging a prepared update with the changes that were published after the update was begun.

Three values of each field are compared: the one that the update was made from (`base`), the one
of the update, and the present one.

    update == base                      the update leaves the field alone: the present value stays
    update != base, base == present     the update changes the field: its value is taken
    update != base, base != present     both changed it: the update's value is taken, and reported
"""

from typing import NamedTuple

from interviews.models.content import Content
from interviews.models.row_order import merge_order

ROWS = ("credits", "topics")  # the facts that are lists of keys
REMOVED = "removed"


class ContentMerge(NamedTuple):
    """The merged content, and [(key of an exchange or "", name of a field), …] of both changes."""

    content: Content
    overlaps: list


def merge_content(base, update, present):
    """Return the ContentMerge of an update with the present content.

    Each of the three is a Content or a Version.

    An exchange that was added in either content is in the result. An exchange that was removed in
    either is removed; this is reported if the other one changed the exchange.
    """
    facts, overlapping = _merge_facts(base.facts, update.facts, present.facts)
    overlaps = [("", name) for name in overlapping]
    merged = dict(present.content_by_key)
    for key, its in update.content_by_key.items():
        contents = (base.content_by_key.get(key), its, present.content_by_key.get(key))
        content, overlapping = _merge_exchange(*contents)
        if content:
            merged[key] = content
        overlaps += [(key, name) for name in overlapping]
    orders = [[*each.content_by_key] for each in (base, update, present)]
    order = _merge_order(*orders, added=[key for key in merged if key not in orders[2]])
    names = {kind: present.names.get(kind, {}) | its for kind, its in update.names.items()}
    return ContentMerge(Content(facts, {key: merged[key] for key in order}, names), overlaps)


def _merge_facts(base, update, present):
    merged, overlaps = _merge_fields(base, update, present)
    pictured = [name for name in update if name.startswith("lead_")]
    if merged["lead_picture"] and not (merged["lead_alt"] or merged["lead_decorative"]):
        merged |= {name: update[name] for name in pictured}  # no picture without a description
    for name in ROWS:
        rows = ([*map(_hashable, each[name])] for each in (base, update, present))
        merged[name] = [*map(_plain, _merge_rows(*rows))]
    merged["topics"] = sorted(merged["topics"])
    return merged, [name for name in overlaps if name not in ROWS]


def _merge_exchange(base, update, present):
    """Return the merged content of an exchange, None if there is none, and the overlaps."""
    if present is None:
        is_unknown = base is None and update[REMOVED]  # added by the update and removed again
        return (None if is_unknown or update == base else update), []
    base = base or present
    merged, overlaps = _merge_fields(base, update, present)
    if merged[REMOVED]:
        is_news = update[REMOVED] != present[REMOVED]
        other = present if update[REMOVED] else update
        return merged, [REMOVED] * (is_news and _differ(base, other))
    says_something = merged["question"] or merged["answer"] or merged["note"]
    if not says_something or (merged["recurring"] and not merged["question"]):
        overlaps = [name for name in update if update[name] != present[name]]
        merged = dict(update)
    return merged, overlaps


def _differ(one, other):
    return any(one[name] != other[name] for name in other if name != REMOVED)


def _merge_fields(base, update, present):
    """Return the merged fields, and the names of the fields that both changed."""
    merged, overlaps = dict(present), []
    for name, value in update.items():
        was, now = base.get(name), present.get(name)
        if value in (was, now):
            continue
        merged[name] = value
        if was != now:
            overlaps.append(name)
    return merged, overlaps


def _merge_rows(base, update, present):
    """Return the present rows with those that the update adds, without those that it removes."""
    added = [row for row in update if row not in base and row not in present]
    removed = {row for row in base if row not in update}
    return [row for row in _merge_order(base, update, present, added) if row not in removed]


def _merge_order(base, update, present, added):
    stored = [*present, *added]
    shown, wanted = ([row for row in each if row in stored] for each in (base, update))
    return merge_order(shown, wanted, stored)


def _hashable(row):
    return tuple(row) if isinstance(row, list) else row


def _plain(row):
    return list(row) if isinstance(row, tuple) else row
