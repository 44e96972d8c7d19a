"""StaffInvitation: that a member of staff was asked by email to choose a password."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import QueuedEmail
from interviews.models.visibility import NO_ROWS
from publication.sign_in import emails


class StaffInvitationQuerySet(models.QuerySet):
    @transaction.atomic
    def send(self, account, *, by):
        """Email an account the link by which its owner chooses a password. May be repeated."""
        values = {"sent_at": timezone.now(), "sent_by": by}
        invitation, _new = self.update_or_create(account=account, defaults=values)
        QueuedEmail.objects.enqueue(**emails.staff_invitation(account, by))
        return invitation


class StaffInvitation(models.Model):
    """The newest invitation of an account. It is accepted once the account has a password."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff_invitation"
    )
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    readers_see = NO_ROWS
    objects = StaffInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation of staff")
        verbose_name_plural = _("invitations of staff")

    def __str__(self):
        return str(self.account)

    @property
    def is_accepted(self):
        return self.account.has_usable_password()
