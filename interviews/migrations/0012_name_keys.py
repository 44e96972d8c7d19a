"""Each name has a key, by which it is compared however it is written.

The columns may be empty, so that SQLite adds them in place and keeps the triggers of the tables.
"""

import unicodedata

from django.db import migrations, models

NAMED = [("Person", "name"), ("Topic", "name"), ("Series", "title")]
NAMED += [("RecurringQuestion", "wording")]
ALIKE = dict.fromkeys(map(ord, "’‘ʼ`´′＇"), "'") | dict.fromkeys(map(ord, "‐‑‒–−"), "-")


def add_keys(apps, schema_editor):
    for model, field in NAMED:
        things = apps.get_model("interviews", model).objects
        for pk, name in things.values_list("pk", field):
            things.filter(pk=pk).update(name_key=key(name))


def key(name):
    name = "".join(c for c in name if unicodedata.category(c) != "Cf").translate(ALIKE)
    for _time in range(2):
        name = unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", name).casefold())
    return " ".join(name.translate(ALIKE).split())[:500].rstrip()


def key_of(model):
    field = models.CharField(editable=False, max_length=500, null=True)
    return migrations.AddField(model, "name_key", field)


class Migration(migrations.Migration):
    dependencies = [("interviews", "0011_editions")]

    operations = [
        *(key_of(model) for model, _field in NAMED),
        migrations.AddField(
            "person",
            "reader_since",
            models.DateTimeField(
                editable=False, null=True, verbose_name="a reader whose question was added"
            ),
        ),
        migrations.RunPython(add_keys, migrations.RunPython.noop),
    ]
