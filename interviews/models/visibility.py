"""Which rows readers can see. Each model declares it in its attribute `readers_see`.

`readers_see` is a Q about the model's own columns, ALL_ROWS, NO_ROWS, or the name of a foreign
key: then readers see a row if they see the row that it points to. A change of a visible row
increases the revision number (publication.page_cache.revision).
"""

from django.db.models import Q

ALL_ROWS = Q()
NO_ROWS = None


def reader_condition(model):
    """Return a Q about the model's own columns for the rows that readers see, or NO_ROWS."""
    # The rows of a many-to-many table belong to the model that declares the field.
    seen = (model._meta.auto_created and _key_of_the_first(model)) or model.readers_see
    if not isinstance(seen, str):
        return seen
    other = model._meta.get_field(seen).related_model
    return Q(**{f"{seen}__in": other._base_manager.filter(reader_condition(other))})


def _key_of_the_first(model):
    return next(f.name for f in model._meta.fields if f.related_model is model._meta.auto_created)
