"""Decisions are kept as they were taken (see interviews.seals)."""

from django.db.models import Q

from comments.models import Decision
from interviews.seals import Seal


def seals():
    """The seals of this room."""
    return [
        Seal(
            "decision_stands",
            "UPDATE",
            Decision,
            Q(),
            "A decision about a reply is not edited.",
        ),
        Seal(
            "decision_stays",
            "DELETE",
            Decision,
            Q(),
            "A decision about a reply is not deleted.",
        ),
    ]
