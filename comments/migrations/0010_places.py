"""Replies published so far are given their places, in the order they were written."""

from django.db import migrations
from django.db.models import F


def place(apps, schema_editor):
    Reply, Correspondence = (
        apps.get_model("comments", name) for name in ("Reply", "Correspondence")
    )
    Reply.objects.update(queued_at=F("written_at"))
    Reply.objects.exclude(status="held").update(queued_at=None)
    roots = {}
    for reply in Reply.objects.order_by("written_at", "pk").iterator():
        if reply.parent_id:
            reply.thread_id = roots.get(reply.parent_id, reply.parent_id)
        roots[reply.pk] = reply.thread_id or reply.pk
        if reply.status == "published":
            _publish(reply, Reply, Correspondence)
        # Addresses are met as they are written to, without regard to case.
        reply.email = reply.email.lower()
        reply.save(update_fields=["thread", "published_at", "number", "place", "email"])


def _publish(reply, Reply, Correspondence):
    reply.published_at = reply.written_at
    if reply.thread_id is None:
        _number(reply, Correspondence)
        return
    root = Reply.objects.get(pk=reply.thread_id)
    if root.number is None:  # declined since it was answered: its mark stands there
        _number(root, Correspondence)
    root.last_place += 1
    root.save(update_fields=["number", "place", "last_place"])
    reply.number, reply.place = root.number, root.last_place


def _number(root, Correspondence):
    its, _new = Correspondence.objects.get_or_create(interview_id=root.interview_id)
    its.last_number += 1
    its.save(update_fields=["last_number"])
    root.number, root.place = its.last_number, 0


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0009_threads'),
    ]

    operations = [
        migrations.RunPython(place, migrations.RunPython.noop),
    ]
