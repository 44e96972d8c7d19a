"""What the publication is called and promises, as its publishers set it at the desk."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0013_transcript_sources'),
    ]

    operations = [
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='A slash in it is coloured.', max_length=100, verbose_name='name')),
                ('tagline', models.CharField(help_text='The title of the front page in browsers and search results.', max_length=200, verbose_name='tagline')),
                ('promise', models.CharField(help_text='To the people you interview. It stands at the foot of every page.', max_length=400, verbose_name='promise')),
                ('licence', models.CharField(help_text='What readers may do with an interview. It stands at the foot of each.', max_length=400, verbose_name='licence')),
                ('licence_url', models.CharField(blank=True, help_text='If it is a known one: https://creativecommons.org/licenses/by/4.0/', max_length=500, verbose_name='address of the licence')),
                ('email', models.EmailField(help_text='Readers write to it, and it is the sender of every email.', max_length=254, verbose_name='email address')),
                ('time_zone', models.CharField(help_text='Of all dates and times. No interview appears earlier or later for a change.', max_length=64, verbose_name='time zone')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publication',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='publication_is_one_row'), models.CheckConstraint(condition=models.Q(('name', ''), ('email', ''), ('time_zone', ''), _connector='OR', _negated=True), name='publication_has_name_email_and_time_zone')],
            },
        ),
    ]
