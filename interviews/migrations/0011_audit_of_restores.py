"""The audit trail tells when a backup was restored."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0010_announced_comments")]

    operations = [
        migrations.AlterField(
            model_name="auditentry",
            name="action",
            field=models.CharField(
                choices=[
                    ("added", "added"),
                    ("changed", "changed"),
                    ("deleted", "deleted"),
                    ("moved", "state changed"),
                    ("version", "version saved"),
                    ("decided", "decided about a reply"),
                    ("signed_in", "signed in"),
                    ("signed_out", "signed out"),
                    ("failed", "failed to sign in"),
                    ("exported", "exported"),
                    ("restored", "restored"),
                    ("erased", "erased"),
                ],
                max_length=12,
                verbose_name="what",
            ),
        ),
    ]
