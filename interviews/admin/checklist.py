"""The checklist of an interview on its form: each line links to its field."""

from typing import NamedTuple

from django.urls import reverse

from interviews.models.checklist import CONVERSATION, CREDITS, Checklist

ANCHORS = {CREDITS: "#credits-group", CONVERSATION: "#exchanges-heading"}
MAX_LINES = 50  # of each kind


class LinkedLine(NamedTuple):
    url: str
    sentence: str


def get_checklist_context(interview, has_exchanges):
    """Return the lines of the checklist for the panel.

    `has_exchanges` tells whether the form of the interview holds its exchanges as rows.
    """
    if interview.is_published:
        return {}
    checklist = Checklist(interview, at=interview.scheduled_for)
    rows = {exchange: number for number, exchange in enumerate(checklist.exchanges)}
    rows = rows if has_exchanges else {}
    return {
        "obstacles": _link(checklist.obstacles, rows),
        "warnings": _link(checklist.warnings, rows),
    }


def _link(lines, rows):
    linked = [LinkedLine(_get_url(line, rows), line.sentence) for line in lines]
    return {"lines": linked[:MAX_LINES], "total": len(linked), "more": len(linked[MAX_LINES:])}


def _get_url(line, rows):
    if line.exchange is None:
        return ANCHORS.get(line.field, f"#id_{line.field}")
    if line.exchange in rows:
        return f"#id_exchanges-{rows[line.exchange]}-{line.field}"
    page = reverse("admin:interviews_exchange_change", args=[line.exchange.pk])
    return f"{page}#id_{line.field}"
