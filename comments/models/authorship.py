"""What the author of a reply can do with it on a private page."""

import hashlib
from datetime import timedelta

from django.core.signing import Signer, TimestampSigner
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.email import messages
from comments.models.commenter import Commenter
from comments.models.decision import Decision
from comments.models.moderation import InvalidDecision, ReplyStatus
from comments.models.queued_email import QueuedEmail
from comments.moderation.screening import reasons

# A signer for each kind of link, so that one link cannot be turned into another. Anybody to whom
# an email is forwarded can unsubscribe from it, but cannot edit the reply.
signer = Signer(salt="comments.reply")
unsubscribe_signer = Signer(salt="comments.stop")
confirm_signer = TimestampSigner(salt="comments.confirm")

CONFIRMATION_LINK_LIFETIME = timedelta(days=14)
MAX_EDITS = 20  # of one reply: each edit keeps the text before it
EDIT_WINDOW = timedelta(minutes=15)  # after publication
RESTORE_WINDOW = timedelta(days=1)  # after withdrawal
OPEN_TO_REPLIES = {ReplyStatus.HELD, ReplyStatus.PUBLISHED}  # now, or once it is published


class AuthorshipMixin:
    """A reply has an author, who can edit, withdraw, restore and erase it."""

    edit_window_minutes = EDIT_WINDOW // timedelta(minutes=1)  # after publication

    @property
    def signed_id(self):
        """The signed key of the reply, for links that only its author has."""
        return signer.sign(self.pk)

    @property
    def status_url(self):
        """The path of the author's private page about the reply. Nobody can guess it."""
        return reverse("comments:status", args=[self.signed_id])

    @property
    def confirm_url(self):
        """The path of the page that confirms the author's email address."""
        return reverse("comments:confirm", args=[confirm_signer.sign(self.pk)])

    @property
    def unsubscribe_url(self):
        """The path of the page that unsubscribes the author from emails about the reply."""
        return reverse("comments:unsubscribe", args=[unsubscribe_signer.sign(self.pk)])

    @property
    def is_editable_by_author(self):
        if self.promoted_exchange_id:
            return False  # the interview has its text now; erasing still removes the name
        if self.status == ReplyStatus.PUBLISHED:
            return timezone.now() < self.published_at + EDIT_WINDOW
        return self.status == ReplyStatus.HELD

    @property
    def was_declined_by_rules(self):
        newest = self.decisions.in_effect().first()
        return newest is not None and newest.by_id is None

    @property
    def rule_explanations(self):
        """Why the rules declined the reply, as sentences for its author."""
        return reasons.describe_for_author(self.reasons)

    @property
    def wants_email(self):
        """Whether its author gets an email when somebody replies."""
        return (
            self.email_notifications == self.EmailNotifications.WANTED
            and Commenter.objects.is_subscribed(self.email)
        )

    @property
    def can_be_replied_to(self):
        """Whether readers may reply to it, now or once it is published."""
        return self.status in OPEN_TO_REPLIES and not self.erased_at

    @transaction.atomic
    def send_confirmation_email(self):
        """Email the confirmation link again, also to an address that unsubscribed.

        The caller does not learn whether an email was sent, since that would tell strangers what
        is known about the address.
        """
        self._lock_and_refresh()
        if not self.email_notifications or not self.can_be_replied_to or self.wants_email:
            return
        if Commenter.objects.claim_confirmation_email(self.email, expressly=True):
            since = Commenter.objects.get_unsubscribed_at(self.email)
            QueuedEmail.objects.enqueue(**messages.confirm(self.email, self.confirm_url, since))

    @transaction.atomic
    def confirm_email(self):
        """Confirm the author's address, and subscribe the author to replies to this one.

        Other replies from the same address that asked for emails are subscribed too, since an
        address is asked once and not for each reply. Raises InvalidDecision if nobody can reply
        to this one.
        """
        self._lock_and_refresh()
        if not self.can_be_replied_to:
            raise InvalidDecision(_("Nobody can reply to this any more."))
        Commenter.objects.confirm(self.email)
        self._update_fields(email_notifications=self.EmailNotifications.WANTED)
        unconfirmed = (
            type(self)
            .objects.written_by(self.email)
            .filter(email_notifications=self.EmailNotifications.ASKED)
        )
        unconfirmed.update(email_notifications=self.EmailNotifications.WANTED)

    @transaction.atomic
    def stop_emails(self, for_good=False):
        """Unsubscribe the author from replies to this one; with `for_good` from all replies."""
        self._lock_and_refresh()
        if self.erased_at:
            return  # the address is gone, and must not be stored again
        self._update_fields(email_notifications=self.EmailNotifications.NONE)
        if for_good:
            Commenter.objects.unsubscribe(self.email)

    @transaction.atomic
    def edit(self, words, verdict):
        """Store the author's changes, and apply the verdict of screening.

        `words` maps the fields that may change (body, name, website) to their new values. The
        decision keeps the text before the edit. Readers see that the reply was edited if
        somebody had replied to the earlier text. Raises InvalidDecision if the author may not
        edit any more.
        """
        self._require_editable()
        if self.decisions.filter(kind=Decision.Kind.EDITED).count() >= MAX_EDITS:
            raise InvalidDecision(
                _("You’ve edited this too often. Withdraw it and send a new reply.")
            )
        self._record_decision(Decision.Kind.EDITED, by=None, previous_body=self.body)
        now, reported = timezone.now(), self.queued_at if self.is_published else None
        if self._changes_text(words) and self._has_replies_by_others():
            words |= {"changed_after_answer_at": now}
        self._change_status(ReplyStatus.HELD, by=None, queued=True)
        words |= {"reasons": verdict.reasons, "spam_score": verdict.spam_score}
        self._update_fields(edited_at=now, reports_ignored_at=None, **words)
        self._claim_fingerprint()
        verdict.apply_to(self)
        if reported and self.is_published:
            self._update_fields(queued_at=reported)  # a moderator has not yet seen the report

    def _changes_text(self, words):
        return any(words[name] != getattr(self, name) for name in words.keys() & {"body", "name"})

    def _has_replies_by_others(self):
        """Whether somebody else has a published reply to this one."""
        answers = self.children.filter(status=ReplyStatus.PUBLISHED)
        return answers.exclude(email=self.email).exists()

    def _claim_fingerprint(self):
        """Reserve the present text, so that it cannot be sent again."""
        fingerprint = get_fingerprint(self)
        others = type(self).objects.filter(fingerprint=fingerprint).exclude(pk=self.pk)
        if others.exists():
            raise InvalidDecision(_("You’ve already sent exactly this."))
        self._update_fields(fingerprint=fingerprint)

    @transaction.atomic
    def withdraw(self):
        """Remove the reply from the page; a note stays if it has replies. It can be sent again."""
        self._require_editable()
        self._record_decision(Decision.Kind.WITHDRAWN, by=None)
        self._change_status(ReplyStatus.WITHDRAWN, by=None, queued=False)
        self._update_fields(fingerprint=None)

    @property
    def restorable_until(self):
        """Until when the withdrawal can be undone (a datetime); None if it cannot be undone."""
        withdrawal = self._get_withdrawal()
        until = withdrawal.at + RESTORE_WINDOW if withdrawal else None
        return until if until and timezone.now() < until else None

    def _get_withdrawal(self):
        """The withdrawal that its author may undo, or None. Undoing is limited like editing."""
        if self.status != ReplyStatus.WITHDRAWN or self.erased_at:
            return None
        if self.decisions.filter(kind=Decision.Kind.WITHDRAWN).count() > MAX_EDITS:
            return None
        newest = self.decisions.in_effect().first()
        return newest if newest and newest.kind == Decision.Kind.WITHDRAWN else None

    @transaction.atomic
    def restore(self):
        """Undo the withdrawal: the reply is held or published as before, in the same position.

        Raises InvalidDecision if it is too late, or if the same text was sent again meanwhile.
        """
        self._lock_and_refresh()
        if self.restorable_until is None:
            raise InvalidDecision(_("It’s too late to undo this."))
        self._claim_fingerprint()
        withdrawal = self._get_withdrawal()
        self._revert(withdrawal, before=None)
        self._record_decision(Decision.Kind.UNDONE, by=None, undoes=withdrawal)
        for child in self.children.published().filter(published_at__gt=withdrawal.at):
            child._notify_parent_author()

    def _require_editable(self):
        self._lock_and_refresh()
        if not self.is_editable_by_author:
            raise InvalidDecision(_("This reply can’t be edited any more."))

    @transaction.atomic
    def erase(self):
        """Erase who wrote the reply. Its text stays, so that replies to it still make sense.

        A held reply is withdrawn, since nobody would be responsible for it after publication.
        """
        self._lock_and_refresh()
        if self.status == ReplyStatus.HELD:
            self.withdraw()
        self._delete_queued_notifications()
        self._record_decision(Decision.Kind.ERASED, by=None)
        self._train_filter(None)
        self._anonymize_asking_person()
        self._update_fields(
            **dict.fromkeys(["name", "email", "website", "network", "email_notifications"], ""),
            fingerprint=None,
            rate_limit_key=None,
            reasons=[],  # one may name a blocked address
            erased_at=timezone.now(),
        )


def get_fingerprint(reply):
    """The same for two replies of one author, in one place, that differ in white space only."""
    parts = [reply.interview_id, reply.exchange_id, reply.parent_id, reply.email]
    parts += reply.body.split()
    return hashlib.sha256("\x00".join(map(str, parts)).encode()).hexdigest()
