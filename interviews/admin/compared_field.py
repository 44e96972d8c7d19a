"""A field of a form at the desk that knows whether another editor has changed it meanwhile.

edit_conflicts.py explains the comparison; joined_choice.py has the third choice in a conflict.
"""

from base64 import urlsafe_b64encode
from hashlib import blake2b

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from interviews.admin.joined_choice import JoinedChoice
from interviews.admin.primary_keys import is_key
from interviews.history.comparison import word_changes
from interviews.history.earlier_values import earlier_values
from interviews.history.joining import join_sets
from interviews.line_endings import LineFeedField, normalize_line_endings

OF_THE_FORMSET = (DELETION_FIELD_NAME, ORDERING_FIELD_NAME)
YOURS, SAVED, JOINED = CHOICES = ("yours", "saved", "joined")  # the choices in a conflict


class ComparedField(LineFeedField):
    """A field of a form that compares the shown, the sent and the stored value."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        compares = not (field.disabled or field.widget.is_hidden or name in OF_THE_FORMSET)
        self.is_compared = compares
        # Django then adds a hidden input to the field. A blank field of a blank row needs none. A
        # field with a default needs one: a later default must not count as a change.
        is_filled = form.has_row or form.is_bound or self.initial not in field.empty_values
        field.show_hidden_initial = compares and is_filled

    @cached_property
    def is_file(self):
        return isinstance(self.field, forms.FileField)

    @property
    def is_set(self):
        """Whether several things can be chosen; their order means nothing."""
        return isinstance(self.field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)

    @cached_property
    def shown(self):
        """The fingerprint of the shown value; of the stored value if the form sends none."""
        return self.form.data.get(self.html_initial_name, self.stored)

    @property
    def typed(self):
        """The value that the editor wants to save, with what others saved if both can stand."""
        if self.choice == JOINED:
            return self.joined.sent
        return super().data if self.united is None else self.united

    @cached_property
    def sent(self):
        return self.fingerprint(self.typed)

    @cached_property
    def stored(self):
        return self.fingerprint(self.initial)

    def fingerprint(self, value):
        """Return a short text that is the same for equal values."""
        known = repr(self.normalized(value)).encode(errors="replace")
        return urlsafe_b64encode(blake2b(known, digest_size=12).digest()).decode()

    def normalized(self, value):
        """Return one form of a value, whether it comes from the database or from a browser."""
        if self.is_file:
            return str(value or "")
        value = self.field.prepare_value(value)
        if self.is_set:
            return sorted({str(each) for each in value or []})
        if isinstance(self.field, forms.ChoiceField):
            return "" if value is None else str(value)
        try:
            value = self.field.to_python(normalize_line_endings(value))
        except ValidationError:
            return value
        return "" if value is None else value

    def find_value(self, fingerprint):
        """Return the stored or an earlier value with this fingerprint, or None."""
        for value in (self.initial, *self._earlier_values()):
            if self.fingerprint(value) == fingerprint:
                return self.normalized(value)
        return None

    def _earlier_values(self):
        yield from earlier_values(self.form.instance, self.name)

    @cached_property
    def united(self):
        """Several chosen things, with the changes of both editors; None if one has to choose."""
        if not (self.is_set and self.was_changed_meanwhile) or self.choice is not None:
            return None
        sent, base = self.normalized(super().data), self.find_value(self.shown)
        if base is None or sent == base:
            return None
        both = join_sets(set(base), set(self.normalized(self.initial)), set(sent))
        return both if both is None else sorted(both)

    @cached_property
    def choice(self):
        """One of CHOICES, "" if the editor was asked and did not choose, None if not asked.

        An editor who wrote on in another text than the chosen one is asked again, or the new words
        would be lost.
        """
        choice = self.form.data.get(self.html_choice_name)
        if choice is None:
            return None
        in_box = self.fingerprint(super().data)
        wrote_in_box = self.form.data.get(self.html_box_name, in_box) != in_box
        is_lost = (wrote_in_box and choice != YOURS) or (
            self.joined.was_edited and choice != JOINED
        )
        is_missing = choice == JOINED and self.joined.sent is None
        return "" if is_lost or is_missing or choice not in CHOICES else choice

    @cached_property
    def joined(self):
        return JoinedChoice(self)

    @property
    def html_choice_name(self):
        return f"conflict-{self.html_name}"

    @property
    def html_box_name(self):
        """The hidden input with the fingerprint of the text that the conflict page showed."""
        return f"conflict-box-{self.html_name}"

    @property
    def html_conflict_names(self):
        """The names of all inputs that the conflict page adds to the field."""
        return [self.html_choice_name, self.html_box_name, *self.joined.html_names]

    @property
    def conflict_id(self):
        return f"{self.auto_id}-conflict"

    @cached_property
    def is_edited(self):
        """Whether the editor sent another value than the one that was shown."""
        if self.is_file:
            return super().data is not None
        return self.sent != self.shown and self.choice != SAVED

    @property
    def is_left_alone(self):
        """Whether the editor changed nothing here, so that the stored value is kept."""
        return self.is_compared and self.form.has_row and not self.is_edited

    @cached_property
    def was_changed_meanwhile(self):
        """Whether somebody else has stored another value than the one that was shown."""
        return self.is_compared and self.form.has_row and self.shown != self.stored

    @cached_property
    def conflicts(self):
        """Whether the editor has to choose between the sent value, the stored one and both."""
        asked = self.was_changed_meanwhile or self.choice == ""
        is_asked = asked and self.united is None
        return self.is_compared and self.form.is_bound and is_asked and self._has_changed()

    @property
    def data(self):
        """The sent value, or the stored value if the editor did not change the field."""
        if self.name == DELETION_FIELD_NAME and self.form.was_changed_meanwhile:
            return False
        if self.is_left_alone and not self.is_file:
            return self.initial
        return self.typed

    def _has_changed(self):
        if not self.is_compared:
            return super()._has_changed()
        if self.form.choice == SAVED:  # the row stays removed
            return False
        if self.choice == "" and self.joined.was_edited:
            return True
        return self.is_edited and (self.is_file or self.sent != self.stored)

    @property
    def shown_fingerprint(self):
        """The fingerprint in the hidden input: that of the value that the form shows now."""
        return self.stored if self.form.has_row else self.shown

    def as_hidden(self, attrs=None, only_initial=False, **kwargs):
        if not only_initial:
            return super().as_hidden(attrs, **kwargs)
        hidden = '<input type="hidden" name="{}" value="{}">'
        return format_html(hidden, self.html_initial_name, self.shown_fingerprint)

    def as_widget(self, widget=None, attrs=None, only_initial=False):
        rendered = super().as_widget(widget, attrs, only_initial)
        if widget is not None or self.is_file or not self.conflicts:
            return rendered
        context = {
            "field": self,
            "widget": rendered,
            "saved": differences(
                self._display_text(self.initial), than=self._display_text(self.typed)
            ),
            "joined": self.joined if self.joined.is_offered else None,
        }
        return render_to_string("admin/interviews/edit_conflict.html", context)

    def _display_text(self, value):
        """Return the value as text, with the labels of choices."""
        field, value = self.field, self.normalized(value)
        if isinstance(field, forms.ChoiceField):  # the base of all fields with choices
            keys = value if isinstance(value, list) else [value]
            return ", ".join(self._labels(keys))
        if isinstance(field, forms.BooleanField):
            return str(_("yes") if value else _("no"))
        return str(value)

    def _labels(self, keys):
        if isinstance(self.field, forms.ModelChoiceField):
            return map(str, self.field.queryset.filter(pk__in=filter(is_key, keys)))
        return [str(label) for key, label in self.field.choices if str(key) in keys]


def differences(text, than):
    """Return [(part, whether the part differs from `than`), …] of a text, compared by words."""
    changes = word_changes(than, text)
    return [(part, state == "added") for part, state in changes if state != "removed"]
