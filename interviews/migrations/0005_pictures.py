"""Pictures: what is still to be done about each file; focal points, and those that only decorate.

As 0002 and 0003 say: SQLite refuses to remake a table that triggers speak of, and drops its own.
"""

import django.utils.timezone
import interviews.pictures
from django.db import migrations, models

from interviews.seals import SEALS, sealing
from interviews.search.index import build, remove

SEALED = {"interviews_correction", "interviews_exchange", "interviews_interview"}
seal, unseal = sealing([each for each in SEALS if each.table in SEALED])


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0004_about_page'),
    ]

    operations = [
        migrations.RunPython(unseal, seal),
        migrations.RunPython(remove, build),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('kept_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='uploaded')),
                ('due_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, null=True, verbose_name='next try')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('trouble', models.CharField(blank=True, max_length=300, verbose_name='trouble')),
                ('looked_for_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('unseen_since', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'ordering': ['-kept_at'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='interview',
            name='lead_picture_has_alternative_text',
        ),
        migrations.RemoveConstraint(
            model_name='person',
            name='portrait_has_alternative_text',
        ),
        migrations.AddField(
            model_name='interview',
            name='lead_decorative',
            field=models.BooleanField(default=False, help_text='It tells nothing that the words do not, and need not be described.', verbose_name='it only decorates'),
        ),
        migrations.AddField(
            model_name='interview',
            name='lead_focus_x',
            field=interviews.pictures.FocusField(default=50, verbose_name='focal point, from the left'),
        ),
        migrations.AddField(
            model_name='interview',
            name='lead_focus_y',
            field=interviews.pictures.FocusField(default=50, verbose_name='from the top'),
        ),
        migrations.AddField(
            model_name='person',
            name='portrait_caption',
            field=models.CharField(blank=True, max_length=300, verbose_name='caption'),
        ),
        migrations.AddField(
            model_name='person',
            name='portrait_decorative',
            field=models.BooleanField(default=False, help_text='It tells nothing that the words do not, and need not be described.', verbose_name='it only decorates'),
        ),
        migrations.AddField(
            model_name='person',
            name='portrait_focus_x',
            field=interviews.pictures.FocusField(default=50, verbose_name='focal point, from the left'),
        ),
        migrations.AddField(
            model_name='person',
            name='portrait_focus_y',
            field=interviews.pictures.FocusField(default=50, verbose_name='from the top'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(('lead_picture', ''), models.Q(('lead_alt', ''), _negated=True), ('lead_decorative', True), _connector='OR'), name='lead_picture_is_told_in_words', violation_error_message='Say what the lead picture shows, or tick that it only decorates.'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('portrait', ''), models.Q(('portrait_alt', ''), _negated=True), ('portrait_decorative', True), _connector='OR'), name='portrait_is_told_in_words', violation_error_message='Say what the portrait shows, or tick that it only decorates.'),
        ),
        migrations.AddConstraint(
            model_name='picture',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='picture_has_a_name'),
        ),
        migrations.RunPython(build, remove),
        migrations.RunPython(seal, unseal),
    ]
