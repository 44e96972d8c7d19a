"""The index of the search, made again: what no speaker says is found by itself, under its own label."""

from django.db import migrations

from interviews.search.index import build


class Migration(migrations.Migration):
    dependencies = [("interviews", "0011_editions")]

    # Back as well: an index that is made as this version's code reads it serves the search.
    operations = [migrations.RunPython(build, build)]
