"""Database triggers that keep decisions unchanged (see interviews.history.immutability)."""

from django.db.models import Q

from comments.models import Decision
from interviews.history.immutability import Immutable


def protected_rows():
    """The immutability rules of comments."""
    return [
        Immutable(
            "decision_stands",
            "UPDATE",
            Decision,
            Q(),
            "A decision about a reply is not edited.",
        ),
        Immutable(
            "decision_stays",
            "DELETE",
            Decision,
            Q(),
            "A decision about a reply is not deleted.",
        ),
    ]
