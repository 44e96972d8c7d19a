"""Mail that waits to be sent."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0002_token'),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.EmailField(max_length=254, verbose_name='to')),
                ('subject', models.TextField(verbose_name='subject')),
                ('text', models.TextField()),
                ('headers', models.JSONField(default=dict)),
                ('kind', models.CharField(max_length=20, verbose_name='kind')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
                ('due_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, null=True, verbose_name='next try')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('trouble', models.CharField(blank=True, max_length=300, verbose_name='trouble')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['made_at'],
            },
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('to', ''), _negated=True), name='letter_is_addressed'),
        ),
    ]
