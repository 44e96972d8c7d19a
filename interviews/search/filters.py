"""The filters of a search."""

import re
from typing import NamedTuple

from interviews.models import Person, Topic


class Filters(NamedTuple):
    """A person who asks or answers, a topic, a year of publication, “questions” or “answers”."""

    person: Person | None = None
    topic: Topic | None = None
    year: int | None = None
    only: str = ""

    @property
    def is_active(self):
        """Whether any filter is set."""
        return any(self)

    @classmethod
    def from_query(cls, query):
        """Return the filters of a query string. Invalid and unknown values are ignored."""
        year, only = query.get("year", ""), query.get("only", "")
        return cls(
            person=_at(Person, query.get("person")),
            topic=_at(Topic, query.get("topic")),
            year=int(year) if re.fullmatch("[12][0-9]{3}", year) else None,
            only=only if only in ("questions", "answers") else "",
        )


def _at(model, slug):
    """Return the published object that has or had this slug, or None."""
    return model.objects.published().find_by_slug(slug) if slug and "\0" not in slug else None
