"""Formsets: related rows that are edited in the form of their object."""

from django import forms


class RowKeyField(forms.Field):
    """The row that a form belongs to; Django’s own field asks the database for each row."""

    widget = forms.HiddenInput

    def __init__(self, row):
        super().__init__(initial=row.pk, required=False)
        self.row = row

    def clean(self, value):
        return self.row

    def has_changed(self, initial, data):
        return False


def label_widget(field):
    """Name the inputs of a field for screen readers."""
    widget = getattr(field.widget, "widget", field.widget)  # without Django’s buttons around it
    widget.attrs["aria-label"] = field.label


class DeskFormSet(forms.BaseInlineFormSet):
    """Rows that somebody else may have changed or removed since the form was shown.

    A removed row that this editor left alone stays removed. If the editor changed it, the editor
    chooses: add it as a new row, or leave it removed.
    """

    def get_queryset(self):
        if self.is_bound and "forms" in self.__dict__:
            # Django's templates pair each form with a row by its place in this list.
            return [form.instance if form.has_row else None for form in self.initial_forms]
        return super().get_queryset()

    # Django’s table of rows has headings, but no labels. Rows with labels say no.
    needs_labels = True

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if self.needs_labels:
            for field in form.fields.values():
                label_widget(field)
        if index is not None and index < self.initial_form_count():
            form.fields[self.model._meta.pk.name] = RowKeyField(form.instance)
            form.is_gone = form.empty_permitted = not form.has_row

    @property
    def initial_forms(self):
        return [form for form in super().initial_forms if not form.is_added_again]

    @property
    def extra_forms(self):
        again = [form for form in super().initial_forms if form.is_added_again]
        return [*super().extra_forms, *again]
