"""The source that is read in the review of a transcript."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0014_publication'),
    ]

    operations = [
        migrations.AddField(
            model_name='transcriptreview',
            name='source',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='review', to='interviews.transcriptsource'),
        ),
    ]
