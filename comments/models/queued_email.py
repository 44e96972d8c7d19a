"""QueuedEmail: an email in the outbox, deleted as soon as the mail server has accepted it.

We have our own outbox because it must work on SQLite, with several web servers, and delete what
it sent. django-mailer's documentation warns of “database is locked” on SQLite, and it keeps
pickled messages and a log of addresses for good. django-post-office prevents sending twice with a
lock file, which other machines do not see (its issues 176 and 248).

A queued email is a job (interviews/models/job.py).

An email can be sent twice in one case: a server dies, or the connection breaks, after the mail
server has accepted the email and before we have deleted it. Both copies then have the same
Message-ID, by which mail programs recognise them.
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
from comments.email.worker import wake_worker
from interviews.models import Publication
from interviews.models.job import Job, JobQuerySet
from interviews.models.visibility import NO_ROWS

FAILED_RETENTION = timedelta(days=30)  # so that editors can see what failed


class QueuedEmailQuerySet(JobQuerySet):
    def enqueue(self, *, to, subject, text, kind, headers=None):
        """Put an email in the outbox. It is sent if the present transaction commits.

        `comments.email.messages` builds the arguments; `kind` is shown in the admin.
        """
        host = urlsplit(settings.PUBLICATION_URL).hostname
        headers = {"Message-ID": make_msgid(domain=host)} | (headers or {})
        email = self.create(to=to, subject=subject, text=text, kind=kind, headers=headers)
        transaction.on_commit(wake_worker, using=self.db)
        return email

    def due(self):
        """Emails that may be sent now, the longest waiting first."""
        return super().due().order_by("due_at")

    def failed(self):
        """Emails that are not tried again, unless an editor asks for it."""
        return self.filter(due_at=None)

    def expired(self):
        """Failed emails that editors could see for long enough."""
        return self.failed().filter(made_at__lt=timezone.now() - FAILED_RETENTION)

    def retry(self):
        """Try the failed emails again for another five days; return how many there are."""
        count = self.failed().update(due_at=timezone.now(), attempts=0)
        transaction.on_commit(wake_worker, using=self.db)
        return count


class UnfoldedEmailMessage(EmailMessage):
    """An email whose headers are not folded, except those that Django encodes.

    Python would put an address of more than 78 characters on the line after the header's name,
    where some mail programs do not find List-Unsubscribe. RFC 5322 allows lines of 998 characters.
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
        verbose_name = _("outgoing email")
        verbose_name_plural = _("outgoing emails")
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(to=""), name="queued_email_has_a_recipient"),
        ]

    def __str__(self):
        return self.subject

    def as_message(self):
        """The message for Django to send. Raises ValueError if a header cannot hold the address."""
        if not self.to.isascii():
            raise ValueError(f"No email can be sent to {self.to}.")
        # Django encodes the name in words of the length that RFC 2047 allows.
        publication = Publication.objects.current()
        sender = str(Address(publication.name, addr_spec=publication.email))
        return UnfoldedEmailMessage(
            self.subject, self.text, sender, [self.to], headers=self.headers
        )

    def give_up(self, last_error):
        """Do not try again: the error is permanent."""
        self.finish(None, last_error)
