"""Links from the top of a refused form to its fields."""

from itertools import chain

from django.utils.safestring import SafeData
from django.utils.text import capfirst


class LinkedErrors:
    """Mixin for a page whose form, if it is refused, links to each field with an error."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if context["errors"]:
            context |= get_error_context(context)
        return super().render_change_form(request, context, add, change, form_url, obj)


def list_conflicts(form, formsets):
    """Return [(label, id to link to), …] of the fields that two editors changed differently."""
    rows = chain.from_iterable(formset.forms for formset in formsets)
    named = [(field.label, field) for field in form.conflicts]
    named += [(f"{row.instance}: {field.label}", field) for row in rows for field in row.conflicts]
    return [(label, field.conflict_id) for label, field in named]


def get_error_context(context):
    """Return what the template of a refused form needs in the place of Django's `errors`.

    With these, Django's template would tell of errors “below”, without links.
    """
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    links = list_errors(context["adminform"].form, formsets)
    return {"has_errors": True, "error_links": links, "errors": None}


def list_errors(form, formsets):
    """Return [(label, id to link to, message), …] of all errors, without the conflicts.

    The form's own errors are left out, since they belong to no field.
    """
    found = [(field.label, *_target(field)) for field in _fields_with_errors(form)]
    for formset in formsets:
        name = capfirst(formset.model._meta.verbose_name_plural)
        rows = f"{formset.prefix}-group"
        found += [(name, rows, _plain(error)) for error in formset.non_form_errors()]
        for row in formset.forms:
            name = _name(row)
            found += [(name, row.prefix, _plain(error)) for error in row.non_field_errors()]
            fields = _fields_with_errors(row)
            found += [(f"{name}: {field.label}", *_target(field)) for field in fields]
    return found


def _name(row):
    """Return the name of a row before its change, which may have left it without words."""
    model = type(row.instance)
    return str(model(**row.stored)) if row.has_row else capfirst(model._meta.verbose_name)


def _fields_with_errors(form):
    return [field for field in form if field.errors and not getattr(field, "conflicts", False)]


def _target(field):
    """Return the id of the field's first input, and its first error."""
    return field.id_for_label or f"{field.auto_id}_0", _plain(field.errors[0])


def _plain(error):
    """Return the message of an error; "" if it is HTML, which is shown beside the field."""
    return "" if isinstance(error, SafeData) else error
