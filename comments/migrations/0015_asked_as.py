"""Whose name a reader's question carries in the interview, so that it can be erased there too."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0014_moderators'),
        ('interviews', '0004_about_page'),
    ]

    operations = [
        migrations.AddField(
            model_name='reply',
            name='asked_as',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='interviews.person'),
        ),
    ]
