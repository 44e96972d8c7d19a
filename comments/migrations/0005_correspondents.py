"""Who writes, who is invited to, and who reports."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0004_house_rules'),
        ('interviews', '0004_about_page'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('subject', 'interviewed here'), ('interviewer', 'asked the questions')], editable=False, max_length=20, verbose_name='role')),
                ('email', models.EmailField(max_length=254, verbose_name='email')),
                ('invited_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='invited')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='taken back')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-invited_at'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('network', models.CharField(blank=True, editable=False, max_length=50)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='when')),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
                'ordering': ['-made_at'],
            },
        ),
        migrations.CreateModel(
            name='Writer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='email')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed')),
                ('wants_none_at', models.DateTimeField(null=True, verbose_name='wants no mail since')),
                ('asked', models.PositiveSmallIntegerField(default=0)),
                ('asked_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'writer',
                'verbose_name_plural': 'writers',
                'ordering': ['email'],
            },
        ),
        migrations.AddField(
            model_name='invitation',
            name='interview',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='interviews.interview', verbose_name='interview'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='invited_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitation',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='interviews.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='report',
            name='reply',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='comments.reply'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('interview', 'person'), name='invited_once_to_an_interview', violation_error_message='This person has been invited already.'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['subject', 'interviewer'])), name='invitation_role_is_known'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['network', 'made_at'], name='report_by_network'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('network', ''), _negated=True), fields=('reply', 'network'), name='reported_once_each'),
        ),
    ]
