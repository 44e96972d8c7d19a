"""Replies stand in threads, each in its place, once they are published."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0008_decided_elsewhere'),
    ]

    operations = [
        migrations.AddField(
            model_name='reply',
            name='last_place',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='reply',
            name='number',
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name='thread'),
        ),
        migrations.AddField(
            model_name='reply',
            name='place',
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='reply',
            name='published_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='published'),
        ),
        migrations.AddField(
            model_name='reply',
            name='queued_at',
            field=models.DateTimeField(default=django.utils.timezone.now, null=True, verbose_name='in the queue since'),
        ),
        migrations.AddField(
            model_name='reply',
            name='thread',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='comments.reply'),
        ),
    ]
