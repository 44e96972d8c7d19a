"""Readers are told of a reply that its author changed after somebody had answered it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='reply',
            name='changed_after_answer_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='changed after it was answered'),
        ),
    ]
