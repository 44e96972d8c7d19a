"""Moderators: a group that can moderate replies, and nothing else."""

from django.db import migrations

NAME = "Moderators"
MAY = ["view_reply", "moderate_reply"]


def form_group(apps, schema_editor):
    Group, Permission = (apps.get_model("auth", name) for name in ("Group", "Permission"))
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _new = ContentType.objects.get_or_create(app_label="comments", model="reply")
    group, _new = Group.objects.get_or_create(name=NAME)
    for codename in MAY:
        # Django makes them after all migrations have run; what is there already it leaves.
        permission, _new = Permission.objects.get_or_create(
            content_type=kind,
            codename=codename,
            defaults={"name": f"Can {codename.replace('_', ' ')}"},
        )
        group.permissions.add(permission)


def dissolve(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0013_seals'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.RunPython(form_group, dissolve),
    ]
