"""PreviewLink: an address at which people without an account read what is not published yet."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.models.announcements import announce
from interviews.models.audit_entry import AuditAction, AuditEntry
from interviews.models.interview import Interview
from interviews.models.visibility import NO_ROWS

TOKEN_BYTES = 24  # random ones; so nobody guesses a token
TOKEN_LENGTH = 32  # characters of the token in an address


class PreviewLinkQuerySet(models.QuerySet):
    def valid(self):
        """Filter for links that show a page: neither expired nor revoked."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def newest_first(self):
        return self.order_by("-made_at", "-pk")

    @transaction.atomic
    def make(self, interview, *, name, days, by):
        """Store a new link, and return it.

        Args:
            name: whom the link is for, as its holder and the desk read it.
            days: for how long the link is valid.
            by: the user who makes the link.
        """
        now = timezone.now()
        link = self.create(
            interview=interview,
            name=name,
            token=secrets.token_urlsafe(TOKEN_BYTES),
            made_at=now,
            made_by=by,
            expires_at=now + timedelta(days=days),
        )
        link.audit("made", by)
        return link


class PreviewLink(models.Model):
    """Anybody who has the address may read the interview, or its prepared update if there is one.

    The token is stored as it is, since the desk shows the address again.
    """

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="preview_links")
    token = models.CharField(max_length=TOKEN_LENGTH, unique=True)
    name = models.CharField(gettext_lazy("for whom"), max_length=120)  # "" once it was erased
    expires_at = models.DateTimeField(gettext_lazy("valid until"))
    made_at = models.DateTimeField(gettext_lazy("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(gettext_lazy("revoked"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    readers_see = NO_ROWS
    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("preview link")
        verbose_name_plural = gettext_lazy("preview links")
        default_permissions = ()  # the interview's permissions apply

    def __str__(self):
        return self.name or _("Erased")

    def get_absolute_url(self):
        return reverse("interviews:preview", args=[self.token])

    @property
    def is_valid(self):
        return self.revoked_at is None and self.expires_at > timezone.now()

    @transaction.atomic
    def revoke(self, by):
        """End the validity of the link now. A revoked link stays revoked."""
        changed = (
            type(self)
            .objects.filter(pk=self.pk, revoked_at=None)
            .update(revoked_at=timezone.now(), revoked_by=by)
        )
        self.refresh_from_db()
        if changed:
            self.audit("revoked", by)

    @transaction.atomic
    def erase_holder(self, by):
        """Erase the name of the holder and delete the holder's comments; revoke the link."""
        self.revoke(by)
        deleted, _kinds = self.comments.all().delete()
        self.name = ""
        self.save(update_fields=["name"])
        announce("delete_emails_about_comments", self.interview)
        AuditEntry.objects.erase_names(by=by, preview_link=self.pk, comments=deleted)

    def audit(self, what, by):
        """Record in the audit trail that the link was made or revoked."""
        AuditEntry.objects.record(
            AuditAction.CHANGED, by=by, about=self.interview, preview_link=what, link=self.pk
        )
