"""What waits for an editor: the lines on the first page of the desk.

Each line has a count and leads to a list. A line without anything waiting is left out.
"""

from collections import Counter
from datetime import timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from interviews.models import Correction, DeskComment, Exchange, Interview, PreparedUpdate

SOON = timedelta(days=7)
INTERVIEWS = "admin:interviews_interview_changelist"


class Waiting(NamedTuple):
    """`sentence` has the count in it."""

    sentence: str
    url: str


def list_waiting_interviews(user):
    """Yield what waits in interviews and that the user may see."""
    interviews, url = Interview.objects.shown_to(user), reverse(INTERVIEWS)
    updates = PreparedUpdate.objects.filter
    yield from _line(
        interviews.drafts_of(user).count(),
        lambda n: ngettext("%d draft of yours", "%d drafts of yours", n),
        f"{url}?state=draft&mine=1",
    )
    yield from _list_comments(user)
    if not user.has_perm("interviews.view_interview"):
        return
    yield from _line(
        interviews.filter(status=Interview.Status.IN_REVIEW).count(),
        lambda n: ngettext("%d interview in review", "%d interviews in review", n),
        f"{url}?state=in_review",
    )
    yield from _line(
        interviews.appearing_before(timezone.now() + SOON).count(),
        lambda n: ngettext(
            "%d interview appears within a week", "%d interviews appear within a week", n
        ),
        f"{url}?state=scheduled",
    )
    for status in PreparedUpdate.Status:
        yield from _line(
            updates(status=status).count(), UPDATES[status], f"{url}?update={status.value}"
        )
    yield from _list_broken_quotations()


UPDATES = {
    PreparedUpdate.Status.DRAFT: lambda n: ngettext(
        "%d update not finished", "%d updates not finished", n
    ),
    PreparedUpdate.Status.IN_REVIEW: lambda n: ngettext(
        "%d update in review", "%d updates in review", n
    ),
    PreparedUpdate.Status.SCHEDULED: lambda n: ngettext(
        "%d update scheduled", "%d updates scheduled", n
    ),
}


def list_waiting_corrections(user):
    """Yield the line of unpublished corrections."""
    if user.has_perm("interviews.view_correction"):
        yield from _line(
            Correction.objects.filter(published_at=None).count(),
            lambda n: ngettext("%d unpublished correction", "%d unpublished corrections", n),
            reverse("admin:interviews_correction_changelist") + "?published_at__isempty=1",
        )


def _list_broken_quotations():
    """Yield a line for each interview with pull quotes that are not in their answers."""
    broken = {}
    for exchange in Exchange.objects.with_broken_pull_quote():
        broken.setdefault(exchange.interview, []).append(exchange)
    for interview, exchanges in broken.items():
        sentence = ngettext(
            "%(count)d pull quote is not in its answer: %(title)s",
            "%(count)d pull quotes are not in their answers: %(title)s",
            len(exchanges),
        ) % {"count": len(exchanges), "title": interview}
        yield Waiting(sentence, reverse("admin:interviews_interview_change", args=[interview.pk]))


def _list_comments(user):
    """Yield a line for each interview with open comments that the user may settle."""
    waiting = DeskComment.objects.waiting_for(user)
    counts = Counter(waiting.values_list("interview", "interview__title"))
    for (key, title), count in sorted(counts.items()):
        sentence = ngettext(
            "%(count)d comment to settle: %(title)s",
            "%(count)d comments to settle: %(title)s",
            count,
        ) % {"count": count, "title": title}
        yield Waiting(sentence, reverse("admin:interviews_interview_comments", args=[key]))


def _line(count, sentence, url):
    if count:
        yield Waiting(sentence(count) % count, url)
