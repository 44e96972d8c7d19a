"""The states of an interview, and the verbs that are the only way between them.

    draft -> in review -> scheduled -> published -> withdrawn
      ^__________|____________|            ^____________|

Each verb records who and when in a StateChange. A scheduled interview is published by the
clock alone: from its minute on it *is* published, though no row changes.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WRONG_CLOCK = timedelta(days=1)  # the most by which clocks of several servers differ


class Status(models.TextChoices):
    DRAFT = "draft", gettext_lazy("draft")
    IN_REVIEW = "in_review", gettext_lazy("in review")
    SCHEDULED = "scheduled", gettext_lazy("scheduled")
    PUBLISHED = "published", gettext_lazy("published")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


UNDATED = [Status.DRAFT, Status.IN_REVIEW]  # they have no date of publication
DATED = [status for status in Status if status not in UNDATED]

# What readers may see: an interview, an interview from its minute on, that it was there once.
VISIBLE = Q(status__in=[Status.PUBLISHED, Status.SCHEDULED, Status.WITHDRAWN])


def published_condition(path="", now=None):
    """The one condition under which readers see an interview, `path` being the way to it.

    The clock decides on the scheduled alone: the clock of another server may be behind the clock
    of the server that published, and a clock may be set back. `now` is the moment that counts;
    triggers pass the clock of the database.
    """
    moment = now or timezone.now()
    is_due = Q(**{f"{path}status": Status.SCHEDULED, f"{path}published_at__lte": moment})
    are_published = Q(**{f"{path}status": Status.PUBLISHED}) | is_due
    if now:
        return are_published
    # Nobody publishes for a time to come, so this leaves nothing out; an index is searched by it.
    return Q(**{f"{path}published_at__lte": moment + WRONG_CLOCK}) & are_published


def published_or_withdrawn(now=None):
    """The published, and the withdrawn, whose addresses tell that they were published."""
    return published_condition(now=now) | Q(status=Status.WITHDRAWN)


class InvalidTransition(ValidationError):
    """The verb does not lead on from the state that the interview is in."""


class NotReady(ValidationError):
    """Something that readers need is missing; `messages` lists what."""


class WorkflowMixin(models.Model):
    """Has a state, and the verbs that change it."""

    status = models.CharField(
        gettext_lazy("state"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    published_at = models.DateTimeField(gettext_lazy("published"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_published(self):
        is_due = self.status == Status.SCHEDULED and self.published_at <= timezone.now()
        return self.status == Status.PUBLISHED or is_due

    @property
    def is_withdrawn(self):
        return self.status == Status.WITHDRAWN

    @property
    def was_published(self):
        """Whether readers may have kept its address, or anything in it."""
        return self.is_published or self.is_withdrawn

    @property
    def state(self):
        """The status as of now: the scheduled whose minute has come is published."""
        return Status.PUBLISHED if self.is_published else Status(self.status)

    @property
    def available_actions(self):
        """The names of the verbs that lead on from here, the likeliest first."""
        return {
            Status.DRAFT: ["submit", "publish", "schedule"],
            Status.IN_REVIEW: ["publish", "schedule", "return_to_draft"],
            Status.SCHEDULED: ["publish", "schedule", "return_to_draft"],
            Status.PUBLISHED: ["withdraw"],
            Status.WITHDRAWN: ["publish"],
        }.get(self.state, [])

    @transaction.atomic
    def create_draft(self, by):
        """Save it for the first time, as a draft."""
        self.save(force_insert=True)
        self.state_changes.create(status=self.status, by=by)

    def submit(self, by):
        """Give a draft to another pair of eyes."""
        self._move("submit", Status.IN_REVIEW, by)

    def return_to_draft(self, by, note=""):
        """Take it back from review, or off the schedule, to work on."""
        self._move("return_to_draft", Status.DRAFT, by, note)

    def schedule(self, at, by):
        """Let it appear at `at`, a time to come; the clock publishes it, nobody need be there."""
        if at <= timezone.now():
            raise ValidationError(_("Choose a time that is still to come, or publish it now."))
        self._refuse_if_not_ready()
        self._move("schedule", Status.SCHEDULED, by, published_at=at)

    def publish(self, by, at=None):
        """Show it to readers now; what was withdrawn returns under its first date.

        `at` dates it back, for interviews that appeared elsewhere before.
        """
        if at and at > timezone.now():
            raise ValidationError(_("This time is still to come: schedule it instead."))
        self._refuse_if_not_ready()
        first = self.published_at if self.is_withdrawn else None
        self._move("publish", Status.PUBLISHED, by, published_at=first or at or timezone.now())

    def withdraw(self, by, note=""):
        """Take it from the readers; its address says so, and says why if `note` does."""
        self._move("withdraw", Status.WITHDRAWN, by, note, published_at=self.published_at)

    def obstacles(self):
        """What keeps it from being published, a sentence each."""
        raise NotImplementedError

    def _refuse_if_not_ready(self):
        obstacles = self.obstacles()
        if obstacles:
            raise NotReady(obstacles)

    @transaction.atomic
    def _move(self, verb, status, by, note="", published_at=None):
        if verb not in self.available_actions:
            raise InvalidTransition(
                _("It is %(state)s; from there this cannot be done.") % {"state": self.state.label}
            )
        # Asking the row again, in the write itself, so that of two editors one is told.
        unchanged = type(self).objects.filter(pk=self.pk, status=self.status)
        if not unchanged.update(
            status=status, published_at=published_at, updated_at=timezone.now()
        ):
            raise InvalidTransition(_("Somebody else has changed its state meanwhile. Look again."))
        self.status, self.published_at = status, published_at
        self.state_changes.create(status=status, by=by, note=note)
