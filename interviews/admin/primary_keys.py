"""Fields that choose rows by their keys: what cannot be a key never reaches a query.

The choices are completed while typing. Where no script runs, the name is typed into a further
field instead.
"""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

MAX_KEY_DIGITS = 18  # digits that surely fit a row's key of 64 bits
NOT_THERE = _("Nothing here has this name. Check the spelling, or add it first.")


def is_key(text):
    """Whether this could be the key of a row: what else a form brings must not reach a query."""
    return str(text).isdecimal() and len(str(text)) <= MAX_KEY_DIGITS


def find_row(rows, key):
    """Return the row of a key that was sent; Http404 if there is none."""
    if not is_key(key):
        raise Http404
    return get_object_or_404(rows, pk=key)


class TypedName:
    """Mixin for a widget: a field for a name where no script runs.

    Django's own widgets, on showing a form again, look up whatever was sent as a key.
    """

    typed_label = _("or type the name")

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if is_key(key)], attr)

    def render(self, name, value, attrs=None, renderer=None):
        values = value if isinstance(value, list) else [value]
        typed = [each for each in values if isinstance(each, str) and not is_key(each)]
        field = '<noscript><label class="typed-name">{} <input type="text" {}></label></noscript>'
        attributes = format_html('name="{}-name" value="{}"', name, "; ".join(filter(None, typed)))
        return super().render(name, value, attrs, renderer) + format_html(
            field, self.typed_label, attributes
        )

    def find_key(self, text):
        """Return the key of the row with this name; the text if there is none."""
        model, text = self.field.remote_field.model, text.strip()
        if "\0" not in text and (found := find_by_name(model, text)):
            return str(found.pk)
        # A text without letters could be read as a number, and then as a key.
        return text if any(map(str.isalpha, text)) else f"{text} ?"


def find_by_name(model, name):
    if hasattr(model.objects, "find_by_name"):
        return model.objects.find_by_name(name)
    return model.objects.filter(**{model.name_field: name}).first()


class SingleSelect(TypedName, AutocompleteSelect):
    def value_from_datadict(self, data, files, name):
        typed = data.get(f"{name}-name", "").strip()
        return self.find_key(typed) if typed else super().value_from_datadict(data, files, name)


class MultipleSelect(TypedName, AutocompleteSelectMultiple):
    typed_label = _("or type names, separated by semicolons")

    def build_attrs(self, base_attrs, extra_attrs=None):
        # Each choice has its own button to remove it. One for all would stand in the list of them.
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}

    def value_from_datadict(self, data, files, name):
        # Cut to what a key can be, so that it is looked for in vain, and said to be wrong.
        keys = [key[:MAX_KEY_DIGITS] for key in super().value_from_datadict(data, files, name)]
        typed = filter(None, map(str.strip, data.get(f"{name}-name", "").split(";")))
        return [*keys, *map(self.find_key, typed)]
