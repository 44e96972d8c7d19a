"""The groups of the people at the desk.

The groups get their rights after the last migration, from publication/accounts/groups.py. Groups
that had these names keep their members and rights under another name.
"""

from django.db import migrations

NEW = ["Writers", "Editors", "Publishers"]


def create_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name in NEW:
        if earlier := Group.objects.filter(name=name).first():
            earlier.name = f"{name} (earlier, {earlier.pk})"
            earlier.save()
        Group.objects.create(name=name)
    Group.objects.get_or_create(name="Moderators")


def delete_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=NEW).delete()


def let_editors_publish(apps, schema_editor):
    """Give the right to publish, which is new, to those who could publish before."""
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _made = ContentType.objects.get_or_create(app_label="interviews", model="interview")
    # Django makes permissions after all migrations have run; those made here it leaves.
    publish, _made = Permission.objects.get_or_create(
        content_type=kind,
        codename="publish_interview",
        defaults={"name": "Can publish, schedule and withdraw, and change what is published"},
    )
    change = Permission.objects.filter(content_type=kind, codename="change_interview").first()
    if change:
        for group in change.group_set.all():
            group.permissions.add(publish)
        for user in change.user_set.all():
            user.user_permissions.add(publish)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("interviews", "0005_rights"),
        ("comments", "0001_initial"),
        ("publication", "0001_staff_invitation"),
    ]

    operations = [
        migrations.RunPython(create_groups, delete_groups),
        migrations.RunPython(let_editors_publish, migrations.RunPython.noop),
    ]
