"""Every change that readers may see is noted in the database itself, by triggers."""

from django.db import migrations, models

from interviews.watches import begin, end, unwatch, watch


class Migration(migrations.Migration):
    dependencies = [("interviews", "0010_dates_of_change")]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
            ],
            options={"verbose_name": "edition"},
        ),
        migrations.RunPython(begin, end),
        migrations.RunPython(watch, unwatch),
    ]
