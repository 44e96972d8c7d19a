"""What holds for all replies, and for those to one interview."""

import django.db.models.deletion
from django.db import migrations, models


def write(apps, schema_editor):
    apps.get_model("comments", "HouseRules").objects.create(pk=1)


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0003_letter'),
        ('interviews', '0004_about_page'),
    ]

    operations = [
        migrations.CreateModel(
            name='Correspondence',
            fields=[
                ('interview', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to='interviews.interview')),
                ('policy', models.CharField(blank=True, choices=[('open', 'open: what nothing speaks against appears at once'), ('moderated', 'moderated: an editor reads first, but for those known to us'), ('closed', 'closed: no new replies')], help_text='Blank: as everywhere on this site.', max_length=10, verbose_name='replies')),
                ('close_after', models.PositiveSmallIntegerField(blank=True, help_text='Counted from publication. 0: never. Blank: as everywhere on this site.', null=True, verbose_name='closed after (days)')),
                ('last_number', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'replies to an interview',
                'verbose_name_plural': 'replies by interview',
                'ordering': ['-interview__published_at'],
            },
        ),
        migrations.CreateModel(
            name='HouseRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('policy', models.CharField(choices=[('open', 'open: what nothing speaks against appears at once'), ('moderated', 'moderated: an editor reads first, but for those known to us'), ('closed', 'closed: no new replies')], default='moderated', max_length=10, verbose_name='replies')),
                ('close_after', models.PositiveSmallIntegerField(default=0, help_text='Counted from an interview’s publication. 0: never.', verbose_name='closed after (days)')),
                ('blocked_words', models.TextField(blank=True, help_text='A reply that has one is declined. An entry may end in * for any ending.', verbose_name='blocked words')),
                ('suspect_words', models.TextField(blank=True, help_text='A reply that has one is held.', verbose_name='suspect words')),
                ('blocked_addresses', models.TextField(blank=True, help_text='somebody@example.com, or @example.com for everybody there.', verbose_name='blocked addresses')),
                ('blocked_networks', models.TextField(blank=True, help_text='203.0.113.0/24, or 2001:db8:1::/48.', verbose_name='blocked networks')),
                ('protected_names', models.TextField(blank=True, help_text='Besides those of editors and of the people in the interview.', verbose_name='protected names')),
                ('moderators_told_at', models.DateTimeField(editable=False, null=True)),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
            ],
            options={
                'verbose_name': 'house rules',
                'verbose_name_plural': 'house rules',
            },
        ),
        migrations.AddConstraint(
            model_name='correspondence',
            constraint=models.CheckConstraint(condition=models.Q(('policy__in', ['', 'open', 'moderated', 'closed'])), name='correspondence_policy_is_known'),
        ),
        migrations.AddConstraint(
            model_name='houserules',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='house_rules_are_one_row'),
        ),
        migrations.AddConstraint(
            model_name='houserules',
            constraint=models.CheckConstraint(condition=models.Q(('policy__in', ['open', 'moderated', 'closed'])), name='house_policy_is_known'),
        ),
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
