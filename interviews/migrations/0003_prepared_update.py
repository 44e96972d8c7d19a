"""The prepared updates of published interviews."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0002_former_keys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PreparedUpdate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facts', models.JSONField()),
                ('exchanges', models.JSONField()),
                ('names', models.JSONField()),
                ('kind', models.CharField(blank=True, choices=[('typo', 'typing error'), ('clarification', 'clarification'), ('correction', 'correction'), ('retraction', 'retraction'), ('update', 'update')], max_length=15, verbose_name='kind of change')),
                ('note', models.TextField(blank=True, verbose_name='note for readers')),
                ('edited_at', models.DateTimeField(verbose_name='edited')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('scheduled', 'scheduled')], default='draft', max_length=10, verbose_name='state')),
                ('publish_at', models.DateTimeField(null=True, verbose_name='publish on')),
                ('moved_at', models.DateTimeField(null=True, verbose_name='state changed')),
                ('reason', models.TextField(blank=True, verbose_name='why it is a draft again')),
                ('base', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='interviews.version')),
                ('edited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('interview', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='prepared_update', to='interviews.interview')),
                ('moved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'prepared update',
                'verbose_name_plural': 'prepared updates',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('publish_at__isnull', False), ('status', 'scheduled')), models.Q(('publish_at', None), ('status__in', ['draft', 'in_review'])), _connector='OR'), name='prepared_update_state_agrees_with_its_date')],
            },
        ),
    ]
