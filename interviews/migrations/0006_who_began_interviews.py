"""Who began each interview: the user of its first change of state."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    Interview = apps.get_model("interviews", "Interview")
    StateChange = apps.get_model("interviews", "StateChange")
    first = StateChange.objects.filter(interview=OuterRef("pk")).order_by("at", "pk")
    Interview.objects.update(created_by=Subquery(first.values("by")[:1]))


class Migration(migrations.Migration):
    dependencies = [("interviews", "0005_rights")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
