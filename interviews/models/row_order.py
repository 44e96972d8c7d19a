"""The order of rows: which were moved, and the merging of two changes of the order."""

from difflib import SequenceMatcher


def find_moved(was, now):
    """Return the keys that stand in both lists, in another order; as few as possible."""
    before, after = [key for key in was if key in now], [key for key in now if key in was]
    return set(after) - find_unmoved(before, after)


def find_unmoved(shown, wanted):
    """Return the rows that have the same order in both lists; all others were moved."""
    blocks = SequenceMatcher(None, shown, wanted, autojunk=False).get_matching_blocks()
    return {row for start, _there, size in blocks for row in shown[start : start + size]}


def merge_order(shown, wanted, stored):
    """Return the stored order with the moves that an editor made in a form.

    A moved or new row is placed after the row before it in `wanted`, and after rows that follow
    there and are not in the form.

    Args:
        shown: the rows in the order that the form displayed.
        wanted: the rows in the order that the editor sent, with new rows.
        stored: all rows now, also rows that the form did not display.
    """
    unmoved, in_form, order = find_unmoved(shown, wanted), set(wanted), list(stored)
    for number, row in enumerate(wanted):
        if row in unmoved:
            continue
        order.remove(row)
        position = order.index(wanted[number - 1]) + 1 if number else 0
        while position < len(order) and order[position] not in in_form:
            position += 1
        order.insert(position, row)
    return order
