"""The logo and the icon of the publication."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0015_sources_of_reviews'),
    ]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='icon',
            field=models.ImageField(blank=True, height_field='icon_height', help_text='For tabs, bookmarks and home screens. Square, of 512 pixels or more.', upload_to='icons/', verbose_name='icon', width_field='icon_width'),
        ),
        migrations.AddField(
            model_name='publication',
            name='icon_height',
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='publication',
            name='icon_width',
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='publication',
            name='logo',
            field=models.ImageField(blank=True, height_field='logo_height', help_text='It stands at the head of every page instead of the name, and has the name as its text. In dark mode it stands on a light ground.', upload_to='logos/', verbose_name='logo', width_field='logo_width'),
        ),
        migrations.AddField(
            model_name='publication',
            name='logo_height',
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='publication',
            name='logo_width',
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
    ]
