"""Edit conflicts: two editors have the same form open, and both save.

Beside each field the form carries a fingerprint of the value that it showed. When the form comes
back, three values of a field are compared: the one that was shown, the one that was sent and the
one that is stored now.

    sent == shown                     the editor left the field alone: the stored value stays
    sent != shown, shown == stored    the editor changed the field: the sent value is saved
    sent != shown, shown != stored    both changed it: the editor sees both values and chooses
"""

from base64 import urlsafe_b64encode
from hashlib import blake2b

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.forms.utils import ErrorDict
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from interviews.admin.primary_keys import is_key
from interviews.history.comparison import word_changes
from interviews.line_endings import LineFeedField, normalize_line_endings
from interviews.models.autosave import UnsavedFields

OF_THE_FORMSET = (DELETION_FIELD_NAME, ORDERING_FIELD_NAME)
YOURS, SAVED = "yours", "saved"  # the two choices in a conflict
CHOOSE = _("Somebody else has changed this meanwhile. Choose which version to keep.")
NOT_REMOVED = _(
    "Not removed: somebody else has changed this meanwhile. This is the current version. To remove "
    "it anyway, mark it for removal again."
)
CHOOSE_FILE = _(
    "Somebody else has changed this meanwhile. This is the current version. To replace it anyway, "
    "tick “Use the picture that you chose”."
)


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

    @cached_property
    def shown(self):
        """The fingerprint of the shown value; of the stored value if the form sends none."""
        return self.form.data.get(self.html_initial_name, self.stored)

    @cached_property
    def sent(self):
        return self._fingerprint(super().data)

    @cached_property
    def stored(self):
        return self._fingerprint(self.initial)

    def _fingerprint(self, value):
        known = repr(self._normalized(value)).encode(errors="replace")
        return urlsafe_b64encode(blake2b(known, digest_size=12).digest()).decode()

    def _normalized(self, value):
        """Return one form of a value, whether it comes from the database or from a browser."""
        if self.is_file:
            return str(value or "")
        value = self.field.prepare_value(value)
        if isinstance(self.field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
            return sorted({str(each) for each in value or []})
        if isinstance(self.field, forms.ChoiceField):
            return "" if value is None else str(value)
        try:
            value = self.field.to_python(normalize_line_endings(value))
        except ValidationError:
            return value
        return "" if value is None else value

    @cached_property
    def choice(self):
        """YOURS or SAVED, "" if the editor was asked and did not choose, None if not asked.

        An editor who chose SAVED and then wrote on is asked again, or the new words would be lost.
        """
        choice = self.form.data.get(self.html_choice_name)
        was_in_box = self.form.data.get(self.html_box_name, self.sent)
        return "" if choice == SAVED and was_in_box != self.sent else choice

    @property
    def html_choice_name(self):
        return f"conflict-{self.html_name}"

    @property
    def html_box_name(self):
        """The hidden input with the fingerprint of the text that the conflict page showed."""
        return f"conflict-box-{self.html_name}"

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
        """Whether the editor has to choose between the sent value and the stored one."""
        asked = self.was_changed_meanwhile or self.choice == ""
        return self.is_compared and self.form.is_bound and asked and self._has_changed()

    @property
    def data(self):
        """The sent value, or the stored value if the editor did not change the field."""
        if self.name == DELETION_FIELD_NAME and self.form.was_changed_meanwhile:
            return False
        if self.is_left_alone and not self.is_file:
            return self.initial
        return super().data

    def _has_changed(self):
        if not self.is_compared:
            return super()._has_changed()
        if self.form.choice == SAVED:  # the row stays removed
            return False
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
                self._display_text(self.initial), than=self._display_text(super().data)
            ),
        }
        return render_to_string("admin/interviews/edit_conflict.html", context)

    def _display_text(self, value):
        """Return the value as text, with the labels of choices."""
        field, value = self.field, self._normalized(value)
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


class DeskForm(forms.ModelForm):
    """The base of all admin forms: saves only what this editor changed."""

    bound_field_class = ComparedField
    refusal = None  # why the page refused to save this form, if it did
    is_gone = False  # whether another editor has removed this row of a formset

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_row = self.instance.pk is not None
        columns = self.instance._meta.concrete_fields
        self.stored = {
            column.attname: column.value_from_object(self.instance) for column in columns
        }

    def is_valid(self):
        return not isinstance(self.data, UnsavedFields) and super().is_valid()

    def full_clean(self):
        if isinstance(self.data, UnsavedFields):  # nobody has pressed Save yet
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    @property
    def conflicts(self):
        """The fields in which the editor must choose one of two values."""
        return [field for field in self if field.conflicts]

    @property
    def was_changed_meanwhile(self):
        """Whether another editor has changed this row since it was shown."""
        return any(field.was_changed_meanwhile for field in self)

    @property
    def html_choice_name(self):
        return f"conflict-{self.prefix}"

    @cached_property
    def choice(self):
        """The choice for a removed row: YOURS adds it again, SAVED leaves it removed."""
        return self.data.get(self.html_choice_name) if self.is_gone else None

    @property
    def is_added_again(self):
        return self.choice == YOURS

    def _post_clean(self):
        if self.is_gone and not self.is_added_again:
            self.add_error(None, self._ask_whether_to_add_again())
        self._refuse_unseen_removal()
        if self.refusal:
            self.add_error(None, self.refusal)
        # An unchanged row was validated when it was saved; validating costs queries.
        if self.has_row and not self.has_changed():
            return
        for field in self.conflicts:
            self.add_error(field.name, CHOOSE_FILE if field.is_file else CHOOSE)
        for field in self:
            # The exact stored value, without the changes that cleaning would make.
            if field.is_left_alone and field.name in self.stored:
                self.cleaned_data[field.name] = self.stored[field.name]
        super()._post_clean()

    def _ask_whether_to_add_again(self):
        context = {"name": self.html_choice_name, "noun": self._meta.model._meta.verbose_name}
        return render_to_string("admin/interviews/removed_row.html", context)

    def _refuse_unseen_removal(self):
        """Refuse to remove a row whose new content the editor has not seen."""
        is_marked = self.add_prefix(DELETION_FIELD_NAME) in self.data
        if DELETION_FIELD_NAME in self.fields and is_marked and self.was_changed_meanwhile:
            self.add_error(None, NOT_REMOVED)

    def columns_to_write(self):
        """The names of the columns in which the row differs from the stored one.

        These are the changed fields, and those columns that follow from others, such as a sort
        key, the width of a picture or the date of the last change.
        """
        columns, row = self.instance._meta.concrete_fields, self.instance
        return [
            column.name
            for column in columns
            if column.pre_save(row, add=False) != self.stored[column.attname]
        ]

    def save(self, commit=True):
        if commit and self.has_row:
            self.instance.save(update_fields=self.columns_to_write())
            self._save_m2m()
            return self.instance
        return super().save(commit)


def differences(text, than):
    """Return [(part, whether the part differs from `than`), …] of a text, compared by words."""
    changes = word_changes(than, text)
    return [(part, state == "added") for part, state in changes if state != "removed"]
