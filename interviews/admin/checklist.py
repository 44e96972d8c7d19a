"""The checklist of an interview on its form: each line links to its field."""

from typing import NamedTuple

from django.urls import reverse

from interviews.models.checklist import COMMENTS, CONVERSATION, CREDITS, Checklist

# From the form of the interview or of its update.
ADDRESSES = {
    CREDITS: "#credits-group",
    CONVERSATION: "#exchanges-heading",
    COMMENTS: "../comments/",
}
MAX_LINES = 50  # of each kind


class LinkedLine(NamedTuple):
    url: str
    sentence: str


def get_checklist_context(interview, has_exchanges):
    """Return the lines of the checklist for the panel; none if the interview is published.

    `has_exchanges` tells whether the form of the interview holds its exchanges as rows.
    """
    if interview.is_published:
        return {}
    return describe_checklist(Checklist(interview, at=interview.scheduled_for), has_exchanges)


def describe_checklist(checklist, has_exchanges):
    """Return the lines of a Checklist for the panel, with links to the fields."""
    exchanges = checklist.exchanges if has_exchanges else []
    return {
        "obstacles": link_lines(checklist.obstacles, exchanges),
        "warnings": link_lines(checklist.warnings, exchanges),
    }


def link_lines(lines, exchanges):
    """Return Lines with links to their fields; `exchanges` are the rows of the form, in order."""
    rows = {exchange: number for number, exchange in enumerate(exchanges)}
    linked = [LinkedLine(_get_url(line, rows), line.sentence) for line in lines]
    return {"lines": linked[:MAX_LINES], "total": len(linked), "more": len(linked[MAX_LINES:])}


def _get_url(line, rows):
    if line.exchange is None:
        return ADDRESSES.get(line.field, f"#id_{line.field}")
    if line.exchange in rows:
        return f"#id_exchanges-{rows[line.exchange]}-{line.field}"
    page = reverse("admin:interviews_exchange_change", args=[line.exchange.pk])
    return f"{page}#id_{line.field}"
