"""The rows of a prepared update in its form.

A row that is only in the update is added to the database while a page is made, and is taken back
afterwards. So it has another primary key each time. The page holds a hidden field with what these
rows are known by: the key of an exchange, or the person and the role of a credit.
"""

import json
import re

FIELD = "update_rows"
ROW_ID = re.compile(r"(credits|exchanges)-\d+-id")
NO_ROW = "0"  # the primary key of no row: the form then says that the row was removed


def list_new_rows(interview, published):
    """Return the value of the hidden field: the rows that the Version `published` does not have."""
    was = {*published.content_by_key, *(_name(*each) for each in published.facts["credits"])}
    new = {
        prefix: {str(pk): name for name, pk in rows.items() if name not in was}
        for prefix, rows in _list_rows(interview).items()
    }
    return json.dumps(new)


def translate_row_ids(sent, interview):
    """Return the sent fields with the present primary keys of the rows in the hidden field."""
    known, present, translated = _read(sent.get(FIELD)), _list_rows(interview), sent.copy()
    for name in sent:
        prefix = (ROW_ID.fullmatch(name) or [None, None])[1]
        if row := prefix and _lookup(known, prefix, sent[name]):
            translated[name] = str(present[prefix].get(row, NO_ROW))
    return translated


def _list_rows(interview):
    credits = interview.credits.values_list("person", "role", "pk")
    return {
        "exchanges": dict(interview.exchanges.values_list("key", "pk")),
        "credits": {_name(person, role): pk for person, role, pk in credits},
    }


def _name(person, role):
    return f"{person} {role}"


def _lookup(known, prefix, pk):
    rows = known.get(prefix)
    return rows.get(pk) if isinstance(rows, dict) and isinstance(rows.get(pk), str) else None


def _read(value):
    try:
        known = json.loads(value or "{}")
    except (ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}
