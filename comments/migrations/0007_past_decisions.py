"""What was decided so far, as rows of their own; the columns it stood in go next."""

from django.db import migrations


VERBS = {"published": "approved", "declined": "declined"}


def move(apps, schema_editor):
    Reply, Decision = (apps.get_model("comments", name) for name in ("Reply", "Decision"))
    for reply in Reply.objects.filter(status__in=VERBS).exclude(decided_at=None).iterator():
        decision = Decision.objects.create(
            reply=reply,
            verb=VERBS[reply.status],
            by_id=reply.decided_by_id,
            reason=reply.decline_reason,
            was="held",
            was_queued=True,
        )
        Decision.objects.filter(pk=decision.pk).update(at=reply.decided_at)


def put_back(apps, schema_editor):
    Reply, Decision = (apps.get_model("comments", name) for name in ("Reply", "Decision"))
    for decision in Decision.objects.filter(verb__in=VERBS.values()).order_by("at").iterator():
        Reply.objects.filter(pk=decision.reply_id).update(
            decided_by_id=decision.by_id, decided_at=decision.at
        )


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0006_decisions'),
    ]

    operations = [
        migrations.RunPython(move, put_back),
    ]
