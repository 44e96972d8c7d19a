"""Removes the demo from a database that has nothing else."""

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.management import call_command

from comments.models import Reply
from interviews.media import renditions
from interviews.models import Interview, Page, Person, Picture, RecurringQuestion, Series, Topic

CONTENT = [Interview, Person, Topic, Series, RecurringQuestion, Page, Reply, User]


def list_content():
    """Return the primary keys of all content by model name: {"person": [1, 2], …}."""
    return {
        model._meta.model_name: list(model.objects.values_list("pk", flat=True))
        for model in CONTENT
    }


def list_additions(before):
    """Return a line for each thing that was added or changed since `list_content()` gave `before`.

    Changes are known from the desk's log only; other changes are not noticed.
    """
    added = [
        f"{model._meta.verbose_name}: {thing}"
        for model in CONTENT
        for thing in model.objects.exclude(pk__in=before[model._meta.model_name])
    ]
    return added + [f"changed at the desk: {entry.object_repr}" for entry in LogEntry.objects.all()]


def remove(editor):
    """Empty all tables, and delete the demo's pictures and its editor's account."""
    pictures = Picture.objects.values_list("name", flat=True)
    files = [file for name in pictures for file in (name, *renditions.names(name))]
    for app in ("comments", "interviews"):
        call_command("migrate", app, "zero", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, interactive=False)
    User.objects.filter(username=editor).delete()
    for name in files:
        default_storage.delete(name)
