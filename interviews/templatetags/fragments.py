"""Keys for {% cache %}: a fragment is made once of the same models, whatever changed elsewhere.

Django's default cache remembers the 300 fragments that were last asked for, in each process.
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
    """Return another key as soon as anything that is loaded of a thing has another value.

    Of a model these are its columns, the rows that were selected with it, and what a query or a
    view has set on it; of a list and a dataclass, all that is in it. What is not loaded has no
    part in the key: a fragment that shows it would ask the database each time it is made.
    """
    around = get_language(), get_script_prefix(), get_current_timezone_name()
    said = json.dumps([around, thing], default=partial(_loaded, told=set()))
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def _loaded(thing, told):
    if isinstance(thing, Model):
        set_on_it = {name: value for name, value in vars(thing).items() if name[0] != "_"}
        return [set_on_it, [_selected(row, told) for row in thing._state.fields_cache.values()]]
    if isinstance(thing, date):  # a datetime is one
        return thing.isoformat()
    if isinstance(thing, FieldFile):
        return thing.name
    return list(thing) if isinstance(thing, QuerySet) else vars(thing)


def _selected(row, told):
    """The columns of a row that was selected with another; of an interview once, not with each
    of its exchanges."""
    if row is None or id(row) in told:
        return row and row.pk
    told.add(id(row))
    named = vars(row)
    return [named.get(field.attname) for field in row._meta.concrete_fields]
