"""AuditEntry: a line of the audit trail, which tells who did what at the desk, and when.

Each entry has a digest of itself and of the digest before it, so a changed or missing entry shows.
Names stand apart from the chain, in AuditedPerson: an entry has only a salted digest of them. They
can be erased, and the chain still holds.
"""

import json
import secrets
from hashlib import sha256

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from interviews.models.visibility import NO_ROWS

NAME_LENGTH = 300


class AuditAction(models.TextChoices):
    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    DELETED = "deleted", _("deleted")
    MOVED = "moved", _("state changed")
    VERSION = "version", _("version saved")
    DECIDED = "decided", _("decided about a reply")
    SIGNED_IN = "signed_in", _("signed in")
    SIGNED_OUT = "signed_out", _("signed out")
    FAILED = "failed", _("failed to sign in")
    EXPORTED = "exported", _("exported")
    RESTORED = "restored", _("restored")
    ERASED = "erased", _("erased")


class AuditEntryQuerySet(models.QuerySet):
    @transaction.atomic
    def record(self, action, *, by=None, about=None, name=None, **details):
        """Append an entry, and return it.

        Args:
            action: an AuditAction.
            by: the user, or None for commands, tasks and strangers.
            about: the row that the action concerns, or None.
            name: what the row is called, by default its text.
            details: plain values without names or other personal data.
        """
        last, _created = AuditHead.objects.select_for_update().get_or_create(pk=AuditHead.ONLY)
        called = str(about) if name is None and about is not None else name or ""
        person = AuditedPerson.naming(by, called)
        entry = self.model(
            number=last.number + 1,
            at=timezone.now(),
            action=action,
            kind=about._meta.label_lower if about is not None else "",
            key="" if about is None else str(about.pk),
            details=details,
            person_digest=person.compute_digest(),
            previous_digest=last.digest,
        )
        entry.digest = entry.compute_digest()
        entry.save(force_insert=True)
        person.entry = entry
        person.save(force_insert=True)
        AuditHead.objects.filter(pk=last.pk).update(number=entry.number, digest=entry.digest)
        return entry

    @transaction.atomic
    def erase_names(self, *, account=None, rows=(), by=None, **details):
        """Erase names from the trail, and append an entry that says so; return it.

        Args:
            account: the primary key of a user, whose own entries and those about it are meant.
            rows: rows of one model or of several, the entries about which are meant.
            by: the user who erases.
            details: as in `record()`.
        """
        about = models.Q(pk__in=[])
        if account is not None:
            about = models.Q(account=account) | models.Q(
                entry__kind=settings.AUTH_USER_MODEL.lower(), entry__key=str(account)
            )
        for row in rows:
            about |= models.Q(entry__kind=row._meta.label_lower, entry__key=str(row.pk))
        found = AuditedPerson.objects.filter(about)
        numbers = sorted(found.values_list("pk", flat=True))
        AuditedPerson.objects.filter(pk__in=numbers).delete()
        return self.record(AuditAction.ERASED, by=by, entries=numbers, **details)


class AuditEntry(models.Model):
    """Triggers refuse to change or delete an entry."""

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("when"), db_index=True)
    action = models.CharField(_("what"), max_length=12, choices=AuditAction)
    kind = models.CharField(_("kind of page"), max_length=100, blank=True)
    key = models.CharField(max_length=100, blank=True)
    details = models.JSONField(_("details"), default=dict)
    person_digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    readers_see = NO_ROWS
    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the audit trail")
        verbose_name_plural = _("entries of the audit trail")
        ordering = ["-number"]
        indexes = [models.Index(fields=["kind", "key"], name="audit_of_a_row")]

    def __str__(self):
        return f"{self.number}: {self.get_action_display()}"

    @property
    def names(self):
        """The AuditedPerson of the entry; None if the names were erased."""
        return getattr(self, "person", None)

    def compute_digest(self):
        """Return the SHA-256 of the entry and of the digest before it, as hexadecimal digits."""
        content = [self.number, self.at.isoformat(), self.action, self.kind, self.key]
        return digest_of(*content, self.details, self.person_digest, self.previous_digest)


class AuditedPerson(models.Model):
    """The names in an entry: who did it, and what the row was called. They can be erased.

    `account` is a number and not a foreign key, so that no entry goes with an account.
    """

    entry = models.OneToOneField(
        AuditEntry, models.PROTECT, primary_key=True, related_name="person"
    )
    account = models.BigIntegerField(null=True, db_index=True)
    who = models.CharField(_("who"), max_length=NAME_LENGTH, blank=True)
    about = models.CharField(_("about"), max_length=NAME_LENGTH, blank=True)
    salt = models.CharField(max_length=32)

    readers_see = NO_ROWS

    def __str__(self):
        return self.who

    @classmethod
    def naming(cls, by, about):
        """Return the unsaved names of an entry."""
        called, account = (by.get_full_name(), by.get_username()) if by else ("", "")
        who = f"{called} ({account})" if called else account
        return cls(
            account=by and by.pk,
            who=Truncator(who).chars(NAME_LENGTH),
            about=Truncator(about).chars(NAME_LENGTH),
            salt=secrets.token_hex(16),
        )

    def compute_digest(self):
        return digest_of(self.salt, self.account, self.who, self.about)


class AuditHead(models.Model):
    """The number and the digest of the last entry. Its lock keeps the entries in one row."""

    ONLY = 1

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    readers_see = NO_ROWS

    def __str__(self):
        return str(self.number)


def digest_of(*values):
    """Return the SHA-256 of plain values, written as JSON in one form."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode(errors="surrogatepass")).hexdigest()
