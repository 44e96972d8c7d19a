"""Takes the demo out of a database again, as long as nothing else is in it."""

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.management import call_command

from comments.models import Reply
from interviews.media import renditions
from interviews.models import Interview, Page, Person, Picture, RecurringQuestion, Series, Topic

CONTENT = [Interview, Person, Topic, Series, RecurringQuestion, Page, Reply, User]


def inventory():
    """Return the keys of all content, by the name of its model: {"person": [1, 2], …}."""
    return {
        model._meta.model_name: list(model.objects.values_list("pk", flat=True))
        for model in CONTENT
    }


def what_was_added_to(before):
    """Return in words what this database holds beside an inventory, a line each.

    The log of the desk tells what editors changed; a change by other ways is not noticed.
    """
    added = [
        f"{model._meta.verbose_name}: {thing}"
        for model in CONTENT
        for thing in model.objects.exclude(pk__in=before[model._meta.model_name])
    ]
    return added + [f"changed at the desk: {entry.object_repr}" for entry in LogEntry.objects.all()]


def remove(editor):
    """Empty all tables, and delete the pictures of the demo and the account of its editor."""
    pictures = Picture.objects.values_list("name", flat=True)
    files = [file for name in pictures for file in (name, *renditions.names(name))]
    for app in ("comments", "interviews"):
        call_command("migrate", app, "zero", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, interactive=False)
    User.objects.filter(username=editor).delete()
    for name in files:
        default_storage.delete(name)
