"""The order of rows, where two editors may both have changed it."""

from bisect import bisect_left


def merged(shown, wanted, stored):
    """The stored order with the moves that this editor made, who was shown another order.

    `shown` and `wanted` are the rows of the editor's form, as they stood and as they are to
    stand; new rows are in `wanted` only. `stored` has all rows, also those that the editor was
    not shown. A moved or new row is put behind the row before it in `wanted`, and behind the rows
    that follow there and are not in the form.
    """
    stays, its_rows, order = unmoved(shown, wanted), set(wanted), list(stored)
    for place, row in enumerate(wanted):
        if row in stays:
            continue
        order.remove(row)
        place = order.index(wanted[place - 1]) + 1 if place else 0
        while place < len(order) and order[place] not in its_rows:
            place += 1
        order.insert(place, row)
    return order


def unmoved(shown, wanted):
    """As many rows as possible that have the same order in both: all others were moved.

    The longest increasing subsequence of the places shown, by patience sorting.
    """
    places = {row: place for place, row in enumerate(shown)}
    tops, rows, before = [], [], {}
    for row in wanted:
        if row in places:
            length = bisect_left(tops, places[row])
            tops[length : length + 1], rows[length : length + 1] = [places[row]], [row]
            before[row] = rows[length - 1] if length else None
    row, found = rows[-1] if rows else None, set()
    while row is not None:
        found.add(row)
        row = before[row]
    return found
