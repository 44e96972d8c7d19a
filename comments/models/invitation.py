"""Invitation: a person of an interview is invited to reply under a badge."""

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

INVITATION_LIFETIME = timedelta(days=180)

NOT_YET = _(
    "Readers can’t see this interview yet, so the link in the email wouldn’t work. "
    "Invite people once the interview is published."
)


class InvitationQuerySet(models.QuerySet):
    GIVING_WAY = _("revoked, since there is another one for the same interview")

    def active(self):
        return self.filter(revoked_at=None)

    def by_signed_id(self, signed):
        """The invitation of a signed link; empty if the link is forged, expired or revoked."""
        try:
            return self.active().filter(pk=signer.unsign(signed, max_age=INVITATION_LIFETIME))
        except BadSignature:
            return self.none()

    def give_way(self):
        """Revoke: the invited people are one person, who has another invitation."""
        self.active().update(revoked_at=timezone.now())


class Invitation(models.Model):
    class Role(models.TextChoices):
        SUBJECT = "subject", _("Interviewee")
        INTERVIEWER = "interviewer", _("Interviewer")

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
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

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
        """The path of the form for the invited person. It works for INVITATION_LIFETIME."""
        return reverse("comments:invited", args=[signer.sign(self.pk)])

    @property
    def expires_at(self):
        return self.invited_at + INVITATION_LIFETIME

    @property
    def is_active(self):
        return self.revoked_at is None

    @transaction.atomic
    def send(self, by):
        """Email the link to the person, for the first time or again. Its lifetime begins again.

        Raises ValidationError if the interview is not published or the invitation was revoked.
        """
        if not self.interview.is_published:
            raise ValidationError(NOT_YET)
        if not self.is_active:
            raise ValidationError(_("This invitation was revoked. Send a new one."))
        self.invited_by, self.invited_at = by, timezone.now()
        # Not all fields: somebody may revoke the invitation at the same time.
        self.save(update_fields=None if self._state.adding else ["invited_by", "invited_at"])
        name = self.person.name
        email = messages.invitation(self.email, name, self.interview, self.address, self.expires_at)
        QueuedEmail.objects.enqueue(**email)

    def revoke(self):
        """Make the link invalid. Replies that were written with it keep their badge."""
        if self.is_active:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])

    def erase(self):
        """Erase the email address and revoke the link. Published replies keep their badge."""
        self.email = ""
        self.revoked_at = self.revoked_at or timezone.now()
        self.save(update_fields=["email", "revoked_at"])
