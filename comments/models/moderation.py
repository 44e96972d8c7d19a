"""The states of a reply, and the verbs of those who decide about it.

    held -> published, declined, spam      whoever decided otherwise can decide again
    held, published -> withdrawn -> as it was before    its author's own, see owning.py

Each verb writes a Decision: who, when, what, why. Those rows never change; undoing one writes
another.
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
from comments.moderation.screening import learning
from interviews.exports.absolute_urls import absolute_url


class Status(models.TextChoices):
    HELD = "held", gettext_lazy("held for an editor")
    PUBLISHED = "published", gettext_lazy("published")
    DECLINED = "declined", gettext_lazy("declined")
    SPAM = "spam", gettext_lazy("spam")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn by its author")


class InvalidDecision(ValidationError):
    """The verb does not lead on from the state that the reply is in."""


class ReplyChanged(InvalidDecision):
    """Something was decided about the reply since whoever decides now has read it."""


# What a moderator's decision teaches the filter: whether this is spam.
TEACHES = {Status.PUBLISHED: False, Status.SPAM: True}


LEAVES_IT_FEATURED = {Decision.Verb.APPROVED, Decision.Verb.PROMOTED}

STATE = ["status", "queued_at", "published_at", "featured_at", "decline_reason"]
STATE += ["number", "place", "learnt_as_spam", "told_at", "became", "asked_as"]
STATE += ["reports_ignored_at", "erased_at"]


# The verbs that lead on from each state, the likeliest first.
LEADS_TO = {
    Status.HELD: ["approve", "mark_as_spam", "decline"],
    Status.DECLINED: ["approve", "mark_as_spam"],
    Status.SPAM: ["approve", "decline"],
    Status.WITHDRAWN: [],
}


class Moderation:
    """Has a state, and the verbs that change it."""

    @property
    def possible_verbs(self):
        """The names of the verbs that a moderator has for it now."""
        if self.status != Status.PUBLISHED:
            return LEADS_TO[self.status]
        keep = ["approve", "ignore_reports"] if self.queued_at else []
        feature = ["unfeature" if self.featured_at else "feature"] if self.exchange_id else []
        return [*keep, *feature, "mark_as_spam", "decline"]

    @transaction.atomic
    def decide(self, verb, by, seen, **words):
        """Carry out the verb of that name, and return the decision.

        `seen` is the key of the newest decision that `by` knew of, 0 for none. Overtaken if there
        is a newer one: nobody decides over another's head, or about words they have not read.
        """
        self._look_again()
        if (self._newest() or Decision(pk=0)).pk != seen:
            raise ReplyChanged(_("Something was decided about it meanwhile."))
        if verb not in self.possible_verbs:
            raise InvalidDecision(_("From the state that it is in, this cannot be done."))
        getattr(self, verb)(by=by, **words)
        return self._newest()

    def approve(self, by=None, reason=""):
        """Show it under the interview; one that readers reported is kept there."""
        self._decide(Decision.Verb.APPROVED, Status.PUBLISHED, by, reason)

    @transaction.atomic
    def ignore_reports(self, by):
        """Keep it where it is, and let no report raise it again until its author changes it."""
        self._look_again()
        if self.status != Status.PUBLISHED:
            raise InvalidDecision(_("Only a published reply can be kept."))
        self._record(Decision.Verb.APPROVED, by, _("Further reports of it are ignored."))
        self._become(Status.PUBLISHED, by, queued=False)
        self._set(reports_ignored_at=timezone.now())

    def decline(self, by=None, reason=""):
        """Keep it from the page; its author reads the reason."""
        self._decide(Decision.Verb.DECLINED, Status.DECLINED, by, reason)

    def mark_as_spam(self, by=None, reason=""):
        """Keep it from the page, and teach the filter what such a reply looks like."""
        self._decide(Decision.Verb.SPAM, Status.SPAM, by, reason)

    @transaction.atomic
    def feature(self, by):
        """Show it beside the answer that it is about."""
        self._look_again()
        if self.status != Status.PUBLISHED:
            raise InvalidDecision(_("Only a published reply can be featured."))
        if self.exchange_id is None:
            raise InvalidDecision(_("It is about no answer that it could stand beside."))
        self._set(featured_at=self._record(Decision.Verb.FEATURED, by).at)

    @transaction.atomic
    def unfeature(self, by):
        """Show it among the other replies only."""
        self._look_again()
        self._set(featured_at=None)
        self._record(Decision.Verb.UNFEATURED, by)

    @transaction.atomic
    def undo(self, by, decision=None):
        """Take the newest decision back; the reply is what it was before.

        With a `decision`: only if that is the newest.
        """
        self._look_again()
        newest, before = [*self.decisions.standing()[:2], None, None][:2]
        if newest is None or newest.verb not in Decision.CAN_BE_UNDONE:
            raise InvalidDecision(_("There is nothing to undo."))
        if decision is not None and newest != decision:
            raise ReplyChanged(_("Something was decided about it meanwhile."))
        self._take_back(newest, before)
        self._record(Decision.Verb.UNDONE, by, undoes=newest)
        return newest

    def _take_back(self, newest, before):
        was, verb = Status(newest.was), before.verb if before else ""
        if newest.verb == Decision.Verb.FEATURED:
            self._set(featured_at=None)
        elif newest.verb == Decision.Verb.UNFEATURED:
            self._set(featured_at=timezone.now())
        else:
            queued = was == Status.HELD or newest.was_queued
            self.queued_at = self._waits_since(was) if queued else None
            reason = before.reason if verb == Decision.Verb.DECLINED else ""
            self._become(was, None, queued, decline_reason=reason)
            self._teach(newest.was_learnt_as_spam)
            if was == Status.PUBLISHED and newest.verb == Decision.Verb.APPROVED:
                self._set(reports_ignored_at=None)
            if was == Status.PUBLISHED:
                self._set(featured_at=self._featured_before(newest))

    def _featured_before(self, decision):
        """Since when it was featured just before a decision; None if it was not."""
        for before in self.decisions.standing().filter(pk__lt=decision.pk):
            if before.verb == Decision.Verb.FEATURED:
                return before.at
            # Who keeps a published reply, or makes a question of it, leaves it featured.
            if before.was != Status.PUBLISHED or before.verb not in LEAVES_IT_FEATURED:
                return None
        return None

    def _waits_since(self, was):
        """Since when it has been waiting in that state: an undone decision costs no place."""
        if was == Status.HELD:
            return self.edited_at or self.written_at
        reported = self.reports.aggregate(last=Max("made_at"))["last"]
        return reported or timezone.now()

    @transaction.atomic
    def report(self, why, network):
        """Raise it in the queue, as a reader asks; it stays where it is. Once for each network.

        Where a moderator ignores further reports, this one is kept and raises nothing.
        """
        self._look_again()
        if network and self.reports.filter(network=network).exists():
            return
        self.reports.create(why=why, network=network)
        if self.queued_at is None and self.reports_ignored_at is None:
            self._set(queued_at=timezone.now())

    @transaction.atomic
    def _decide(self, verb, status, by, reason=""):
        self._look_again()
        self.decision = self._record(verb, by, reason)
        self._become(status, by, queued=False, decline_reason=reason)

    def _become(self, status, by, queued, decline_reason=""):
        words = {"status": status, "decline_reason": decline_reason}
        words["queued_at"] = (self.queued_at or timezone.now()) if queued else None
        if status != Status.PUBLISHED:
            words["featured_at"] = None
        elif self.published_at is None:
            words |= self._its_place() | {"published_at": timezone.now()}
        self._set(**words)
        self._teach(TEACHES.get(status) if by else None)
        if status == Status.PUBLISHED:
            self._tell_whom_it_answers()
        else:
            self._take_letters_back()

    def _teach(self, is_spam):
        """Let the filter learn from this reply that it is spam, that it is not, or nothing."""
        if is_spam == self.learnt_as_spam:
            return
        if self.learnt_as_spam is not None:
            learning.forget(self, self.learnt_as_spam)
        if is_spam is not None:
            learning.learn(self, is_spam)
        self._set(learnt_as_spam=is_spam)

    def _its_place(self):
        """Its number among the threads, its place in one: given once, at first publication."""
        if self.thread_id is None:
            return {"number": ReplySettings.objects.next_number(self.interview_id), "place": 0}
        roots = type(self).objects.filter(pk=self.thread_id)
        roots.update(last_place=F("last_place") + 1)
        number, place = roots.values_list("number", "last_place").get()
        if number is None:
            raise InvalidDecision(_("Decide about the reply that it answers first."))
        return {"number": number, "place": place}

    def _tell_whom_it_answers(self):
        """Once, however often it is published anew."""
        if self.told_at is None and self.parent_id and self._has_a_listener(self.parent):
            QueuedEmail.objects.write(**messages.answered(self.parent, self, self.parent.stop_url))
            self._set(told_at=timezone.now())

    def _has_a_listener(self, parent):
        stands = parent.is_published and self.interview.is_published
        return stands and parent.email != self.email and parent.wants_mail

    def _take_letters_back(self):
        """What quotes it and has not left yet will not: nobody reads there what is not in print."""
        if self.told_at is None:
            return
        line = f"\n{absolute_url(self.get_absolute_url())}\n"
        if QueuedEmail.objects.filter(kind="answered", text__contains=line).delete()[0]:
            self._set(told_at=None)

    def _look_again(self):
        """Read what others may have decided meanwhile; nobody else decides until this is done."""
        mine = type(self).objects.select_for_update(of=("self",))
        self.refresh_from_db(fields=STATE, from_queryset=mine)

    def _newest(self):
        return self.decisions.order_by("pk").last()

    def _record(self, verb, by, reason="", **words):
        was = {"was": self.status, "was_queued": self.queued_at is not None}
        words = was | {"was_learnt_as_spam": self.learnt_as_spam} | words
        return self.decisions.create(verb=verb, by=by, reason=reason, **words)

    def _set(self, **words):
        for name, value in words.items():
            setattr(self, name, value)
        self.save(update_fields=words)
