"""When the editors were emailed about a comment on a preview; earlier comments are not emailed."""

from django.db import migrations, models
from django.db.models import F


def fill(apps, schema_editor):
    comments = apps.get_model("interviews", "DeskComment").objects
    comments.exclude(link=None).update(announced_at=F("at"))


class Migration(migrations.Migration):
    dependencies = [("interviews", "0009_transcript_reviews")]

    operations = [
        migrations.AddField(
            model_name="deskcomment",
            name="announced_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
