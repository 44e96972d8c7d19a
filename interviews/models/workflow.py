"""The states of an interview, and the methods that change the state.

    draft -> in review -> scheduled -> published -> withdrawn
      ^__________|____________|            ^____________|

Each method records the user and the time in a StateChange. A scheduled interview is published
once its time has come, although no row changes then; a scheduled task records it afterwards.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.models.audit_entry import AuditAction, AuditEntry

MAX_CLOCK_DIFFERENCE = timedelta(days=1)  # between the clocks of several servers


class Status(models.TextChoices):
    DRAFT = "draft", gettext_lazy("draft")
    IN_REVIEW = "in_review", gettext_lazy("in review")
    SCHEDULED = "scheduled", gettext_lazy("scheduled")
    PUBLISHED = "published", gettext_lazy("published")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


UNDATED = [Status.DRAFT, Status.IN_REVIEW]  # without a date of publication
DATED = [status for status in Status if status not in UNDATED]

# Readers see something of these: the interview, the interview once its time has come, or a notice
# that it was withdrawn.
VISIBLE = Q(status__in=[Status.PUBLISHED, Status.SCHEDULED, Status.WITHDRAWN])


def published_condition(path="", now=None):
    """Return the condition (Q) under which readers see an interview; the only definition of it.

    The time decides only about scheduled interviews: another server's clock may be behind the
    clock of the server that published, and a clock may be set back.

    Args:
        path: lookup prefix that leads to the interview, such as "interview__".
        now: the time to compare with, by default the present. Triggers pass the database's clock.
    """
    moment = now or timezone.now()
    is_due = Q(**{f"{path}status": Status.SCHEDULED, f"{path}published_at__lte": moment})
    are_published = Q(**{f"{path}status": Status.PUBLISHED}) | is_due
    if now:
        return are_published
    # This excludes nothing, since publish() refuses a future time. It lets the database use an
    # index.
    return Q(**{f"{path}published_at__lte": moment + MAX_CLOCK_DIFFERENCE}) & are_published


def published_or_withdrawn(now=None):
    """Return the condition (Q) for interviews that are published or were withdrawn."""
    return published_condition(now=now) | Q(status=Status.WITHDRAWN)


class InvalidTransition(ValidationError):
    """The action is not possible in the interview's present state."""


class NotReady(ValidationError):
    """The interview cannot be published yet; `messages` lists the reasons."""


def validate_future(moment):
    """ValidationError if a moment at which something is to be published has passed."""
    if moment <= timezone.now():
        raise ValidationError(_("Choose a time in the future, or publish it now."))


class WorkflowMixin(models.Model):
    """A model with a state, and the methods that change the state."""

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
    def scheduled_for(self):
        """When a scheduled interview is to appear; None in other states."""
        return self.published_at if self.status == Status.SCHEDULED else None

    @property
    def is_withdrawn(self):
        return self.status == Status.WITHDRAWN

    @property
    def was_published(self):
        """Whether readers may have kept the address or an exchange of the interview."""
        return self.is_published or self.is_withdrawn

    @property
    def state(self):
        """The present status: a scheduled interview whose time has come is published."""
        return Status.PUBLISHED if self.is_published else Status(self.status)

    @property
    def available_actions(self):
        """The names of the methods that are possible in this state, the likeliest first."""
        return {
            Status.DRAFT: ["submit", "publish", "schedule"],
            Status.IN_REVIEW: ["publish", "schedule", "return_to_draft"],
            Status.SCHEDULED: ["publish", "schedule", "return_to_draft"],
            Status.PUBLISHED: ["withdraw"],
            Status.WITHDRAWN: ["publish"],
        }.get(self.state, [])

    @transaction.atomic
    def create_draft(self, by):
        """Insert the interview as a draft."""
        self.created_by = by
        self.save(force_insert=True)
        self._record_state(by)

    @transaction.atomic
    def submit(self, by):
        """Send a draft to review, and tell those who may publish it."""
        self._move("submit", Status.IN_REVIEW, by)
        self.announce_review(by)

    @transaction.atomic
    def return_to_draft(self, by, note=""):
        """Return the interview from review, or from the schedule, and tell who sent it there."""
        sent = self.state_changes.first()
        self._move("return_to_draft", Status.DRAFT, by, note)
        self.announce_return(sent and sent.by, by, note)

    def schedule(self, at, by):
        """Publish the interview at the future time `at`, without further action.

        ValidationError for a time in the past; NotReady if something is missing;
        SecondPersonNeeded if `by` changed the words last and the setting demands review.
        """
        validate_future(at)
        self._refuse_if_not_ready(at)
        self.record_change_made_elsewhere()
        self.refuse_last_editor(by)
        self._move("schedule", Status.SCHEDULED, by, published_at=at)

    @transaction.atomic
    def record_due_publication(self):
        """Record that a scheduled interview was published at its time; return whether it was due.

        The write checks the stored state, so that one of several servers records it.
        """
        due = type(self).objects.due().filter(pk=self.pk)
        if not due.update(status=Status.PUBLISHED):
            return False
        self.status = Status.PUBLISHED
        self._record_state(by=None, scheduled_for=self.published_at.isoformat())
        return True

    def publish(self, by, at=None, may_lack=()):
        """Show the interview to readers now. A withdrawn interview keeps its first date.

        `at` is an earlier date, for interviews that appeared elsewhere before. `may_lack` names
        fields of lines of the checklist that are ignored, for archives that lack them.
        ValidationError for a date in the future; NotReady if something is missing;
        SecondPersonNeeded if `by` changed the words last and the setting demands review.
        """
        if at and at > timezone.now():
            raise ValidationError(_("This time is in the future: schedule the interview instead."))
        self._refuse_if_not_ready(may_lack=may_lack)
        self.record_change_made_elsewhere()
        self.refuse_last_editor(by)
        first = self.published_at if self.is_withdrawn else None
        self._move("publish", Status.PUBLISHED, by, published_at=first or at or timezone.now())

    def withdraw(self, by, note=""):
        """Hide the interview. Its address says that it was withdrawn, and shows `note`."""
        self._move("withdraw", Status.WITHDRAWN, by, note, published_at=self.published_at)

    def obstacles(self, at=None):
        """Return why the interview cannot be published (at `at`) yet: Lines of the checklist."""
        raise NotImplementedError

    def _refuse_if_not_ready(self, at=None, may_lack=()):
        sentences = [line.sentence for line in self.obstacles(at) if line.field not in may_lack]
        if sentences:
            raise NotReady(sentences)

    @transaction.atomic
    def _move(self, verb, status, by, note="", published_at=None):
        if verb not in self.available_actions:
            raise InvalidTransition(
                _("This is not possible: the interview is %(state)s.") % {"state": self.state.label}
            )
        # The write checks the stored status, so that one of two editors gets an error.
        unchanged = type(self).objects.filter(pk=self.pk, status=self.status)
        if not unchanged.update(
            status=status, published_at=published_at, updated_at=timezone.now()
        ):
            raise InvalidTransition(_("Somebody else has changed the state meanwhile. Reload."))
        self.status, self.published_at = status, published_at
        self._record_state(by, note)

    def _record_state(self, by, note="", **details):
        self.state_changes.create(status=self.status, by=by, note=note)
        details["state"] = self.status
        AuditEntry.objects.record(AuditAction.MOVED, by=by, about=self, **details)
