"""When an exchange was spoken, and which utterances of a transcript it was made from."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0011_audit_of_restores'),
    ]

    operations = [
        migrations.AddField(
            model_name='exchange',
            name='start',
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name='start'),
        ),
        migrations.AddField(
            model_name='exchange',
            name='end',
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name='end'),
        ),
        migrations.AddField(
            model_name='exchange',
            name='utterances',
            field=models.JSONField(blank=True, null=True, verbose_name='utterances of the source'),
        ),
        migrations.AddConstraint(
            model_name='exchange',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('start__lte', models.F('end')), _connector='OR'), name='exchange_ends_after_its_start'),
        ),
    ]
