"""Why a reply is held, from which network it came, and what its author was promised."""

import django.db.models.deletion
from django.db import migrations, models


def say_why_they_wait(apps, schema_editor):
    held = apps.get_model("comments", "Reply").objects.filter(status="held")
    held.update(reasons=[["unread", ""]])


def say_it_in_fewer_states(apps, schema_editor):
    """The way back: what the former version has no word for."""
    Reply = apps.get_model("comments", "Reply")
    Reply.objects.filter(status__in=["spam", "withdrawn"]).update(status="declined")
    Reply.objects.filter(name="").update(name="Name erased")
    for pk in Reply.objects.filter(fingerprint=None).values_list("pk", flat=True):
        Reply.objects.filter(pk=pk).update(fingerprint=f"{pk:064}")


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0011_order'),
        ('interviews', '0004_about_page'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='reply',
            options={'ordering': ['-written_at'], 'permissions': [('moderate_reply', 'Can moderate replies')], 'verbose_name': 'reply', 'verbose_name_plural': 'replies'},
        ),
        migrations.RemoveConstraint(
            model_name='reply',
            name='reply_state_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='reply',
            name='reply_is_signed',
        ),
        migrations.RemoveIndex(
            model_name='reply',
            name='reply_thread',
        ),
        migrations.AddField(
            model_name='reply',
            name='became',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interviews.exchange', verbose_name='became the question'),
        ),
        migrations.AddField(
            model_name='reply',
            name='edited_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='edited'),
        ),
        migrations.AddField(
            model_name='reply',
            name='erased_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='erased'),
        ),
        migrations.AddField(
            model_name='reply',
            name='exchange_digest',
            field=models.CharField(blank=True, editable=False, max_length=16),
        ),
        migrations.AddField(
            model_name='reply',
            name='featured_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='featured'),
        ),
        migrations.AddField(
            model_name='reply',
            name='learnt_as_spam',
            field=models.BooleanField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='reply',
            name='mail',
            field=models.CharField(blank=True, choices=[('', 'no mail'), ('asked', 'asked for, not confirmed'), ('wanted', 'wanted')], default='', editable=False, max_length=10, verbose_name='mail'),
        ),
        migrations.AddField(
            model_name='reply',
            name='network',
            field=models.CharField(blank=True, editable=False, max_length=50, verbose_name='network'),
        ),
        migrations.AddField(
            model_name='reply',
            name='reasons',
            field=models.JSONField(blank=True, default=list, verbose_name='why it is held'),
        ),
        migrations.AddField(
            model_name='reply',
            name='spam_score',
            field=models.FloatField(editable=False, null=True, verbose_name='spam score'),
        ),
        migrations.AddField(
            model_name='reply',
            name='turn',
            field=models.CharField(editable=False, max_length=64, null=True, unique=True),
        ),
        migrations.AlterField(
            model_name='reply',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='email'),
        ),
        migrations.AlterField(
            model_name='reply',
            name='fingerprint',
            field=models.CharField(editable=False, max_length=64, null=True, unique=True),
        ),
        migrations.AlterField(
            model_name='reply',
            name='status',
            field=models.CharField(choices=[('held', 'held for an editor'), ('published', 'published'), ('declined', 'declined'), ('spam', 'spam'), ('withdrawn', 'withdrawn by its author')], default='held', editable=False, max_length=10, verbose_name='state'),
        ),
        migrations.AddField(
            model_name='reply',
            name='invitation',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='comments.invitation'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(fields=['interview', 'status'], name='reply_of_interview'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(fields=['exchange', 'status'], name='reply_of_exchange'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(fields=['email', 'written_at'], name='reply_by_address'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(fields=['network', 'written_at'], name='reply_by_network'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['held', 'published', 'declined', 'spam', 'withdrawn'])), name='reply_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), ('erased_at__isnull', False), _connector='OR'), name='reply_is_signed'),
        ),
        migrations.RunPython(say_why_they_wait, say_it_in_fewer_states),
    ]
