"""A name is that of one person, one topic, one series, one recurring question.

Each key is unique by an index of its own, which SQLite adds without remaking the table.
"""

from django.db import migrations, models


def unique(model, name):
    constraint = models.UniqueConstraint("name_key", name=name)
    return migrations.AddConstraint(model, constraint)


class Migration(migrations.Migration):
    dependencies = [("interviews", "0013_names_told_apart")]

    operations = [
        migrations.AddConstraint(
            "person",
            models.UniqueConstraint(
                fields=["name_key"],
                condition=models.Q(reader_since=None),
                name="one_person_of_a_name",
            ),
        ),
        unique("topic", "one_topic_of_a_name"),
        unique("series", "one_series_of_a_title"),
        unique("recurringquestion", "one_recurring_question_of_a_wording"),
    ]
