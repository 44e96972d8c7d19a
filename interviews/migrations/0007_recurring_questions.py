"""One question that is put to many, or to one person over the years, is a noun of its own."""

import django.db.models.deletion
from django.db import migrations, models

import interviews.addresses
from interviews.seals import seal, unseal
from interviews.search.index import build, remove


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0006_cleaned_pictures'),
    ]

    operations = [
        migrations.RunPython(unseal, seal),
        migrations.RunPython(remove, build),
        migrations.CreateModel(
            name='RecurringQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', interviews.addresses.AddressField(blank=True, help_text='The last part of the page’s address. Leave it blank to have it made; if you change it later, the old address leads to the new one.', max_length=120, unique=True, verbose_name='address')),
                ('wording', models.CharField(help_text='As it is asked most often; each interview keeps its own words.', max_length=300, unique=True, verbose_name='wording')),
                ('introduction', models.TextField(blank=True, help_text='Markdown. Why you keep asking it.', verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'recurring question',
                'verbose_name_plural': 'recurring questions',
                'ordering': ['wording'],
                'constraints': [models.CheckConstraint(condition=models.Q(('wording', ''), _negated=True), name='recurring_question_has_a_wording'), models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='recurring_question_has_an_address')],
            },
        ),
        migrations.AddField(
            model_name='exchange',
            name='recurring',
            field=models.ForeignKey(blank=True, help_text='The question that is put to others too, or was put before.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exchanges', to='interviews.recurringquestion', verbose_name='recurring question'),
        ),
        migrations.AddConstraint(
            model_name='exchange',
            constraint=models.CheckConstraint(condition=models.Q(('recurring', None), models.Q(('question', ''), _negated=True), _connector='OR'), name='only_a_question_recurs', violation_error_message='Where a further person answers, mark the question above as recurring.'),
        ),
        migrations.RunPython(build, remove),
        migrations.RunPython(seal, unseal),
    ]
