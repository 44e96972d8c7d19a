"""Indexes that hold a row only where there is something to find, so that posting stays quick."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0016_told'),
        ('interviews', '0004_about_page'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='reply',
            name='replies_stand_in_one_order',
        ),
        migrations.RemoveIndex(
            model_name='reply',
            name='reply_of_interview',
        ),
        migrations.RemoveIndex(
            model_name='reply',
            name='reply_of_exchange',
        ),
        migrations.AlterField(
            model_name='reply',
            name='asked_as',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='interviews.person'),
        ),
        migrations.AlterField(
            model_name='reply',
            name='became',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interviews.exchange', verbose_name='became the question'),
        ),
        migrations.AlterField(
            model_name='reply',
            name='exchange',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='interviews.exchange', verbose_name='about the answer'),
        ),
        migrations.AlterField(
            model_name='reply',
            name='interview',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='interviews.interview'),
        ),
        migrations.AlterField(
            model_name='reply',
            name='invitation',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='comments.invitation'),
        ),
        migrations.AlterField(
            model_name='reply',
            name='parent',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='comments.reply', verbose_name='in answer to'),
        ),
        migrations.AlterField(
            model_name='reply',
            name='thread',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='comments.reply'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(fields=['interview', 'status', 'exchange'], name='reply_of_interview'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('exchange__isnull', False)), fields=['exchange', 'status'], name='reply_of_exchange'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('thread__isnull', False)), fields=['thread', 'place'], name='reply_in_thread'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('parent__isnull', False)), fields=['parent'], name='reply_to_reply'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('invitation__isnull', False)), fields=['invitation'], name='reply_by_invitation'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('became__isnull', False)), fields=['became'], name='reply_became'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('asked_as__isnull', False)), fields=['asked_as'], name='reply_asked_as'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('interview', 'number', 'place'), name='replies_stand_in_one_order'),
        ),
    ]
