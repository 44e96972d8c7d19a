"""The sources of interviews as they came, and their numbered utterances."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0012_times_of_exchanges'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TranscriptSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField(verbose_name='content')),
                ('sha256', models.CharField(db_index=True, editable=False, max_length=64, verbose_name='SHA-256')),
                ('file_name', models.CharField(blank=True, editable=False, max_length=255, verbose_name='file name')),
                ('content_type', models.CharField(editable=False, max_length=100, verbose_name='content type')),
                ('at', models.DateTimeField(editable=False, verbose_name='when')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('interview', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='transcript_source', to='interviews.interview')),
            ],
            options={
                'verbose_name': 'source of an interview',
                'verbose_name_plural': 'sources of interviews',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SourceUtterance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('text', models.TextField(verbose_name='words')),
                ('speaker', models.TextField(blank=True, verbose_name='speaker')),
                ('start', models.PositiveBigIntegerField(null=True, verbose_name='start')),
                ('end', models.PositiveBigIntegerField(null=True, verbose_name='end')),
                ('role', models.CharField(blank=True, choices=[('title', 'Title'), ('standfirst', 'Standfirst'), ('introduction', 'Introduction'), ('question', 'Question'), ('answer', 'Answer'), ('note', 'Editor’s note'), ('closing', 'Closing'), ('left_out', 'Leave out')], max_length=12, verbose_name='where it went')),
                ('reason', models.TextField(blank=True, verbose_name='why')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='utterances', to='interviews.transcriptsource')),
            ],
            options={
                'verbose_name': 'utterance of a source',
                'verbose_name_plural': 'utterances of sources',
                'ordering': ['source_id', 'number'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('source', 'number'), name='utterances_are_numbered_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('role', 'left_out'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='what_is_left_out_has_a_reason')],
            },
        ),
    ]
