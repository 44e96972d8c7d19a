"""PreparedUpdate: a changed text of an interview that readers do not see until it is published.

    draft -> in review -> scheduled -> published
      ^__________|____________|

An update is a set of changes and not a copy: what it does not change follows the published text,
so that a typing error that is corrected meanwhile stays corrected. A published update is a Version
of its interview like any other, and its row is deleted.
"""

from contextlib import contextmanager

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.models.audit_entry import AuditAction, AuditEntry
from interviews.models.checklist import Checklist
from interviews.models.content import Content, content_of
from interviews.models.content_merge import merge_content
from interviews.models.content_writing import write_content
from interviews.models.correction import CHOSEN_BY_EDITORS
from interviews.models.exchange_key import ExchangeKey
from interviews.models.interview import Interview
from interviews.models.recurring_question import RecurringQuestion
from interviews.models.review import refuse_last_editor
from interviews.models.version import Version
from interviews.models.versions import UnexplainedChange
from interviews.models.visibility import NO_ROWS
from interviews.models.workflow import InvalidTransition, NotReady, validate_future


class UpdateStatus(models.TextChoices):
    DRAFT = "draft", gettext_lazy("draft")
    IN_REVIEW = "in_review", gettext_lazy("in review")
    SCHEDULED = "scheduled", gettext_lazy("scheduled")


class PreparedUpdateQuerySet(models.QuerySet):
    def due(self):
        """Filter for scheduled updates whose time has come."""
        return self.filter(status=UpdateStatus.SCHEDULED, publish_at__lte=timezone.now())

    def locked(self, interview):
        """Return the update of an interview, or a new one without changes, which is not stored.

        The rows of the interview and of the update are locked until the transaction ends.
        """
        interview.record_change_made_elsewhere()
        found = self.filter(interview=interview).select_for_update(no_key=True).first()
        return found or self.model.unchanged(interview)


