"""Pages of long lists, found by key: the thousandth costs what the first does."""

from functools import cached_property

from django.db.models import Q
from django.http import Http404, QueryDict

PAGE_SIZE = 30
MAX_KEY_DIGITS = 18  # digits


class KeysetPage:
    """Up to `size` rows of an ordered QuerySet: the first, or those after or before a row.

    `query_params` is the query of an address, in which `after` or `before` names that row by its
    primary key. Http404 for a row that is not there. The QuerySet orders by fields of its own,
    none of them null and the last of them unique, so that every row has one place. `extra_params`
    names the other parameters that the list is query_params for by, kept from page to page.
    """

    def __init__(self, query_params, queryset, size=PAGE_SIZE, extra_params=()):
        self.extra_params = select_params(query_params, extra_params)
        self.queryset, self.size = queryset, size
        self.after, self.before = query_params.get("after", ""), query_params.get("before", "")
        self.order = [_direction(name) for name in queryset.query.order_by]

    @cached_property
    def _found(self):
        """The rows of the page in order, and one more if there are more beyond it."""
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
        """The row before which the previous page ends; None on the first."""
        if self.is_first or (self.before and len(self._found) <= self.size):
            return None
        return self.object_list[0] if self.object_list else None

    @property
    def next(self):
        """The row after which the next page begins; None on the last."""
        if not self.before and len(self._found) <= self.size:
            return None
        return self.object_list[-1] if self.object_list else None

    @property
    def query(self):
        """Of this page's own address; "" on the first."""
        if self.is_first:
            return ""
        query = self.extra_params.copy()
        query["before" if self.before else "after"] = self.before or self.after
        return query.urlencode()

    def _beyond(self, key, backwards=False):
        """All rows behind the one of that key, or in front of it."""
        row = self._row(key)
        beyond, level = Q(), {}
        for name, descends in self.order:
            value = getattr(row, name)
            side = "lt" if descends != backwards else "gt"
            beyond |= Q(**level, **{f"{name}__{side}": value})
            level[name] = value
        # Said once more of the first field alone: that is what an index is searched by.
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


def select_params(query_params, names):
    """A query of these parameters alone."""
    those = QueryDict(mutable=True)
    those.update({name: query_params[name] for name in names if name in query_params})
    return those


def _direction(name):
    return name.removeprefix("-"), name.startswith("-")
