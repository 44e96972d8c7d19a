"""The words that moderators' decisions teach the filter."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0001_reply'),
    ]

    operations = [
        migrations.CreateModel(
            name='Token',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='word')),
                ('spam', models.PositiveIntegerField(default=0, verbose_name='texts that were spam')),
                ('ham', models.PositiveIntegerField(default=0, verbose_name='texts that were not')),
            ],
            options={
                'verbose_name': 'word',
                'verbose_name_plural': 'words',
            },
        ),
    ]