class PreparedUpdate(models.Model):
    """The update of one interview; `base` is the version that its changes were made from."""

    Status = UpdateStatus

    interview = models.OneToOneField(Interview, models.CASCADE, related_name="prepared_update")
    base = models.ForeignKey(Version, models.CASCADE, related_name="+")
    facts = models.JSONField()  # see interviews.models.content
    exchanges = models.JSONField()  # [[key, content], …] in order
    names = models.JSONField()
    kind = models.CharField(
        gettext_lazy("kind of change"), max_length=15, choices=CHOSEN_BY_EDITORS, blank=True
    )
    note = models.TextField(gettext_lazy("note for readers"), blank=True)
    edited_at = models.DateTimeField(gettext_lazy("edited"))
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    status = models.CharField(
        gettext_lazy("state"), max_length=10, choices=UpdateStatus, default=UpdateStatus.DRAFT
    )
    publish_at = models.DateTimeField(gettext_lazy("publish on"), null=True)
    moved_at = models.DateTimeField(gettext_lazy("state changed"), null=True)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reason = models.TextField(gettext_lazy("why it is a draft again"), blank=True)

    readers_see = NO_ROWS
    overlaps = ()  # those of the ContentMerge that applied() has written
    objects = PreparedUpdateQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("prepared update")
        verbose_name_plural = gettext_lazy("prepared updates")
        default_permissions = ()  # the interview's permissions apply
        constraints = [
            models.CheckConstraint(
                condition=Q(status="scheduled", publish_at__isnull=False)
                | Q(status__in=["draft", "in_review"], publish_at=None),
                name="prepared_update_state_agrees_with_its_date",
            ),
        ]

    def __str__(self):
        return _("Update: %s") % self.interview

    @classmethod
    def unchanged(cls, interview):
        """Return an update without changes, which is not stored."""
        update = cls(interview=interview, base=interview.versions.last())
        update.content = content_of(interview)
        return update

    @property
    def content(self):
        return Content(self.facts, dict(self.exchanges), self.names)

    @content.setter
    def content(self, content):
        self.facts, self.names = content.facts, content.names
        self.exchanges = [[key, value] for key, value in content.content_by_key.items()]

    @property
    def available_actions(self):
        """The names of the methods that are possible now, the likeliest first."""
        move = "submit" if self.status == UpdateStatus.DRAFT else "return_to_draft"
        if not self.interview.is_published:
            return [move]
        publishing = ["publish", "schedule"]
        return [move, *publishing] if move == "submit" else [*publishing, move]

    # --- The changes ------------------------------------------------------------------

    def merge(self):
        """Return the ContentMerge of the update with the present content of the interview."""
        return merge_content(self.base, self.content, content_of(self.interview))

    @contextmanager
    def applied(self, explained=False):
        """Give the stored interview the content of the update, and take it back at the end.

        Nothing that is stored within remains. The context is the interview.

        Args:
            explained: whether the interview also has the note about the change.
        """
        with transaction.atomic():
            interview = self._write(by=None)
            if explained:
                self._try_to_explain(interview)
            yield interview
            transaction.set_rollback(True)

    def _write(self, by):
        """Write the merged content into the rows of the interview; return the interview."""
        interview, merged = Interview.objects.get(pk=self.interview_id), self.merge()
        self.overlaps = merged.overlaps
        # An invalid text can be opened and mended. The checklist keeps it from being published.
        write_content(interview, merged.content, by, validated=False)
        return interview

    def _try_to_explain(self, interview):
        """Record the version; return why it cannot be explained to readers, or ""."""
        try:
            with transaction.atomic():
                interview.record_version(self.edited_by, self.kind, self.note)
        except UnexplainedChange as refusal:
            return " ".join(refusal.messages)
        return ""

    def save_content(self, content, by, shown=None, kind="", note=""):
        """Store what an editor wrote.

        Args:
            content: the content of the interview as this update changes it.
            shown: the Version that the editor saw beside the update, by default the present one.
                What was published later stays reported by merge() until an editor has seen it.
            kind, note: the explanation for readers; both can wait until publication.
        """
        if self.pk is None or self._is_edited(content, kind, note):
            self.edited_at, self.edited_by, self.reason = timezone.now(), by, ""
            if settings.PUBLICATION_DEMANDS_REVIEW and self.status == UpdateStatus.SCHEDULED:
                # Nobody else has read what was written now.
                self.status, self.publish_at = UpdateStatus.IN_REVIEW, None
        present = self.interview.versions.last()
        self.base = shown or present
        content = _with_stored_questions(content)
        self.content = merge_content(present, content, self.base).content
        self.kind, self.note = kind, note
        self.save()
        used = ExchangeKey.objects.filter(key__in=content.content_by_key)
        new = content.content_by_key.keys() - set(used.values_list("key", flat=True))
        ExchangeKey.objects.bulk_create(
            ExchangeKey(key=key, interview_id=self.interview_id) for key in sorted(new)
        )

    def _is_edited(self, content, kind, note):
        merged = self.merge().content
        return (
            (kind, note) != (self.kind, self.note)
            or content.facts != merged.facts
            or [*content.content_by_key.items()] != [*merged.content_by_key.items()]
        )

    # --- The state --------------------------------------------------------------------

    def submit(self, by):
        """Send a draft to review, and tell those who may publish it."""
        self._move("submit", UpdateStatus.IN_REVIEW, by)
        self.interview.announce_review(by)

    @transaction.atomic
    def return_to_draft(self, by, note=""):
        """Return the update from review, or from the schedule, and tell who sent it there."""
        sent_by = self.moved_by
        self._move("return_to_draft", UpdateStatus.DRAFT, by, reason=note)
        self.interview.announce_return(sent_by, by, note, is_update=True)

    def schedule(self, at, by):
        """Publish the update at the future time `at`, without further action.

        ValidationError for a time in the past; NotReady if something is missing.
        """
        validate_future(at)
        self._refuse_unless_possible("schedule")
        refuse_last_editor(by, self.edited_by)
        with self.applied() as interview:
            sentences = self._obstacles(interview, at)
        if sentences:
            raise NotReady(sentences)
        self._move("schedule", UpdateStatus.SCHEDULED, by, publish_at=at)

    @transaction.atomic
    def publish(self, by):
        """Show the changed text to readers now, with its note, and delete the update.

        NotReady if something is missing.
        """
        self.interview.record_change_made_elsewhere()
        self._refuse_unless_possible("publish")
        refuse_last_editor(by, self.edited_by)
        interview = self._write(by)
        if sentences := [line.sentence for line in interview.obstacles()]:
            raise NotReady(sentences)
        interview.save(update_fields=["updated_at"])
        if interview.record_version(by, self.kind, self.note) is None:
            raise NotReady(_("The update does not differ from the published text."))
        self.delete()

    def _obstacles(self, interview, at=None):
        """Return why the update cannot be published; `interview` has its content."""
        sentences = [line.sentence for line in Checklist(interview, at).obstacles]
        unexplained = self._try_to_explain(interview)
        return [*sentences, unexplained] if unexplained else sentences

    def _refuse_unless_possible(self, verb):
        interview = Interview.objects.get(pk=self.interview_id)
        if verb in ("publish", "schedule") and not interview.is_published:
            raise InvalidTransition(
                _("The interview is %(state)s: its update cannot be published.")
                % {"state": interview.state.label}
            )
        if verb not in self.available_actions:
            raise InvalidTransition(
                _("This is not possible: the update is %(state)s.")
                % {"state": UpdateStatus(self.status).label}
            )

    @transaction.atomic
    def _move(self, verb, status, by, publish_at=None, reason=""):
        self._refuse_unless_possible(verb)
        self.status, self.publish_at, self.reason = status, publish_at, reason
        self.moved_by, self.moved_at = by, timezone.now()
        self.save(update_fields=["status", "publish_at", "reason", "moved_by", "moved_at"])
        AuditEntry.objects.record(
            AuditAction.MOVED, by=by, about=self.interview, update=str(status)
        )


def _with_stored_questions(content):
    """Return the content with recurring questions that are stored; new ones are added.

    The form of an update adds a recurring question, but nothing that it adds remains.
    """
    names = content.names["recurring"]
    stored = RecurringQuestion.objects.in_bulk([int(key) for key in names])
    added = {
        int(key): RecurringQuestion.objects.get_or_create_named(wording)
        for key, wording in names.items()
        if int(key) not in stored
    }
    exchanges = {
        key: each | {"recurring": getattr(added.get(each["recurring"]), "pk", each["recurring"])}
        for key, each in content.content_by_key.items()
    }
    new_names = {str(each.pk): each.wording for each in added.values()}
    recurring = {key: name for key, name in names.items() if int(key) in stored} | new_names
    return Content(content.facts, exchanges, content.names | {"recurring": recurring})
