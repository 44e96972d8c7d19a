"""By what a reader narrows a search."""

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
        """Whether a reader narrows the search by any of them."""
        return any(self)

    @classmethod
    def from_query(cls, query):
        """Those that an address asks for; one that makes no sense, or leads nowhere, is not set."""
        year, only = query.get("year", ""), query.get("only", "")
        return cls(
            person=_at(Person, query.get("person")),
            topic=_at(Topic, query.get("topic")),
            year=int(year) if re.fullmatch("[12][0-9]{3}", year) else None,
            only=only if only in ("questions", "answers") else "",
        )


def _at(model, slug):
    """What readers may see that has this slug, or had it once."""
    return model.objects.published().find_by_slug(slug) if slug and "\0" not in slug else None
