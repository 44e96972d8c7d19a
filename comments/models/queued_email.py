"""QueuedEmail: an email on its way, kept until the mail server has taken it and not a moment longer.

An outbox of our own, for three reasons: it must be right on SQLite and with several web servers,
and it must forget. django-mailer's documentation warns of “database is locked” on SQLite, and it
keeps pickled messages and a log of addresses for good; django-post-office guards against sending
twice with a lock file, which other machines do not see (its issues 176 and 248).

It is an errand (interviews/models/job.py); what was sent is deleted.

The one case in which a letter leaves twice is that a server dies, or the connection breaks,
between the mail server's thanks and our noting it. It then carries the same Message-ID, by which
mail programs know it.
"""

from datetime import timedelta
from email.headerregistry import Address
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.email.addresses import EmailAddressField
from comments.email.worker import nudge
from interviews.models.job import Job, JobQuerySet
from interviews.models.visibility import NO_ROWS

KEPT = timedelta(days=30)  # what was given up, for an editor to see


class QueuedEmailQuerySet(JobQuerySet):
    def write(self, *, to, subject, text, kind, headers=None):
        """Put a letter in the outbox: it leaves if the transaction it is written in commits.

        `comments.email.messages` composes what goes into it; `kind` is a word for the desk.
        """
        host = urlsplit(settings.PUBLICATION_URL).hostname
        headers = {"Message-ID": make_msgid(domain=host)} | (headers or {})
        letter = self.create(to=to, subject=subject, text=text, kind=kind, headers=headers)
        transaction.on_commit(nudge, using=self.db)
        return letter

    def due(self):
        """What may be sent now, the longest waiting first."""
        return super().due().order_by("due_at")

    def given_up(self):
        """What is not tried any more, unless an editor says so."""
        return self.filter(due_at=None)

    def stale(self):
        """What was given up and has been at the desk for long enough."""
        return self.given_up().filter(made_at__lt=timezone.now() - KEPT)

    def try_again(self):
        """Give those that were given up another five days; return how many there were."""
        count = self.given_up().update(due_at=timezone.now(), attempts=0)
        transaction.on_commit(nudge, using=self.db)
        return count


class Mail(EmailMessage):
    """A mail in which no header is folded but those that Django encodes.

    Python would put an address that is longer than 78 characters on a line of its own below the
    header's name, where some mail programs look for no List-Unsubscribe. A line may have 998
    characters (RFC 5322).
    """

    def message(self):
        message = super().message()
        message.policy = message.policy.clone(max_line_length=None)
        return message


class QueuedEmail(Job):
    RETRY_DELAYS = [
        *(timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30)),
        *(timedelta(hours=2), timedelta(hours=6)),
        *[timedelta(days=1)] * 5,
    ]

    to = EmailAddressField(_("to"), max_length=254)
    subject = models.TextField(_("subject"))
    text = models.TextField()
    headers = models.JSONField(default=dict)
    kind = models.CharField(_("kind"), max_length=20)
    made_at = models.DateTimeField(_("written"), default=timezone.now)

    readers_see = NO_ROWS
    objects = QueuedEmailQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(to=""), name="queued_email_has_a_recipient"),
        ]

    def __str__(self):
        return self.subject

    def as_mail(self):
        """The letter for Django to send; ValueError for an address that no header can hold."""
        if not self.to.isascii():
            raise ValueError(f"No mail can be sent to {self.to}.")
        # The name as it is: Django encodes it in words of the length that RFC 2047 allows.
        name, address = settings.PUBLICATION_NAME, settings.DEFAULT_FROM_EMAIL
        sender = str(Address(name, addr_spec=address))
        return Mail(self.subject, self.text, sender, [self.to], headers=self.headers)

    def give_up(self, last_error):
        """Do not try again: what it met will not pass."""
        self.finish(None, last_error)
