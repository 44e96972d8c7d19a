"""Names are in one form; where two are the same, the later gets a number: “Zoë Brandt (2)”.

Nothing is joined, so nothing is lost; editors join or rename what they know to be one. People
made for readers may have anybody's name.
"""

import unicodedata

from django.db import migrations

LONGEST_KEY = 500
NAMED = [("Topic", "name"), ("Series", "title"), ("RecurringQuestion", "wording")]
UNSEEN = dict.fromkeys([0x00AD, 0x034F, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF])


def tell_apart(apps, schema_editor):
    people = apps.get_model("interviews", "Person").objects
    number_namesakes(people.filter(reader_since=None), "name")
    for name, field in NAMED:
        number_namesakes(apps.get_model("interviews", name).objects.all(), field)


def number_namesakes(things, field):
    longest = things.model._meta.get_field(field).max_length
    taken, changes = set(), []
    for pk, written, its_key in things.order_by("pk").values_list("pk", field, "name_key"):
        composed = unicodedata.normalize("NFC", " ".join(written.translate(UNSEEN).split()))
        name, key, number = composed, its_key, 1
        while key in taken:
            number += 1
            suffix = f" ({number})"
            name = composed[: longest - len(suffix)] + suffix
            key = its_key[: LONGEST_KEY - len(suffix)] + suffix
        taken.add(key)
        if name != written:
            changes.append((pk, {field: name, "name_key": key}))
    # The last first: it makes room for the name that an earlier one has once it is composed.
    for pk, change in reversed(changes):
        things.filter(pk=pk).update(**change)


class Migration(migrations.Migration):
    dependencies = [("interviews", "0012_name_keys")]

    operations = [migrations.RunPython(tell_apart, migrations.RunPython.noop)]
