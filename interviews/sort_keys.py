"""Sort keys: names in the order that people expect, in any script and on either database.

A database's own order depends on its collation: SQLite puts “Åsa” after “Zoe”. So each row stores
a sort key.
"""

import unicodedata

from django.db import models

from interviews.fields import DjangoFieldInMigrations


def sort_key(text):
    """Return the text without case and accents, then the text itself, which decides ties."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn") + "\x01" + text


class SortKeyField(DjangoFieldInMigrations, models.CharField):
    """Stores sort_key() of the attribute `follows` at each save."""

    def __init__(self, follows=None, **kwargs):
        self.follows = follows
        super().__init__(**({"max_length": 500, "editable": False, "db_index": True} | kwargs))

    def pre_save(self, instance, add):
        key = sort_key(getattr(instance, self.follows))[: self.max_length]
        setattr(instance, self.attname, key)
        return key
