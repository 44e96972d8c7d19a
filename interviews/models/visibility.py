"""Which rows readers can see: each model says it in one line, `readers_see`.

`readers_see` is a Q about the model's own columns; or ALL_ROWS; or NO_ROWS; or the name of a
foreign key, where readers see the rows of a row that they see. A change of a row that readers can
see moves the revision number (publication.page_cache.revision).
"""

from django.db.models import Q

ALL_ROWS = Q()
NO_ROWS = None


def reader_condition(model):
    """A Q about the model's own columns, of the rows that readers can see; NO_ROWS for none."""
    # The rows that join two models belong to the model that names the other.
    seen = (model._meta.auto_created and _key_of_the_first(model)) or model.readers_see
    if not isinstance(seen, str):
        return seen
    other = model._meta.get_field(seen).related_model
    return Q(**{f"{seen}__in": other._base_manager.filter(reader_condition(other))})


def _key_of_the_first(model):
    return next(f.name for f in model._meta.fields if f.related_model is model._meta.auto_created)
