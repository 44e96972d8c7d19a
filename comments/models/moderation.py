"""The states of a reply, and the actions of moderators.

    held -> published, declined, spam                   moderators and rules; can be decided again
    held, published -> withdrawn -> as it was before    the author, see authorship.py

Each action writes a Decision: who, when, what, why. A decision never changes; undoing it writes
another one.
"""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.email import messages
from comments.models.decision import Decision
from comments.models.queued_email import QueuedEmail
from comments.models.reply_settings import ReplySettings
from comments.moderation.screening import spam_filter
from interviews.exports.absolute_urls import absolute_url
from interviews.models.audit_entry import AuditAction, AuditEntry


class ReplyStatus(models.TextChoices):
    HELD = "held", gettext_lazy("awaiting review")
    PUBLISHED = "published", gettext_lazy("published")
    DECLINED = "declined", gettext_lazy("declined")
    SPAM = "spam", gettext_lazy("spam")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn by its author")


class InvalidDecision(ValidationError):
    """The action is not possible in the present state of the reply."""


class ReplyChanged(InvalidDecision):
    """Somebody else has decided about the reply since the moderator read it."""


# Whether the spam filter learns a reply as spam, by the status that a moderator gives it.
SPAM_LABELS = {ReplyStatus.PUBLISHED: False, ReplyStatus.SPAM: True}


KEEPS_FEATURED = {Decision.Kind.APPROVED, Decision.Kind.PROMOTED}

DECISION_FIELDS = ["status", "queued_at", "published_at", "featured_at", "decline_reason"]
DECISION_FIELDS += [
    "number",
    "position",
    "learnt_as_spam",
    "parent_notified_at",
    "promoted_exchange",
    "asking_person",
]
DECISION_FIELDS += ["reports_ignored_at", "erased_at"]


# The verbs that lead on from each state, the likeliest first.
POSSIBLE_ACTIONS = {
    ReplyStatus.HELD: ["approve", "mark_as_spam", "decline"],
    ReplyStatus.DECLINED: ["approve", "mark_as_spam"],
    ReplyStatus.SPAM: ["approve", "decline"],
    ReplyStatus.WITHDRAWN: [],
}


