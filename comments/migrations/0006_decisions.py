"""Each decision about a reply is a row of its own."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0005_correspondents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(choices=[('approved', 'published'), ('declined', 'declined'), ('spam', 'marked as spam'), ('featured', 'featured'), ('unfeatured', 'no longer featured'), ('promoted', 'made a question of the interview'), ('undone', 'undone'), ('edited', 'edited by its author'), ('withdrawn', 'withdrawn by its author'), ('erased', 'name and address erased')], max_length=10, verbose_name='what')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='why')),
                ('was', models.CharField(max_length=10)),
                ('was_queued', models.BooleanField(default=False)),
                ('was_learnt_as_spam', models.BooleanField(null=True)),
                ('words', models.TextField(blank=True, verbose_name='the words as they were')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='decision',
            name='reply',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='comments.reply'),
        ),
        migrations.AddField(
            model_name='decision',
            name='undoes',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone', to='comments.decision', verbose_name='undoes'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('verb__in', ['approved', 'declined', 'spam', 'featured', 'unfeatured', 'promoted', 'undone', 'edited', 'withdrawn', 'erased'])), name='decision_is_of_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undoes__isnull', False), ('verb', 'undone')), models.Q(models.Q(('verb', 'undone'), _negated=True), ('undoes', None)), _connector='OR'), name='decision_that_undoes_says_which'),
        ),
    ]
