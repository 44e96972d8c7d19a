"""A reply no longer holds who decided about it."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0007_past_decisions'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='reply',
            name='decided_at',
        ),
        migrations.RemoveField(
            model_name='reply',
            name='decided_by',
        ),
        migrations.RemoveField(
            model_name='reply',
            name='held_because',
        ),
    ]
