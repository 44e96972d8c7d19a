"""A first about page, for editors to make their own; every page links to it."""

from django.db import migrations

BODY = """\
Each conversation here is a list of questions and the answers to them. Answers appear in full,
without paraphrase, lightly edited for length and clarity. Every answer has an address of its
own, which stays the same when its words are corrected.

What was changed after publication is listed under [corrections](/corrections/), each with the
day and the words as they were.
"""


def write(apps, schema_editor):
    Page = apps.get_model("interviews", "Page")
    Page.objects.get_or_create(slug="about", defaults={"title": "How we work", "body": BODY})


class Migration(migrations.Migration):
    dependencies = [("interviews", "0003_search")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
