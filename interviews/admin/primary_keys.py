"""Keys of rows that a form brings: what cannot be a key never reaches a query."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

MAX_KEY_DIGITS = 18  # digits that surely fit a row's key of 64 bits


def is_key(text):
    """Whether this could be the key of a row: what else a form brings must not reach a query."""
    return str(text).isdecimal() and len(str(text)) <= MAX_KEY_DIGITS


class KeyValidation:
    """Django's own widgets, on showing a form again, look up whatever was sent as a key."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if is_key(key)], attr)


class SingleSelect(KeyValidation, AutocompleteSelect):
    pass


class MultipleSelect(KeyValidation, AutocompleteSelectMultiple):
    def build_attrs(self, base_attrs, extra_attrs=None):
        # Each choice has its own button to remove it. One for all would stand in the list of them.
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}

    def value_from_datadict(self, data, files, name):
        # Cut to what a key can be, so that it is looked for in vain, and said to be wrong.
        return [key[:MAX_KEY_DIGITS] for key in super().value_from_datadict(data, files, name)]
