"""Letter: mail on its way, kept until the mail server has taken it and not a moment longer.

An outbox of our own, for three reasons: it must be right on SQLite and with several web servers,
and it must forget. django-mailer's documentation warns of “database is locked” on SQLite, and it
keeps pickled messages and a log of addresses for good; django-post-office guards against sending
twice with a lock file, which other machines do not see (its issues 176 and 248).

One column carries the whole: `due_at`. Who wants to send a letter first moves it ten minutes on
under the condition that it is due, which one of any number of servers can do. A letter whose
server dies is due again after that; one that failed is due after a growing pause; one that was
given up is never due, and has none. What was sent is deleted.

The one case in which a letter leaves twice is that a server dies, or the connection breaks,
between the mail server's thanks and our noting it. It then carries the same Message-ID, by which
mail programs know it.
"""

from datetime import timedelta
from email.utils import formataddr, make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.postman import nudge

LEASE = timedelta(minutes=10)  # many times what one letter takes when every answer comes late
PAUSES = [
    *(timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30)),
    *(timedelta(hours=2), timedelta(hours=6)),
    *[timedelta(days=1)] * 5,
]
KEPT = timedelta(days=30)  # what was given up, for an editor to see


class LetterQuerySet(models.QuerySet):
    def write(self, *, to, subject, text, kind, headers=None):
        """Put a letter in the outbox: it leaves if the transaction it is written in commits.

        `comments.letters` composes what goes into it; `kind` is a word for the desk.
        """
        host = urlsplit(settings.PUBLICATION_URL).hostname
        headers = {"Message-ID": make_msgid(domain=host)} | (headers or {})
        letter = self.create(to=to, subject=subject, text=text, kind=kind, headers=headers)
        transaction.on_commit(nudge, using=self.db)
        return letter

    def due(self):
        """What may be sent now, the longest waiting first."""
        return self.filter(due_at__lte=timezone.now()).order_by("due_at")

    def given_up(self):
        """What is not tried any more, unless an editor says so."""
        return self.filter(due_at=None)

    def stale(self):
        """What was given up and has been at the desk for long enough."""
        return self.given_up().filter(made_at__lt=timezone.now() - KEPT)

    def try_again(self):
        """Give those that were given up another five days; return how many there were."""
        count = self.given_up().update(due_at=timezone.now(), tries=0)
        transaction.on_commit(nudge, using=self.db)
        return count


class Letter(models.Model):
    to = models.EmailField(_("to"), max_length=254)
    subject = models.TextField(_("subject"))
    text = models.TextField()
    headers = models.JSONField(default=dict)
    kind = models.CharField(_("kind"), max_length=20)
    made_at = models.DateTimeField(_("written"), default=timezone.now)
    due_at = models.DateTimeField(_("next try"), default=timezone.now, null=True, db_index=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(to=""), name="letter_is_addressed"),
        ]

    def __str__(self):
        return self.subject

    def as_mail(self):
        sender = formataddr((settings.PUBLICATION_NAME, settings.DEFAULT_FROM_EMAIL))
        return EmailMessage(self.subject, self.text, sender, [self.to], headers=self.headers)

    def claim(self):
        """Take it for sending; False if somebody else has. Never within a transaction."""
        until = timezone.now() + LEASE
        this = Letter.objects.due().filter(pk=self.pk)
        with transaction.atomic(durable=True):
            if not this.update(due_at=until, tries=F("tries") + 1):
                return False
        self.due_at = until
        self.tries += 1
        return True

    def put_off(self, trouble):
        """Try again later; after five days, no more."""
        again = self.tries <= len(PAUSES)
        self._settle(timezone.now() + PAUSES[self.tries - 1] if again else None, trouble)

    def give_up(self, trouble):
        """Do not try again: what it met will not pass."""
        self._settle(None, trouble)

    def _settle(self, due_at, trouble):
        # Only as long as the claim holds: afterwards it may be in another server's hands.
        claimed = Letter.objects.filter(pk=self.pk, due_at=self.due_at)
        length = self._meta.get_field("trouble").max_length
        claimed.update(due_at=due_at, trouble=trouble[:length])
