"""Parts of pages that are made once, because they are made of values alone.

What a template makes of equal values is always the same, if it sees nothing else. So a part is
told all that it shows in plain values, and its template meets neither the request, nor the rest
of the page, nor a row of the database. What was made of the same values before is then what
would be made of them again: nobody has to say when a part has changed, and nothing can be
forgotten.
"""

import hashlib
import json
from datetime import date

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_script_prefix
from django.utils.safestring import SafeData
from django.utils.translation import get_language

from interviews.remembering import Memory

MEMORY = Memory(8 * 1024 * 1024)
# What parts show besides, whatever they are told.
NAMES = ["NAME", "URL", "TAGLINE", "PROMISE", "LICENCE", "EMAIL"]
SETTINGS = [f"PUBLICATION_{name}" for name in NAMES]


def made(template, **values):
    """The HTML that a template makes of these values: texts, numbers, moments, None, and lists,
    tuples and dictionaries of such. TypeError for what could change under its name.
    """
    return _once(template, values, lambda told: get_template(template).render(told))


def html(make, **values):
    """The HTML that a function makes of such values."""
    return _once(f"{make.__module__}.{make.__qualname__}", values, lambda told: make(**told))


def data(make, **values):
    """What a function makes of such values, if JSON can tell it."""
    name = f"{make.__module__}.{make.__qualname__}"
    return json.loads(_once(name, values, lambda told: json.dumps(make(**told))))


def _once(name, values, make):
    around = [get_language(), get_script_prefix(), *(getattr(settings, one) for one in SETTINGS)]
    around.append(settings.STORAGES["staticfiles"]["BACKEND"])  # by which files are addressed
    asked = json.dumps([name, around, values], default=_moment)
    key = hashlib.blake2b(asked.encode(), digest_size=16).digest()
    part = MEMORY.get(key)
    if part is None:
        _refuse_markup(values.values())
        MEMORY.put(key, part := make(values))
    return part


def _moment(value):
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no plain value: nobody could tell its change.")


def _refuse_markup(values):
    """A text marked as safe looks just like the same text unmarked, and is shown otherwise."""
    for value in values:
        if isinstance(value, SafeData):
            raise TypeError(f"“{value:.40}” is markup, and no plain value.")
        if isinstance(value, (list, tuple)):
            _refuse_markup(value)
        if isinstance(value, dict):
            _refuse_markup(value.values())
