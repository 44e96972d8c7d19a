"""A decision about a reply is never edited and never deleted, whoever asks."""

from django.db import migrations

from comments.seals import seal, unseal


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0012_screening'),
    ]

    operations = [
        migrations.RunPython(seal, unseal),
    ]
