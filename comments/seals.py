"""Triggers that keep decisions as they were taken (see interviews.seals)."""

from interviews.seals import Seal

SEALS = [
    Seal(
        "decision_stands",
        "UPDATE",
        "comments_decision",
        "OLD.id IS NOT NULL",
        "A decision about a reply is not edited.",
    ),
    Seal(
        "decision_stays",
        "DELETE",
        "comments_decision",
        "OLD.id IS NOT NULL",
        "A decision about a reply is not deleted.",
    ),
]
