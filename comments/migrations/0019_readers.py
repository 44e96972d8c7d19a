"""People made for readers whose question was added are marked, since anybody may sign so."""

from django.db import migrations
from django.db.models import Min


def mark(apps, schema_editor):
    Person, Reply = apps.get_model("interviews", "Person"), apps.get_model("comments", "Reply")
    asked = Reply.objects.exclude(asked_as=None).order_by()
    for person, since in asked.values_list("asked_as").annotate(Min("written_at")):
        Person.objects.filter(pk=person).update(reader_since=since)


class Migration(migrations.Migration):
    dependencies = [("comments", "0018_editions"), ("interviews", "0012_name_keys")]
    run_before = [("interviews", "0013_names_told_apart")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
