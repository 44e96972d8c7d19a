"""Database triggers that keep decisions unchanged (see interviews.history.immutability)."""

from django.db.models import Q

from comments.models import Decision
from interviews.history.immutability import Immutable


def build_rules():
    """The immutability rules of comments."""
    return [
        Immutable(
            "decision_no_update",
            "UPDATE",
            Decision,
            Q(),
            "A decision about a reply is not edited.",
        ),
        Immutable(
            "decision_no_delete",
            "DELETE",
            Decision,
            Q(),
            "A decision about a reply is not deleted.",
        ),
    ]
