"""Keys for {% cache %}, so that a fragment is rendered again only if its models changed.

Django's default cache holds about 300 entries in each process.
"""

import hashlib
import json
from datetime import date
from functools import partial

from django import template
from django.db.models import Model, QuerySet
from django.db.models.fields.files import FieldFile
from django.urls import get_script_prefix
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

register = template.Library()


@register.filter
def digest(thing):
    """Return a key that changes when any loaded value of an object changes.

    The loaded values of a model are its columns, the rows selected with it, and annotations; of a
    list or a dataclass, all its items. Values that are not loaded do not count: a fragment that
    shows them would query the database each time.
    """
    environment = get_language(), get_script_prefix(), get_current_timezone_name()
    values = json.dumps([environment, thing], default=partial(_get_loaded, seen=set()))
    return hashlib.blake2b(values.encode(), digest_size=16).hexdigest()


def _get_loaded(thing, seen):
    if isinstance(thing, Model):
        attributes = {name: value for name, value in vars(thing).items() if name[0] != "_"}
        return [attributes, [_get_columns(row, seen) for row in thing._state.fields_cache.values()]]
    if isinstance(thing, date):  # a datetime is one
        return thing.isoformat()
    if isinstance(thing, FieldFile):
        return thing.name
    return list(thing) if isinstance(thing, QuerySet) else vars(thing)


def _get_columns(row, seen):
    """Return the columns of a related row; only its key if the row was seen before.

    So an interview counts once, not again with each of its exchanges.
    """
    if row is None or id(row) in seen:
        return row and row.pk
    seen.add(id(row))
    attributes = vars(row)
    return [attributes.get(field.attname) for field in row._meta.concrete_fields]
