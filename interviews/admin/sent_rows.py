"""The rows of a submitted conversation, and what can be done to them before they are saved."""

import re

from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.admin.exchange_text import TEXTS, find_mark, merge, split
from interviews.admin.primary_keys import is_key
from interviews.line_endings import normalize_line_endings

TICKED = "ticked-exchanges"  # stands for a row in the answer about several
SPEAKERS = ("asked_by", "answered_by")
CHANGED = gettext_lazy(
    "Not done: somebody else has changed this meanwhile. This is the current version. Look at it, "
    "then press the button again."
)
CHOOSE = gettext_lazy("Not done: first choose your version or the saved one.")
GONE = gettext_lazy("Not done: somebody else has removed this exchange. Save, and then choose.")
NO_MARK = gettext_lazy(
    "Nothing to split: write /// on a line of its own where the new exchange begins."
)
NO_NEIGHBOUR = gettext_lazy("There is no exchange to merge with.")
NO_MERGE = gettext_lazy("Not merged: you may not remove exchanges.")
NONE_TICKED = gettext_lazy("Nothing changed: tick exchanges, and choose what to change.")
DIFFER = gettext_lazy("The two had different speakers: check who asks and who answers.")


class Refused(Exception):
    """A sentence that tells why nothing was done."""


class SentRows:
    """Changes the submitted fields of a ConversationFormSet. A row is named by its form's prefix.

    Args:
        formset: bound to the fields as they were sent.
        fields: a QueryDict with the same fields, which is changed.
    """

    def __init__(self, formset, fields):
        self.fields, self.formset = fields, formset
        self.forms = {form.prefix: form for form in formset.forms}
        self.order = [form.prefix for form, is_new in formset.rows if not self._is_blank(form)]

    def _is_blank(self, form):
        """Whether the row is the blank one at the end of the page."""
        row, is_sent = form.prefix, form.has_row or form.is_gone
        filled = [self._text(row, name) for name in (*TEXTS, ORDERING_FIELD_NAME)]
        return not is_sent and not any(text.strip() for text in filled)

    # --- What the buttons do; each returns the row that the editor goes on with, and a sentence

    def split(self, row):
        """Begin a new exchange at each mark in the question and in the answer."""
        self._settle(row)
        to_split, added = [row], []
        while to_split:
            if fresh := self._split_once(to_split[0]):
                added.append(fresh)
                to_split.append(fresh)
            else:
                to_split.pop(0)
        if not added:
            raise Refused(NO_MARK)
        self.number()
        places = ", ".join(sorted(map(self.place, added), key=int))
        return row, _("Split: the words after the mark are exchange %s.") % places

    def _split_once(self, row):
        texts = self.texts(row)
        for field in ("answer", "question"):
            if found := find_mark(texts[field]):
                above, below = split(texts, field, *found)
                fresh = self._add_below(row)
                self._write(row, above)
                self._write(fresh, below)
                return fresh
        return None

    def merge(self, row):
        """Join a row with the next one. The row that readers know keeps its key."""
        standing = [each for each in self.order if not self._is_removed(each)]
        following = standing[standing.index(row) + 1 :] if row in standing else []
        if not following:
            raise Refused(NO_NEIGHBOUR)
        second = following[0]
        self._settle(row)
        self._settle(second)
        is_known = self._is_new(row) and not self._is_new(second)
        kept, other = (second, row) if is_known else (row, second)
        if not self._is_new(other) and not self.formset.can_delete:
            raise Refused(NO_MERGE)
        sentences = self._join(row, second, kept)
        kept = self._remove(other, but_for=kept)
        self.number()
        merged = _("Merged into exchange %s.") % self.place(kept)
        return kept, " ".join([merged, *sentences])

    def _join(self, first, second, kept):
        joined, lost = merge(self.texts(first), self.texts(second))
        speakers = [self._speakers(each) for each in (first, second)]
        asked_by = speakers[0][0] if kept == second else []
        every, sentences = dict.fromkeys([*speakers[0][1], *speakers[1][1]]), []
        self._write(kept, joined)
        self.fields.setlist(f"{kept}-answered_by", list(every))
        if any(asked_by):
            self.fields.setlist(f"{kept}-asked_by", asked_by)
        if speakers[0] != speakers[1]:
            sentences.append(str(DIFFER))
        if lost:
            sentences.append(_("Left out: %s") % ", ".join(lost))
        return sentences

    def insert(self, row):
        """Add a blank row below, with the speakers of this row."""
        fresh = self._add_below(row)
        self.number()
        return fresh, _("New exchange at place %s.") % self.place(fresh)

    def change_ticked(self, row):
        """Move the ticked rows, and set their speakers, as the fields below the list say."""
        ticked = self.fields.getlist("_selected")
        rows = [each for each in self.order if each in ticked and not self._is_removed(each)]
        place, asked_by, answered_by = (
            self.fields.get(name, "") for name in ("_to", "_asked_by", "_answered_by")
        )
        if not (rows and (place or asked_by or answered_by)):
            raise Refused(NONE_TICKED)
        for each in rows:
            self._settle(each)
            for name, person in zip(SPEAKERS, (asked_by, answered_by), strict=True):
                if person:
                    self.fields.setlist(f"{each}-{name}", [] if person == "-" else [person])
        if is_key(place):
            self._put(rows, int(place))
        self.number()
        return TICKED, _("Changed: exchange %s.") % ", ".join(map(self.place, rows))

    def _put(self, rows, place):
        """Move rows, in their order, so that the first of them gets this place."""
        others = [each for each in self.order if each not in rows]
        standing = [each for each in others if not self._is_removed(each)]
        following = standing[max(0, place - 1) :]
        at = others.index(following[0]) if following else len(others)
        self.order = [*others[:at], *rows, *others[at:]]

    # --- Rows ---------------------------------------------------------------------------

    def number(self):
        """Give each row its place. A removed row has the place of the row below it."""
        place = 1
        for row in self.order:
            self.fields[f"{row}-{ORDERING_FIELD_NAME}"] = str(place)
            self.fields[f"initial-{row}-{ORDERING_FIELD_NAME}"] = str(place)
            place += not self._is_removed(row)

    def place(self, row):
        return self._text(row, ORDERING_FIELD_NAME)

    def texts(self, row):
        return {name: self._text(row, name) for name in TEXTS}

    def _text(self, row, name):
        return normalize_line_endings(self.fields.get(f"{row}-{name}", ""))

    def _write(self, row, texts):
        for name, text in texts.items():
            self.fields[f"{row}-{name}"] = text

    def _speakers(self, row):
        return [[key for key in self.fields.getlist(f"{row}-{name}") if key] for name in SPEAKERS]

    def _settle(self, row):
        """Write what the form of a row would show; refuse if its editor has not seen all of it."""
        form = self.forms[row]
        if form.is_gone:
            raise Refused(GONE)
        if form.was_changed_meanwhile:
            raise Refused(CHANGED)
        if form.conflicts:
            raise Refused(CHOOSE)
        for name in (*TEXTS, *SPEAKERS):
            value = form[name].value() if name in form.fields else None
            values = value if isinstance(value, list) else [value]
            sent = [str(each) for each in values if each is not None]
            self.fields.setlist(f"{row}-{name}", sent)
            for kept in form[name].html_conflict_names:
                self.fields.pop(kept, None)

    def _is_new(self, row):
        return row not in self.forms or not self.forms[row].has_row

    def _is_removed(self, row):
        return f"{row}-{DELETION_FIELD_NAME}" in self.fields

    def _add_below(self, row):
        fresh = f"{self.formset.prefix}-{self._total}"
        self._forget(fresh)
        self._total += 1
        self._write(fresh, dict.fromkeys(TEXTS, ""))
        for name, keys in zip(SPEAKERS, self._speakers(row), strict=True):
            self.fields.setlist(f"{fresh}-{name}", keys)
        self.order.insert(self.order.index(row) + 1, fresh)
        return fresh

    def _remove(self, row, but_for):
        """Mark a row for removal, or take a new row away; return the name of `but_for` then."""
        if not self._is_new(row):
            self.fields[f"{row}-{DELETION_FIELD_NAME}"] = "on"
            return but_for
        self.order.remove(row)
        self._forget(row)
        self._total -= 1
        last = f"{self.formset.prefix}-{self._total}"
        if last == row:
            return but_for
        # The numbers of the rows have no gap, or a blank row would appear.
        for name in self._names(last):
            self.fields.setlist(name.replace(last, row, 1), self.fields.pop(name))
        self.order = [row if each == last else each for each in self.order]
        return row if but_for == last else but_for

    def _forget(self, row):
        for name in self._names(row):
            del self.fields[name]

    def _names(self, row):
        """Return the names of the fields of a row, with the hidden ones beside them."""
        own = re.compile(rf"(?:initial-|joined-|conflict-(?:[a-z]+-)?)?{re.escape(row)}-")
        return [name for name in self.fields if own.match(name)]

    @property
    def _total(self):
        return int(self.fields[self._total_name])

    @_total.setter
    def _total(self, number):
        self.fields[self._total_name] = str(number)

    @property
    def _total_name(self):
        return f"{self.formset.prefix}-TOTAL_FORMS"
