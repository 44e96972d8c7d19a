"""Commenter: an email address that its owner has confirmed, or was asked to confirm."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.email.addresses import EmailAddressField, get_mailbox
from interviews.models.visibility import NO_ROWS

signer = TimestampSigner(salt="comments.commenter")

COOKIE_NAME = "commenter"  # holds the signed address of the commenter
COOKIE_LIFETIME = timedelta(days=180)  # how long a browser is recognised
CONFIRMATION_WAIT = timedelta(days=30)  # for an address to confirm, before we delete it
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class CommenterQuerySet(models.QuerySet):
    def confirm(self, email):
        """Store that the owner of the address has followed a link that was emailed there."""
        self.update_or_create(
            email=email,
            defaults={
                "confirmed_at": timezone.now(),
                "unsubscribed_at": None,
                "confirmations_sent": 0,
                "confirmation_sent_at": None,
            },
        )

    def claim_confirmation_email(self, email, expressly=False):
        """Return whether a confirmation email may be sent now, and count it as sent if so.

        The pause between two emails doubles: an hour, two hours, four hours and so on. So nobody
        can flood other people by typing their addresses. Addresses with a tag share the limit of
        their mailbox. If the mailbox has unsubscribed, the answer is yes only if `expressly`, and
        the pauses are days instead of hours.
        """
        commenter, _new = self.select_for_update().get_or_create(email=get_mailbox(email))
        now = timezone.now()
        is_unsubscribed = self.get_unsubscribed_at(email) is not None
        if is_unsubscribed and not expressly:
            return False
        if (
            commenter.confirmation_sent_at
            and commenter.confirmation_sent_at + commenter.pause(DAY if is_unsubscribed else HOUR)
            > now
        ):
            return False
        commenter.confirmations_sent, commenter.confirmation_sent_at = (
            commenter.confirmations_sent + 1,
            now,
        )
        commenter.save(update_fields=["confirmations_sent", "confirmation_sent_at"])
        return True

    def is_subscribed(self, email):
        """Whether the address was confirmed and has not unsubscribed."""
        return self.filter(email=email, unsubscribed_at=None).exclude(confirmed_at=None).exists()

    @transaction.atomic
    def claim_personal_data_email(self, email):
        """Return the commenter, and whether the link to their data may be sent now: once a day.

        True counts as sent. An address that has unsubscribed may ask for the link as well. A link
        lasts seven days, so a stranger who uses up the daily email does not lock anybody out.
        """
        mailbox, _new = self.get_or_create(email=get_mailbox(email))
        commenter, _new = self.get_or_create(email=email)
        now = timezone.now()
        due = self.filter(pk=mailbox.pk).filter(
            Q(personal_data_sent_at=None) | Q(personal_data_sent_at__lte=now - DAY)
        )
        return commenter, bool(due.update(personal_data_sent_at=now))

    def in_mailbox(self, email):
        """The addresses of the same mailbox: they differ by a tag only."""
        name, at, domain = get_mailbox(email).rpartition("@")
        tagged = Q(email__startswith=f"{name}+", email__endswith=f"{at}{domain}")
        return self.filter(Q(email=f"{name}{at}{domain}") | tagged)

    def never_confirmed(self):
        """Addresses that were emailed a month ago, and neither confirmed nor unsubscribed."""
        unconfirmed = self.filter(confirmed_at=None, unsubscribed_at=None)
        since = timezone.now() - CONFIRMATION_WAIT
        return unconfirmed.exclude(confirmation_sent_at__gt=since).exclude(
            personal_data_sent_at__gt=since
        )

    def forget(self, email):
        """Delete the address, and the row that only counts emails to its mailbox.

        Return the number of deleted rows.
        """
        counts = self.filter(email=get_mailbox(email), confirmed_at=None, unsubscribed_at=None)
        return (self.filter(email=email) | counts).delete()[0]

    def unsubscribe(self, email):
        """Send no more emails about replies. The address can be confirmed again at once."""
        changes = {
            "unsubscribed_at": timezone.now(),
            "confirmations_sent": 0,
            "confirmation_sent_at": None,
        }
        self.update_or_create(email=email, defaults=changes)
        self.filter(email=get_mailbox(email)).update(
            confirmations_sent=0, confirmation_sent_at=None
        )

    def get_unsubscribed_at(self, email):
        """When the mailbox of an address unsubscribed (a datetime); None if it did not."""
        unsubscribed = self.in_mailbox(email).exclude(unsubscribed_at=None)
        return unsubscribed.values_list("unsubscribed_at", flat=True).first()


class Commenter(models.Model):
    email = EmailAddressField(_("email"), max_length=254, unique=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    unsubscribed_at = models.DateTimeField(_("unsubscribed"), null=True)
    confirmations_sent = models.PositiveSmallIntegerField(default=0)
    confirmation_sent_at = models.DateTimeField(null=True)
    personal_data_sent_at = models.DateTimeField(_("link to personal data sent"), null=True)

    readers_see = NO_ROWS
    objects = CommenterQuerySet.as_manager()

    class Meta:
        verbose_name = _("commenter")
        verbose_name_plural = _("commenters")
        ordering = ["email"]

    def __str__(self):
        return self.email

    def pause(self, first):
        """The pause until the next confirmation email; `first` is the first pause."""
        return first * 2 ** min(self.confirmations_sent - 1, 8)


def sign_cookie(email):
    """The value of the cookie by which a browser shows that the address is its user's."""
    return signer.sign(email)


def read_cookie(proof):
    """The address in a cookie; "" if there is no cookie, or it is forged or expired."""
    if not proof:
        return ""
    try:
        return signer.unsign(proof, max_age=COOKIE_LIFETIME)
    except BadSignature:
        return ""
