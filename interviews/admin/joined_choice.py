"""The third choice in an edit conflict: the saved and the sent text, joined.

The conflict page carries the joined text in a field of its own, so that the editor can edit it,
and what is saved is the text that the editor saw. The base of both texts is not in the page; it
is found by its fingerprint among the saved versions.
"""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from interviews.admin.pull_quotes import PullQuoteInput
from interviews.history.comparison import word_changes
from interviews.history.joining import join
from interviews.line_endings import normalize_line_endings

SHORTEST = 200  # characters; a field that takes fewer is a label or a code, not a text


class JoinedChoice:
    """The choice JOINED of one ComparedField."""

    def __init__(self, field):
        self.field = field
        self.html_name = f"joined-{field.html_name}"  # the joined text
        self.html_offered_name = f"conflict-offered-{field.html_name}"  # its fingerprint as offered
        self.html_base_name = f"conflict-base-{field.html_name}"  # the fingerprint of the base
        self.html_names = [self.html_name, self.html_offered_name, self.html_base_name]

    @property
    def is_text(self):
        """Whether the field has texts that can be joined. Pull quotes are verbatim."""
        field = self.field.field
        is_long = (getattr(field, "max_length", None) or SHORTEST) >= SHORTEST
        return (
            type(field) is forms.CharField
            and is_long
            and not isinstance(field.widget, PullQuoteInput)
        )

    @cached_property
    def sent(self):
        """The joined text that the editor sent, or None."""
        return normalize_line_endings(self._data.get(self.html_name)) if self.is_text else None

    @property
    def was_edited(self):
        """Whether the editor wrote in the joined text."""
        offered = self._data.get(self.html_offered_name)
        return self.sent is not None and self.field.fingerprint(self.sent) != offered

    @property
    def is_offered(self):
        """Whether joining gives another text than the two that stand above it."""
        return self.is_text and self.text not in ("", self._yours, self._saved)

    @property
    def text(self):
        return self._joined.text

    @property
    def parts(self):
        """The parts of the joined text, marked where they differ from your text."""
        if self._has_unsaved_edit:
            return word_changes(self._yours, self.text)
        return self._joined.parts

    @property
    def changed_by_both(self):
        return 0 if self._has_unsaved_edit else self._joined.changed_by_both

    @property
    def brings_back(self):
        """Whether words may be in it that one editor removed, because the base was not found."""
        return self._base is None

    @property
    def fingerprint(self):
        return self.field.fingerprint(self.text)

    @property
    def widget(self):
        """The HTML of the field with the joined text."""
        attrs = {"id": f"{self.field.auto_id}-joined", "aria-label": _("Both, joined")}
        return self.field.field.widget.render(
            self.html_name, self.text, attrs, self.field.form.renderer
        )

    @property
    def base_fingerprint(self):
        """The fingerprint of the text from which the editor's text was made.

        A page that comes back without a choice has shown the saved text already, but the editor's
        text is not made from it.
        """
        was = self._data.get(self.html_base_name)
        return was if was and self.field.choice == "" and not self.was_edited else self.field.shown

    # --- Joining --------------------------------------------------------------------

    @property
    def _data(self):
        return self.field.form.data

    @property
    def _has_unsaved_edit(self):
        return self.was_edited and self.field.choice == ""

    @cached_property
    def _saved(self):
        return self.field.normalized(self.field.initial)

    @cached_property
    def _yours(self):
        return self.field.normalized(self.field.typed)

    @cached_property
    def _base(self):
        return self.field.find_value(self.base_fingerprint)

    @cached_property
    def _joined(self):
        mine = self.field.normalized(self.sent) if self._has_unsaved_edit else self._yours
        return join(self._base, self._saved, mine)
