"""What an exchange said before its words were changed is kept, whoever changes them.

SQLite drops the trigger whenever a later migration remakes interviews_exchange: such a migration
begins with `keep_no_more` and ends with `keep`, as it does with the seals of 0002.
"""

import django.db.models.deletion
from django.db import migrations, models

from interviews.wordings import keep, keep_no_more


class Migration(migrations.Migration):
    dependencies = [("interviews", "0006_cleaned_pictures")]

    operations = [
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.TextField(verbose_name="question")),
                ("answer", models.TextField(verbose_name="answer")),
                ("replaced_at", models.DateTimeField(verbose_name="replaced")),
                (
                    "exchange",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wordings",
                        to="interviews.exchange",
                    ),
                ),
            ],
            options={
                "verbose_name": "former wording",
                "verbose_name_plural": "former wordings",
                "ordering": ["exchange_id", "replaced_at", "pk"],
            },
        ),
        migrations.RunPython(keep, keep_no_more),
    ]
