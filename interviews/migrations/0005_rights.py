"""The rights to write and to publish, and who began each interview."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("interviews", "0004_audit_trail"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="interview",
            options={
                "ordering": ["-published_at", "-pk"],
                "permissions": [
                    (
                        "write_interview",
                        "Can write interviews, and change those that the user has begun",
                    ),
                    (
                        "publish_interview",
                        "Can publish, schedule and withdraw, and change what is published",
                    ),
                ],
                "verbose_name": "interview",
                "verbose_name_plural": "interviews",
            },
        ),
        migrations.AddField(
            model_name="interview",
            name="created_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="begun by",
            ),
        ),
    ]
