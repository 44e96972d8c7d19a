"""Steps: what each change of a review changed, so that it can be undone.

A step holds no more than the change: fields of paragraphs, and the order if that changed.
"""

NOT_UNDONE = ("next_key", "choices")  # no key is given twice; the form always sends the choices


def difference(name, before, after):
    """Return the step from one state to another; None if nothing changed.

    A state is {"paragraphs": [{"key": …}, …], …}, as JSON holds it.
    """
    old, new = (_by_key(state["paragraphs"]) for state in (before, after))
    step = {"name": name, "paragraphs": _changed_fields(old, new), "order": None}
    if list(old) != list(new):
        step["order"] = list(old)
    step["rest"] = {
        field: value
        for field, value in before.items()
        if field not in ("paragraphs", *NOT_UNDONE) and value != after[field]
    }
    is_change = step["paragraphs"] or step["order"] is not None or step["rest"]
    return step if is_change else None


def undo(step, state):
    """Return the state before a step."""
    rows = _by_key(state["paragraphs"])
    for key, fields in step["paragraphs"]:
        rows[key] = rows.get(key, {}) | fields
    order = list(rows) if step["order"] is None else step["order"]
    return state | step["rest"] | {"paragraphs": [rows[key] for key in order]}


def _by_key(paragraphs):
    return {paragraph["key"]: paragraph for paragraph in paragraphs}


def _changed_fields(old, new):
    """Return [(key, {field: value before}), …]; all fields of a paragraph that has gone."""
    changed = []
    for key, fields in old.items():
        now = new.get(key, {})
        was = {name: value for name, value in fields.items() if now.get(name, ...) != value}
        if was:
            changed.append((key, was))
    return changed
