"""Merging the order of rows if two editors changed it."""

from difflib import SequenceMatcher


def merge_order(shown, wanted, stored):
    """The stored order with the moves that this editor made, who was shown another order.

    `shown` and `wanted` are the rows of the editor's form, as they stood and as they are to
    stand; new rows are in `wanted` only. `stored` has all rows, also those that the editor was
    not shown. A moved or new row is put behind the row before it in `wanted`, and behind the rows
    that follow there and are not in the form.
    """
    stays, its_rows, order = find_unmoved(shown, wanted), set(wanted), list(stored)
    for place, row in enumerate(wanted):
        if row in stays:
            continue
        order.remove(row)
        place = order.index(wanted[place - 1]) + 1 if place else 0
        while place < len(order) and order[place] not in its_rows:
            place += 1
        order.insert(place, row)
    return order


def find_unmoved(shown, wanted):
    """The rows that have the same order in both; all others were moved."""
    blocks = SequenceMatcher(None, shown, wanted, autojunk=False).get_matching_blocks()
    return {row for start, _there, size in blocks for row in shown[start : start + size]}
