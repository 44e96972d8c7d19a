"""Merging the order of rows if two editors changed it."""

from interviews.history.comparison import find_unmoved


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
