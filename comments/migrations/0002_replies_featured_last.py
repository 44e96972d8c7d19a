from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(
                fields=["-featured_at"],
                condition=Q(featured_at__isnull=False),
                name="reply_featured_last",
            ),
        ),
    ]
