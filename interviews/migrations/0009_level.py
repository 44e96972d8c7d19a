"""Lists are read in their order from an index, however long they grow."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0008_wordings'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='interview',
            name='interview_newest',
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['-published_at', '-id'], name='corrections_newest_first'),
        ),
        migrations.AddIndex(
            model_name='interview',
            index=models.Index(fields=['-published_at', '-id'], name='interviews_newest_first'),
        ),
        migrations.AddIndex(
            model_name='interview',
            index=models.Index(fields=['series', 'series_position', 'published_at', 'id'], name='interviews_in_series_order'),
        ),
    ]
