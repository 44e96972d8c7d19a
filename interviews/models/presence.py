"""Presence: which editors have a page of the desk open, and where in it they write."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from interviews.models.visibility import NO_ROWS
from interviews.names import get_user_name

PRESENT_FOR = timedelta(seconds=25)  # after the last sign of an editor
WRITTEN_EVERY = timedelta(seconds=6)  # an editor who stays in one place is written no more often


class PresenceQuerySet(models.QuerySet):
    def others(self, user, path):
        """Filter for the other editors who have this page open now."""
        since = timezone.now() - PRESENT_FOR
        present = self.filter(path=path, seen_at__gt=since).exclude(user=user)
        return present.select_related("user").order_by("user__username")

    def record(self, user, path, place):
        """Record that an editor has this page open; writes nothing if that is known."""
        now = timezone.now()
        known = self.filter(user=user, path=path, place=place, seen_at__gt=now - WRITTEN_EVERY)
        if not known.exists():
            self.update_or_create(user=user, path=path, defaults={"place": place, "seen_at": now})
            self.filter(seen_at__lt=now - PRESENT_FOR * 10).delete()


class Presence(models.Model):
    PLACE_LENGTH = 100

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    place = models.CharField(max_length=PLACE_LENGTH)  # the key of an exchange, or blank
    seen_at = models.DateTimeField(db_index=True)

    objects = PresenceQuerySet.as_manager()

    readers_see = NO_ROWS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "path"], name="an_editor_is_in_a_page_once")
        ]

    def __str__(self):
        return get_user_name(self.user)
