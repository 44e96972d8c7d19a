"""The database keeps the threads in order."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0010_places'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('queued_at__isnull', False)), fields=['queued_at'], name='reply_queue'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('status', 'published')), fields=['-published_at'], name='reply_newest'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'held'), _negated=True), ('queued_at__isnull', False), _connector='OR'), name='reply_that_is_held_is_in_the_queue'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('number__isnull', False), ('place__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='reply_that_is_published_has_its_place'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('parent', None), ('thread', None)), models.Q(('parent__isnull', False), ('thread__isnull', False)), _connector='OR'), name='reply_to_a_reply_is_in_its_thread'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('parent', models.F('id')), _negated=True), models.Q(('thread', models.F('id')), _negated=True)), name='reply_does_not_answer_itself'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.UniqueConstraint(fields=('interview', 'number', 'place'), name='replies_stand_in_one_order'),
        ),
    ]
