"""Portraits and lead pictures uploaded until now are kept as all will be: upright, without a
camera's notes, under a name that tells their size. A file that is gone, or unreadable, stays so.
"""

import logging

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import migrations

from interviews.renditions import size_of
from interviews.uploads import cleaned

PICTURES = [
    ("Person", "portrait", "portrait", "portraits/"),
    ("Interview", "lead_picture", "lead", "leads/"),
]

logger = logging.getLogger(__name__)


def clean(apps, schema_editor):
    Picture = apps.get_model("interviews", "Picture")
    for model, field, facts, folder in PICTURES:
        model = apps.get_model("interviews", model)
        for row in model.objects.exclude(**{field: ""}).iterator():
            name = getattr(row, field).name
            try:
                with default_storage.open(name) as file:
                    kept = cleaned(file)
            except (OSError, ValidationError) as error:
                logger.warning("%s was left as it is: %s", name, error)
                continue
            stored = default_storage.save(folder + kept.name, kept)
            width, height = size_of(stored)
            size = {f"{facts}_width": width, f"{facts}_height": height}
            model.objects.filter(pk=row.pk).update(**{field: stored}, **size)
            Picture.objects.create(name=stored)


class Migration(migrations.Migration):
    dependencies = [("interviews", "0005_pictures")]

    operations = [migrations.RunPython(clean, migrations.RunPython.noop)]
