"""What the author of a reply can do with it, on a page of their own."""

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
from comments.models.moderation import InvalidDecision, Status
from comments.models.queued_email import QueuedEmail
from comments.moderation.screening import reasons

# A key for each door, so that what opens one does not open another: a mail that is passed on
# lets anybody stop it, and nobody pass for who it was sent to.
signer = Signer(salt="comments.reply")
stop_signer = Signer(salt="comments.stop")
confirm_signer = TimestampSigner(salt="comments.confirm")

CONFIRMED_WITHIN = timedelta(days=14)
MOST_CHANGES = 20  # of one reply: each keeps the words before it
SECOND_THOUGHTS = timedelta(minutes=15)  # in which a published reply is still its author's
RESTORED_WITHIN = timedelta(days=1)  # of its withdrawal
STANDS = {Status.HELD, Status.PUBLISHED}  # what can be answered, or may be soon


class Authorship:
    """Has an author, who may change their mind."""

    minutes_to_change = SECOND_THOUGHTS // timedelta(minutes=1)  # once it is published

    @property
    def signed(self):
        """Its name in the addresses that only its author has."""
        return signer.sign(self.pk)

    @property
    def status_url(self):
        """The author's own page about it, under an address that cannot be guessed."""
        return reverse("comments:status", args=[self.signed])

    @property
    def confirm_url(self):
        """Where whoever reads the author's mail says yes to more of it."""
        return reverse("comments:confirm", args=[confirm_signer.sign(self.pk)])

    @property
    def stop_url(self):
        """Where they say no to more of it."""
        return reverse("comments:stop", args=[stop_signer.sign(self.pk)])

    @property
    def is_its_authors_to_change(self):
        if self.became_id:
            return False  # it is the interview's by now; erasing takes the name out of it
        if self.status == Status.PUBLISHED:
            return timezone.now() < self.published_at + SECOND_THOUGHTS
        return self.status == Status.HELD

    @property
    def was_declined_by_the_rules(self):
        newest = self.decisions.standing().first()
        return newest is not None and newest.by_id is None

    @property
    def why_the_rules_declined_it(self):
        """Sentences for its author."""
        return reasons.told_to_author(self.reasons)

    @property
    def wants_mail(self):
        """Whether its author is to be told that it was answered."""
        return self.mail == self.Mail.WANTED and Commenter.objects.takes_mail(self.email)

    @property
    def can_be_answered(self):
        """Whether readers may reply to it, now or once it is published."""
        return self.status in STANDS and not self.erased_at

    @transaction.atomic
    def ask_to_confirm(self):
        """Mail the link that confirms the address once more, also to one that wants no mail.

        Nothing tells whether a mail leaves: that depends on what the address said before.
        """
        self._look_again()
        if not self.mail or not self.can_be_answered or self.wants_mail:
            return
        if Commenter.objects.may_be_asked(self.email, expressly=True):
            since = Commenter.objects.wants_none_since(self.email)
            QueuedEmail.objects.write(**messages.confirm(self.email, self.confirm_url, since))

    @transaction.atomic
    def confirm_mail(self):
        """The author's address is whose it claims to be, and wants to hear of answers.

        Also of answers to whatever else was sent with it and asked for mail: an address is asked
        once, and not for each reply. InvalidDecision if nobody can answer this reply.
        """
        self._look_again()
        if not self.can_be_answered:
            raise InvalidDecision(_("Nobody can reply to it any more."))
        Commenter.objects.confirm(self.email)
        self._set(mail=self.Mail.WANTED)
        asked = type(self).objects.written_by(self.email).filter(mail=self.Mail.ASKED)
        asked.update(mail=self.Mail.WANTED)

    @transaction.atomic
    def stop_mail(self, for_good=False):
        """No more mail about answers to this reply; `for_good`: no more mail at all."""
        self._look_again()
        if self.erased_at:
            return  # nothing is kept of the address, and nothing shall be kept of it again
        self._set(mail=self.Mail.NONE)
        if for_good:
            Commenter.objects.want_no_mail(self.email)

    @transaction.atomic
    def edit(self, words, verdict):
        """Take the author's new words, and what screening says of them.

        `words` are the fields that may change: body, name, website. The words as they were stay
        with the decision. Readers are told if somebody had answered the words as they were.
        InvalidDecision once it is no longer the author's to change.
        """
        self._must_be_its_authors()
        if self.decisions.filter(verb=Decision.Verb.EDITED).count() >= MOST_CHANGES:
            raise InvalidDecision(_("It was changed often enough. Withdraw it, and send it anew."))
        self._record(Decision.Verb.EDITED, by=None, words=self.body)
        now, reported = timezone.now(), self.queued_at if self.is_published else None
        if self._says_something_else(words) and self._is_answered():
            words |= {"changed_after_answer_at": now}
        self._become(Status.HELD, by=None, queued=True)
        words |= {"reasons": verdict.reasons, "spam_score": verdict.spam_score}
        self._set(edited_at=now, reports_ignored_at=None, **words)
        self._be_the_only_one()
        verdict.carry_out(self)
        if reported and self.is_published:
            self._set(queued_at=reported)  # a moderator has yet to look at what was reported

    def _says_something_else(self, words):
        return any(words[name] != getattr(self, name) for name in words.keys() & {"body", "name"})

    def _is_answered(self):
        """Whether somebody else's answer to it stands."""
        answers = self.answers.filter(status=Status.PUBLISHED)
        return answers.exclude(email=self.email).exists()

    def _be_the_only_one(self):
        """What it says now is what may not be sent again."""
        fingerprint = fingerprint_of(self)
        others = type(self).objects.filter(fingerprint=fingerprint).exclude(pk=self.pk)
        if others.exists():
            raise InvalidDecision(_("You have sent the very same already."))
        self._set(fingerprint=fingerprint)

    @transaction.atomic
    def withdraw(self):
        """Take it from the page; where it has answers, a mark is left. It can be sent anew."""
        self._must_be_its_authors()
        self._record(Decision.Verb.WITHDRAWN, by=None)
        self._become(Status.WITHDRAWN, by=None, queued=False)
        self._set(fingerprint=None)

    @property
    def restorable_until(self):
        """When it is too late to undo the withdrawal (a datetime); None if it cannot be undone."""
        withdrawal = self._withdrawal()
        until = withdrawal.at + RESTORED_WITHIN if withdrawal else None
        return until if until and timezone.now() < until else None

    def _withdrawal(self):
        """The decision that its author may undo: a bounded number of times, as with changes."""
        if self.status != Status.WITHDRAWN or self.erased_at:
            return None
        if self.decisions.filter(verb=Decision.Verb.WITHDRAWN).count() > MOST_CHANGES:
            return None
        newest = self.decisions.standing().first()
        return newest if newest and newest.verb == Decision.Verb.WITHDRAWN else None

    @transaction.atomic
    def restore(self):
        """Undo the withdrawal: it is held or published as before, in the place that it had.

        InvalidDecision once it is too late, or if the same was sent again meanwhile.
        """
        self._look_again()
        if self.restorable_until is None:
            raise InvalidDecision(_("The time to undo this is over."))
        self._be_the_only_one()
        withdrawal = self._withdrawal()
        self._take_back(withdrawal, before=None)
        self._record(Decision.Verb.UNDONE, by=None, undoes=withdrawal)
        for answer in self.answers.published().filter(published_at__gt=withdrawal.at):
            answer._tell_whom_it_answers()

    def _must_be_its_authors(self):
        self._look_again()
        if not self.is_its_authors_to_change:
            raise InvalidDecision(_("It cannot be changed any more."))

    @transaction.atomic
    def erase(self):
        """Blank who wrote it; what was said stays, so that its answers still make sense.

        What no editor has read yet is withdrawn: nobody could answer for it once it is published.
        """
        self._look_again()
        if self.status == Status.HELD:
            self.withdraw()
        self._take_letters_back()
        self._record(Decision.Verb.ERASED, by=None)
        self._teach(None)
        self._leave_the_interview()
        self._set(
            **dict.fromkeys(["name", "email", "website", "network", "mail"], ""),
            fingerprint=None,
            turn=None,
            reasons=[],  # one may name a blocked address
            erased_at=timezone.now(),
        )


def fingerprint_of(reply):
    """What makes two replies the same: where, from whom, and the words, white space aside."""
    said = [reply.interview_id, reply.exchange_id, reply.parent_id, reply.email]
    said += reply.body.split()
    return hashlib.sha256("\x00".join(map(str, said)).encode()).hexdigest()
