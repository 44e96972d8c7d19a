"""Autosave: the fields of a form at the desk that its editor has not saved yet."""

import json
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.http import QueryDict
from django.utils import timezone

from interviews.models.visibility import NO_ROWS

TITLE_LENGTH = 200
SAVED = ""  # the fields of a page whose form was saved while an autosave was still on its way
SAVED_FOR = timedelta(hours=1)  # how long such a row waits for the late request


class UnsavedFields(QueryDict):
    """The fields of an autosave, as `request.POST`. A DeskForm shows them and is never valid."""


class AutosaveQuerySet(models.QuerySet):
    def unsaved(self, user):
        """Filter for what a user can go on with, the newest first."""
        return self.filter(user=user).exclude(fields=SAVED).order_by("-saved_at", "-pk")

    def store(self, sent, *, user, path, page, title):
        """Store the fields of an opened page; return the time.

        The page's earlier autosave is replaced. If the form of the page was saved, the fields came
        too late and are not stored.
        """
        fields = json.dumps(dict(sent.lists()), ensure_ascii=False, separators=(",", ":"))
        stored = {"fields": fields, "saved_at": timezone.now(), "title": title[:TITLE_LENGTH]}
        its = self.filter(user=user, path=path, page=page)
        if not its.exclude(fields=SAVED).update(**stored):
            late = timezone.now() - SAVED_FOR
            self.filter(user=user, fields=SAVED, saved_at__lt=late).delete()
            self.get_or_create(user=user, path=path, page=page, defaults=stored)
        return stored["saved_at"]

    def forget(self, *, user, path, page, may_come_late=False):
        """Delete the autosave of an opened page, since its form was saved.

        Args:
            may_come_late: whether another autosave of the page is on its way. It is then ignored.
        """
        if may_come_late:
            saved = {"fields": SAVED, "saved_at": timezone.now(), "title": ""}
            self.update_or_create(user=user, path=path, page=page, defaults=saved)
        else:
            self.filter(user=user, path=path, page=page).delete()


class Autosave(models.Model):
    """What an editor typed into one opened page, as the browser would have posted it.

    Two tabs with the same address are two pages, so neither replaces the words of the other.
    """

    PATH_LENGTH = 500
    PAGE_LENGTH = 40

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(max_length=PATH_LENGTH)  # the address of the page at the desk
    page = models.CharField(max_length=PAGE_LENGTH)  # a random token of the opened page
    title = models.CharField(max_length=TITLE_LENGTH)
    fields = models.TextField()  # JSON: {name: [value, …]}
    saved_at = models.DateTimeField()

    objects = AutosaveQuerySet.as_manager()

    readers_see = NO_ROWS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "path", "page"], name="one_autosave_of_an_opened_page"
            )
        ]

    def __str__(self):
        return self.title

    @property
    def unsaved_fields(self):
        fields = UnsavedFields(mutable=True)
        for name, values in json.loads(self.fields).items():
            fields.setlist(name, values)
        return fields
