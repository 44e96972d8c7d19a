"""When people, topics and series last changed; NULL where it was before such dates were kept.

The column is added as one without a default: for any other SQLite makes the table anew, and the
search's triggers would look for it in vain meanwhile.
"""

from django.db import migrations, models


def dated(model):
    kept = models.DateTimeField(auto_now=True, null=True, verbose_name="last changed")
    return migrations.SeparateDatabaseAndState(
        database_operations=[
            migrations.AddField(model, "updated_at", models.DateTimeField(null=True))
        ],
        state_operations=[migrations.AddField(model, "updated_at", kept)],
    )


class Migration(migrations.Migration):
    dependencies = [("interviews", "0009_level")]

    operations = [dated("person"), dated("topic"), dated("series")]
