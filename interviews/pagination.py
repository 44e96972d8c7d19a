"""Keyset pagination: the thousandth page of a list costs as much as the first."""

from functools import cached_property

from django.db.models import Q
from django.http import Http404, QueryDict

PAGE_SIZE = 30
MAX_KEY_DIGITS = 18  # digits


class KeysetPage:
    """A page of an ordered QuerySet: its first rows, or the rows after or before a given row.

    Args:
        query_params: request.GET; `after` or `before` holds the primary key of the given row.
        queryset: ordered by its own fields; none is null, and the last one is unique.
        size: the greatest number of rows.
        extra_params: the names of other parameters that links to pages keep.

    Raises Http404 if there is no such row.
    """

    def __init__(self, query_params, queryset, size=PAGE_SIZE, extra_params=()):
        self.extra_params = select_params(query_params, extra_params)
        self.queryset, self.size = queryset, size
        self.after, self.before = query_params.get("after", ""), query_params.get("before", "")
        self.order = [_direction(name) for name in queryset.query.order_by]

    @cached_property
    def _found(self):
        """The rows of the page, and one more if there is a further page."""
        if self.before:
            found = self._beyond(self.before, backwards=True).reverse()
        elif self.after:
            found = self._beyond(self.after)
        else:
            found = self.queryset
        return list(found[: self.size + 1])

    @cached_property
    def object_list(self):
        rows = self._found[: self.size]
        return rows[::-1] if self.before else rows

    def __iter__(self):
        return iter(self.object_list)

    @property
    def is_first(self):
        return not (self.before or self.after)

    @property
    def previous(self):
        """The first row, before which the previous page ends; None on the first page."""
        if self.is_first or (self.before and len(self._found) <= self.size):
            return None
        return self.object_list[0] if self.object_list else None

    @property
    def next(self):
        """The last row, after which the next page begins; None on the last page."""
        if not self.before and len(self._found) <= self.size:
            return None
        return self.object_list[-1] if self.object_list else None

    @property
    def query(self):
        """The query string of this page's address; "" on the first page."""
        if self.is_first:
            return ""
        query = self.extra_params.copy()
        query["before" if self.before else "after"] = self.before or self.after
        return query.urlencode()

    def _beyond(self, key, backwards=False):
        """Return all rows after the row of that key, or before it if `backwards`."""
        row = self._row(key)
        beyond, level = Q(), {}
        for name, descends in self.order:
            value = getattr(row, name)
            side = "lt" if descends != backwards else "gt"
            beyond |= Q(**level, **{f"{name}__{side}": value})
            level[name] = value
        # The condition on the first field is repeated alone, so that the database uses an index.
        name, descends = self.order[0]
        side = "lte" if descends != backwards else "gte"
        return self.queryset.filter(beyond, **{f"{name}__{side}": getattr(row, name)})

    def _row(self, key):
        if not (key.isascii() and key.isdigit() and len(key) <= MAX_KEY_DIGITS):
            raise Http404
        names = [name for name, _descends in self.order]
        row = self.queryset.model.objects.only(*names).filter(pk=key).first()
        if row is None or any(getattr(row, name) is None for name in names):
            raise Http404
        return row


def get_pages_of_parts(parts, query_params, extra_params=(), size=PAGE_SIZE):
    """Return {part: KeysetPage} of {part: QuerySet}: all parts, or only the one in `?part=`.

    Each has its first page; only a single part can be paged through.
    """
    part = query_params.get("part")
    if part in parts:
        parts = {part: parts[part]}
    else:
        query_params = select_params(query_params, extra_params)
    pages = {
        name: KeysetPage(query_params, rows, size, extra_params) for name, rows in parts.items()
    }
    for name, page in pages.items():
        page.extra_params["part"] = name
    return pages


def select_params(query_params, names):
    """Return a QueryDict with only these parameters."""
    those = QueryDict(mutable=True)
    those.update({name: query_params[name] for name in names if name in query_params})
    return those


def _direction(name):
    return name.removeprefix("-"), name.startswith("-")
