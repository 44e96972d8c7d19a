"""Commenter: a mail address that somebody has shown to be theirs, or was asked to."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.email.addresses import EmailAddressField, mailbox_of
from interviews.models.visibility import NO_ROWS

signer = TimestampSigner(salt="comments.commenter")

PROOF = "writer"  # the cookie that holds the proof
KNOWN_FOR = timedelta(days=180)  # how long a browser is remembered as this writer's
PATIENCE = timedelta(days=30)  # how long we wait for an address to answer
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class CommenterQuerySet(models.QuerySet):
    def confirm(self, email):
        """The address is whose it claims to be: a mail sent there was acted on."""
        self.update_or_create(
            email=email,
            defaults={
                "confirmed_at": timezone.now(),
                "wants_none_at": None,
                "asked": 0,
                "asked_at": None,
            },
        )

    def may_be_asked(self, email, expressly=False):
        """Whether the address may be asked to confirm now; asking again takes ever longer.

        One who types the addresses of others cannot have us flood them: the second mail goes out
        an hour after the first, the third two hours later, then four. True counts as asked.
        Addresses with a tag count as one with their mailbox: it is asked no sooner. Once it wants
        no mail to one of them, it is asked only if somebody asks for that mail `expressly`, and
        then days take the place of hours.
        """
        writer, _new = self.select_for_update().get_or_create(email=mailbox_of(email))
        now = timezone.now()
        wants_none = self.wants_none_since(email) is not None
        if wants_none and not expressly:
            return False
        if writer.asked_at and writer.asked_at + writer.pause(DAY if wants_none else HOUR) > now:
            return False
        writer.asked, writer.asked_at = writer.asked + 1, now
        writer.save(update_fields=["asked", "asked_at"])
        return True

    def takes_mail(self, email):
        """Whether it was confirmed, and never said that it wants none."""
        return self.filter(email=email, wants_none_at=None).exclude(confirmed_at=None).exists()

    @transaction.atomic
    def may_be_told(self, email):
        """The writer, and whether to mail them what we keep now: once a day. True counts as told.

        Even one who wants no mail may ask for this, and the day is short of the link's seven: who
        has others mailed for them keeps nobody from their own page.
        """
        mailbox, _new = self.get_or_create(email=mailbox_of(email))
        writer, _new = self.get_or_create(email=email)
        now = timezone.now()
        due = self.filter(pk=mailbox.pk).filter(Q(told_at=None) | Q(told_at__lte=now - DAY))
        return writer, bool(due.update(told_at=now))

    def of_mailbox(self, email):
        """The addresses whose mail arrives where this one's does: they differ by a tag."""
        name, at, domain = mailbox_of(email).rpartition("@")
        tagged = Q(email__startswith=f"{name}+", email__endswith=f"{at}{domain}")
        return self.filter(Q(email=f"{name}{at}{domain}") | tagged)

    def never_answered(self):
        """Those that were mailed a month ago, and neither confirmed nor declined."""
        silent = self.filter(confirmed_at=None, wants_none_at=None)
        since = timezone.now() - PATIENCE
        return silent.exclude(asked_at__gt=since).exclude(told_at__gt=since)

    def forget(self, email):
        """Delete the address, and what only counts mails to its mailbox; return how many rows."""
        counts = self.filter(email=mailbox_of(email), confirmed_at=None, wants_none_at=None)
        return (self.filter(email=email) | counts).delete()[0]

    def want_no_mail(self, email):
        """No mail about answers from now on; the way back is open at once."""
        said = {"wants_none_at": timezone.now(), "asked": 0, "asked_at": None}
        self.update_or_create(email=email, defaults=said)
        self.filter(email=mailbox_of(email)).update(asked=0, asked_at=None)

    def wants_none_since(self, email):
        """When the mailbox of an address said that it wants no mail; None if it did not."""
        wanting_none = self.of_mailbox(email).exclude(wants_none_at=None)
        return wanting_none.values_list("wants_none_at", flat=True).first()


class Commenter(models.Model):
    email = EmailAddressField(_("email"), max_length=254, unique=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    wants_none_at = models.DateTimeField(_("wants no mail since"), null=True)
    asked = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(_("mailed what we keep"), null=True)

    readers_see = NO_ROWS
    objects = CommenterQuerySet.as_manager()

    class Meta:
        verbose_name = _("writer")
        verbose_name_plural = _("writers")
        ordering = ["email"]

    def __str__(self):
        return self.email

    def pause(self, first):
        """How long after `asked_at` it may be asked again; `first`: after it was asked once."""
        return first * 2 ** min(self.asked - 1, 8)


def proof_for(email):
    """What a browser keeps to show that it is this writer's."""
    return signer.sign(email)


def proven(proof):
    """The address that a browser's proof is for; "" for none, a forged or an old one."""
    if not proof:
        return ""
    try:
        return signer.unsign(proof, max_age=KNOWN_FOR)
    except BadSignature:
        return ""