class ModerationMixin:
    """A reply has a status, and actions that change it."""

    @property
    def possible_actions(self):
        """The names of the actions that a moderator can take now."""
        if self.status != ReplyStatus.PUBLISHED:
            return POSSIBLE_ACTIONS[self.status]
        keep = ["approve", "ignore_reports"] if self.queued_at else []
        feature = ["unfeature" if self.featured_at else "feature"] if self.exchange_id else []
        return [*keep, *feature, "mark_as_spam", "decline"]

    @transaction.atomic
    def decide(self, action, by, newest_decision_id, **kwargs):
        """Call the action of that name, and return the decision.

        `newest_decision_id` is the key of the newest decision that `by` has seen, 0 for none.
        Raises ReplyChanged if there is a newer one: a moderator must not override a colleague
        unknowingly, or decide about a text that they have not read.
        """
        self._lock_and_refresh()
        if (self._get_newest_decision() or Decision(pk=0)).pk != newest_decision_id:
            raise ReplyChanged(_("Someone else has decided about this reply meanwhile."))
        if action not in self.possible_actions:
            raise InvalidDecision(_("This isn’t possible in the reply’s present state."))
        getattr(self, action)(by=by, **kwargs)
        return self._get_newest_decision()

    def approve(self, by=None, reason=""):
        """Publish the reply. A published reply that was reported stays, and leaves the queue."""
        self._decide(Decision.Kind.APPROVED, ReplyStatus.PUBLISHED, by, reason)

    @transaction.atomic
    def ignore_reports(self, by):
        """Keep the published reply, and ignore reports until its author edits it."""
        self._lock_and_refresh()
        if self.status != ReplyStatus.PUBLISHED:
            raise InvalidDecision(_("Only a published reply can be kept."))
        self._record_decision(Decision.Kind.APPROVED, by, _("Further reports are ignored."))
        self._change_status(ReplyStatus.PUBLISHED, by, queued=False)
        self._update_fields(reports_ignored_at=timezone.now())

    def decline(self, by=None, reason=""):
        """Decline the reply. Its author reads the reason."""
        self._decide(Decision.Kind.DECLINED, ReplyStatus.DECLINED, by, reason)

    def mark_as_spam(self, by=None, reason=""):
        """Mark the reply as spam, and let the spam filter learn from it."""
        self._decide(Decision.Kind.SPAM, ReplyStatus.SPAM, by, reason)

    @transaction.atomic
    def feature(self, by):
        """Show the reply beside the answer that it is about, too."""
        self._lock_and_refresh()
        if self.status != ReplyStatus.PUBLISHED:
            raise InvalidDecision(_("Only a published reply can be featured."))
        if self.exchange_id is None:
            raise InvalidDecision(_("This reply isn’t about an answer, so it can’t be featured."))
        self._update_fields(featured_at=self._record_decision(Decision.Kind.FEATURED, by).at)

    @transaction.atomic
    def unfeature(self, by):
        """Show the reply among the other replies only."""
        self._lock_and_refresh()
        self._update_fields(featured_at=None)
        self._record_decision(Decision.Kind.UNFEATURED, by)

    @transaction.atomic
    def undo(self, by, decision=None):
        """Undo the newest decision: the reply gets the state that it had before.

        With a `decision`, raises ReplyChanged if that is not the newest one.
        """
        self._lock_and_refresh()
        newest, before = [*self.decisions.in_effect()[:2], None, None][:2]
        if newest is None or newest.kind not in Decision.CAN_BE_UNDONE:
            raise InvalidDecision(_("There is nothing to undo."))
        if decision is not None and newest != decision:
            raise ReplyChanged(_("Someone else has decided about this reply meanwhile."))
        self._revert(newest, before)
        self._record_decision(Decision.Kind.UNDONE, by, undoes=newest)
        return newest

    def _revert(self, newest, before):
        was, kind = ReplyStatus(newest.previous_status), before.kind if before else ""
        if newest.kind == Decision.Kind.FEATURED:
            self._update_fields(featured_at=None)
        elif newest.kind == Decision.Kind.UNFEATURED:
            self._update_fields(featured_at=timezone.now())
        else:
            queued = was == ReplyStatus.HELD or newest.was_queued
            self.queued_at = self._get_queued_since(was) if queued else None
            reason = before.reason if kind == Decision.Kind.DECLINED else ""
            self._change_status(was, None, queued, decline_reason=reason)
            self._train_filter(newest.was_learnt_as_spam)
            if was == ReplyStatus.PUBLISHED and newest.kind == Decision.Kind.APPROVED:
                self._update_fields(reports_ignored_at=None)
            if was == ReplyStatus.PUBLISHED:
                self._update_fields(featured_at=self._featured_before(newest))

    def _featured_before(self, decision):
        """Since when the reply was featured just before a decision; None if it was not."""
        for before in self.decisions.in_effect().filter(pk__lt=decision.pk):
            if before.kind == Decision.Kind.FEATURED:
                return before.at
            # A reply stays featured when it is kept or promoted.
            if before.previous_status != ReplyStatus.PUBLISHED or before.kind not in KEEPS_FEATURED:
                return None
        return None

    def _get_queued_since(self, was):
        """Since when the reply has been queued: undoing a decision restores its old position."""
        if was == ReplyStatus.HELD:
            return self.edited_at or self.written_at
        reported = self.reports.aggregate(last=Max("made_at"))["last"]
        return reported or timezone.now()

    @transaction.atomic
    def report(self, why, network):
        """Store a reader's report, and queue the reply. It stays published.

        Each network counts once. If a moderator ignores further reports, the report is stored but
        does not queue the reply.
        """
        self._lock_and_refresh()
        if network and self.reports.filter(network=network).exists():
            return
        self.reports.create(why=why, network=network)
        if self.queued_at is None and self.reports_ignored_at is None:
            self._update_fields(queued_at=timezone.now())

    @transaction.atomic
    def _decide(self, kind, status, by, reason=""):
        self._lock_and_refresh()
        self.decision = self._record_decision(kind, by, reason)
        self._change_status(status, by, queued=False, decline_reason=reason)

    def _change_status(self, status, by, queued, decline_reason=""):
        words = {"status": status, "decline_reason": decline_reason}
        words["queued_at"] = (self.queued_at or timezone.now()) if queued else None
        if status != ReplyStatus.PUBLISHED:
            words["featured_at"] = None
        elif self.published_at is None:
            words |= self._assign_position() | {"published_at": timezone.now()}
        self._update_fields(**words)
        self._train_filter(SPAM_LABELS.get(status) if by else None)
        if status == ReplyStatus.PUBLISHED:
            self._notify_parent_author()
        else:
            self._delete_queued_notifications()

    def _train_filter(self, is_spam):
        """Let the filter learn the reply as spam (True), as no spam (False) or not (None)."""
        if is_spam == self.learnt_as_spam:
            return
        if self.learnt_as_spam is not None:
            spam_filter.forget(self, self.learnt_as_spam)
        if is_spam is not None:
            spam_filter.learn(self, is_spam)
        self._update_fields(learnt_as_spam=is_spam)

    def _assign_position(self):
        """Return its thread number and its position there: given once, at first publication."""
        if self.thread_id is None:
            return {
                "number": ReplySettings.objects.take_thread_number(self.interview_id),
                "position": 0,
            }
        roots = type(self).objects.filter(pk=self.thread_id)
        roots.update(last_position=F("last_position") + 1)
        number, place = roots.values_list("number", "last_position").get()
        if number is None:
            raise InvalidDecision(_("Decide first about the reply that it replies to."))
        return {"number": number, "position": place}

    def _notify_parent_author(self):
        """Email the author of the parent, once even if the reply is published several times."""
        if self.parent_notified_at is None and self.parent_id and self._should_notify(self.parent):
            QueuedEmail.objects.enqueue(
                **messages.new_reply(self.parent, self, self.parent.unsubscribe_url)
            )
            self._update_fields(parent_notified_at=timezone.now())

    def _should_notify(self, parent):
        is_visible = parent.is_published and self.interview.is_published
        return is_visible and parent.email != self.email and parent.wants_email

    def _delete_queued_notifications(self):
        """Delete queued emails that quote the reply, since it is not published any more."""
        if self.parent_notified_at is None:
            return
        line = f"\n{absolute_url(self.get_absolute_url())}\n"
        if QueuedEmail.objects.filter(kind="new_reply", text__contains=line).delete()[0]:
            self._update_fields(parent_notified_at=None)

    def _lock_and_refresh(self):
        """Lock the row until the transaction ends, and read what others have changed."""
        locked = type(self).objects.select_for_update(of=("self",))
        self.refresh_from_db(fields=DECISION_FIELDS, from_queryset=locked)

    def _get_newest_decision(self):
        return self.decisions.order_by("pk").last()

    def _record_decision(self, kind, by, reason="", **words):
        was = {"previous_status": self.status, "was_queued": self.queued_at is not None}
        words = was | {"was_learnt_as_spam": self.learnt_as_spam} | words
        if by:
            told = {"about": self, "name": "", "decision": kind}
            AuditEntry.objects.record(AuditAction.DECIDED, by=by, **told)
        return self.decisions.create(kind=kind, by=by, reason=reason, **words)

    def _update_fields(self, **words):
        for name, value in words.items():
            setattr(self, name, value)
        self.save(update_fields=words)
