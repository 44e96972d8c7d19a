"""Invitation: the people of an interview are asked to reply, under a badge that is theirs."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.email import messages
from comments.email.addresses import EmailAddressField
from comments.models.queued_email import QueuedEmail
from interviews.models import Interview, Person

signer = TimestampSigner(salt="comments.invitation")

VALID_FOR = timedelta(days=180)

NOT_YET = _(
    "Readers cannot see this interview now, and the address in the mail would lead nowhere. "
    "Invite its people once it is published."
)


class InvitationQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(revoked_at=None)

    def signed_as(self, signed):
        """The invitation behind a signed address; none if it is forged, too old or revoked."""
        try:
            return self.standing().filter(pk=signer.unsign(signed, max_age=VALID_FOR))
        except BadSignature:
            return self.none()


class Invitation(models.Model):
    class Role(models.TextChoices):
        SUBJECT = "subject", _("interviewed here")
        INTERVIEWER = "interviewer", _("asked the questions")

    interview = models.ForeignKey(
        Interview, models.PROTECT, related_name="invitations", verbose_name=_("interview")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="invitations", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, editable=False)
    email = EmailAddressField(_("email"), max_length=254)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited"), default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("taken back"), null=True, editable=False)

    readers_see = "interview"
    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "person"],
                condition=Q(revoked_at=None),
                name="invited_once_to_an_interview",
                violation_error_message=_("This person has been invited already."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["subject", "interviewer"]), name="invitation_role_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.person} ({self.get_role_display()})"

    @property
    def address(self):
        """Where the invited person writes; it is theirs alone, and lasts for VALID_FOR."""
        return reverse("comments:invited", args=[signer.sign(self.pk)])

    @property
    def lasts_until(self):
        return self.invited_at + VALID_FOR

    @property
    def is_standing(self):
        return self.revoked_at is None

    @transaction.atomic
    def send(self, by):
        """Mail its address to the person, for the first time or again; its days begin anew.

        ValidationError while readers cannot see the interview, and once it was taken back.
        """
        if not self.interview.is_published:
            raise ValidationError(NOT_YET)
        if not self.is_standing:
            raise ValidationError(_("This invitation was taken back. Write a new one."))
        self.invited_by, self.invited_at = by, timezone.now()
        # Not all of it: somebody may be taking it back.
        self.save(update_fields=None if self._state.adding else ["invited_by", "invited_at"])
        name = self.person.name
        letter = messages.invitation(
            self.email, name, self.interview, self.address, self.lasts_until
        )
        QueuedEmail.objects.write(**letter)

    def revoke(self):
        """Let its address lead nowhere; what was written under it keeps its badge."""
        if self.is_standing:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])

    def erase(self):
        """Blank the address, and with it what was sent there; badges in print are the person's."""
        self.email = ""
        self.revoked_at = self.revoked_at or timezone.now()
        self.save(update_fields=["email", "revoked_at"])
