"""Edit conflicts: two editors have the same form open, and both save.

Beside each field the form carries a fingerprint of the value that it showed. When the form comes
back, three values of a field are compared: the one that was shown, the one that was sent and the
one that is stored now.

    sent == shown                     the editor left the field alone: the stored value stays
    sent != shown, shown == stored    the editor changed the field: the sent value is saved
    sent != shown, shown != stored    both changed it: the editor sees both values and chooses;
                                      texts can be joined
"""

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.utils import ErrorDict
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from interviews.admin.compared_field import YOURS, ComparedField
from interviews.models.autosave import UnsavedFields

CHOOSE = _("Somebody else has changed this meanwhile. Choose which version to keep.")
NOT_REMOVED = _(
    "Not removed: somebody else has changed this meanwhile. This is the current version. To remove "
    "it anyway, mark it for removal again."
)
CHOOSE_FILE = _(
    "Somebody else has changed this meanwhile. This is the current version. To replace it anyway, "
    "tick “Use the picture that you chose”."
)


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
