"""Decisions are kept as they were taken (see interviews.history.immutability)."""

from django.db.models import Q

from comments.models import Decision
from interviews.history.immutability import Immutable


def protected_rows():
    """The seals of this room."""
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
