"""A moderator may keep a reported reply and ignore further reports of it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0002_changed_after_answer'),
    ]

    operations = [
        migrations.AddField(
            model_name='reply',
            name='reports_ignored_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='further reports ignored since'),
        ),
    ]
