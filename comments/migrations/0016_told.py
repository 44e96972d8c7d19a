"""When whom a reply answers was told of it, and when a writer was mailed what we keep."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0015_asked_as'),
    ]

    operations = [
        migrations.AddField(
            model_name='reply',
            name='told_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='writer',
            name='told_at',
            field=models.DateTimeField(null=True, verbose_name='mailed what we keep'),
        ),
    ]
