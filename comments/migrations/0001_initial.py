"""The tables of replies, the one row of moderation rules, and a group for moderators."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


MODERATOR_PERMISSIONS = ["view_reply", "moderate_reply"]


def create_moderation_rules(apps, schema_editor):
    apps.get_model("comments", "ModerationRules").objects.create(pk=1)


def create_moderators_group(apps, schema_editor):
    Group, Permission = (apps.get_model("auth", name) for name in ("Group", "Permission"))
    ContentType = apps.get_model("contenttypes", "ContentType")
    reply, _made = ContentType.objects.get_or_create(app_label="comments", model="reply")
    group, _made = Group.objects.get_or_create(name="Moderators")
    for codename in MODERATOR_PERMISSIONS:
        # Django makes permissions after all migrations have run; those made here it leaves.
        permission, _made = Permission.objects.get_or_create(
            content_type=reply,
            codename=codename,
            defaults={"name": f"Can {codename.replace('_', ' ')}"},
        )
        group.permissions.add(permission)


def delete_moderators_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="Moderators").delete()


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('interviews', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SpamToken',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='word')),
                ('spam', models.PositiveIntegerField(default=0, verbose_name='texts that were spam')),
                ('ham', models.PositiveIntegerField(default=0, verbose_name='texts that were not')),
            ],
            options={
                'verbose_name': 'word',
                'verbose_name_plural': 'words',
            },
        ),
        migrations.CreateModel(
            name='Commenter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='email')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed')),
                ('unsubscribed_at', models.DateTimeField(null=True, verbose_name='unsubscribed')),
                ('confirmations_sent', models.PositiveSmallIntegerField(default=0)),
                ('confirmation_sent_at', models.DateTimeField(null=True)),
                ('personal_data_sent_at', models.DateTimeField(null=True, verbose_name='link to personal data sent')),
            ],
            options={
                'verbose_name': 'commenter',
                'verbose_name_plural': 'commenters',
                'ordering': ['email'],
            },
        ),
        migrations.CreateModel(
            name='ReplySettings',
            fields=[
                ('interview', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='reply_settings', serialize=False, to='interviews.interview')),
                ('policy', models.CharField(blank=True, choices=[('open', 'open: replies appear straight away unless they need a check'), ('moderated', 'moderated: an editor reviews replies first, except from known commenters'), ('closed', 'closed: no new replies')], help_text='Blank: site setting.', max_length=10, verbose_name='replies')),
                ('close_after', models.PositiveSmallIntegerField(blank=True, help_text='Counted from publication. 0: never. Blank: site setting.', null=True, verbose_name='closed after (days)')),
                ('last_thread_number', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'reply settings of an interview',
                'verbose_name_plural': 'reply settings by interview',
                'ordering': ['-interview__published_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('policy__in', ['', 'open', 'moderated', 'closed'])), name='reply_settings_policy_is_known')],
            },
        ),
        migrations.CreateModel(
            name='ModerationRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('policy', models.CharField(choices=[('open', 'open: replies appear straight away unless they need a check'), ('moderated', 'moderated: an editor reviews replies first, except from known commenters'), ('closed', 'closed: no new replies')], default='moderated', max_length=10, verbose_name='replies')),
                ('close_after', models.PositiveSmallIntegerField(default=0, help_text='Counted from an interview’s publication. 0: never.', verbose_name='closed after (days)')),
                ('blocked_words', models.TextField(blank=True, help_text='A reply that contains one is declined. An entry may end in * for any ending.', verbose_name='blocked words')),
                ('suspect_words', models.TextField(blank=True, help_text='A reply that contains one is held.', verbose_name='suspect words')),
                ('blocked_addresses', models.TextField(blank=True, help_text='name@example.com, or @example.com for all addresses there.', verbose_name='blocked addresses')),
                ('blocked_networks', models.TextField(blank=True, help_text='203.0.113.0/24, or 2001:db8:1::/48.', verbose_name='blocked networks')),
                ('protected_names', models.TextField(blank=True, help_text='In addition to the names of editors and of the people in the interview.', verbose_name='protected names')),
                ('moderators_notified_at', models.DateTimeField(editable=False, null=True)),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
            ],
            options={
                'verbose_name': 'moderation rules',
                'verbose_name_plural': 'moderation rules',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='moderation_rules_are_one_row'), models.CheckConstraint(condition=models.Q(('policy__in', ['open', 'moderated', 'closed'])), name='moderation_rules_policy_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('subject', 'Interviewee'), ('interviewer', 'Interviewer')], editable=False, max_length=20, verbose_name='role')),
                ('email', models.EmailField(max_length=254, verbose_name='email')),
                ('invited_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='invited')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='revoked')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='interviews.interview', verbose_name='interview')),
                ('invited_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='interviews.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-invited_at'],
            },
        ),
        migrations.CreateModel(
            name='QueuedEmail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, null=True, verbose_name='next try')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='last error')),
                ('to', models.EmailField(max_length=254, verbose_name='to')),
                ('subject', models.TextField(verbose_name='subject')),
                ('text', models.TextField()),
                ('headers', models.JSONField(default=dict)),
                ('kind', models.CharField(max_length=20, verbose_name='kind')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
            ],
            options={
                'verbose_name': 'outgoing email',
                'verbose_name_plural': 'outgoing emails',
                'ordering': ['made_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('to', ''), _negated=True), name='queued_email_has_a_recipient')],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('exchange_digest', models.CharField(blank=True, editable=False, max_length=16)),
                ('number', models.PositiveIntegerField(editable=False, null=True, verbose_name='thread')),
                ('position', models.PositiveIntegerField(editable=False, null=True)),
                ('last_position', models.PositiveIntegerField(default=0, editable=False)),
                ('name', models.CharField(max_length=50, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('body', models.TextField(max_length=5000, verbose_name='reply')),
                ('network', models.CharField(blank=True, editable=False, max_length=50, verbose_name='network')),
                ('email_notifications', models.CharField(blank=True, choices=[('', 'no email'), ('asked', 'requested, not confirmed'), ('wanted', 'subscribed')], default='', editable=False, max_length=10, verbose_name='email notifications')),
                ('fingerprint', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('rate_limit_key', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='written')),
                ('edited_at', models.DateTimeField(editable=False, null=True, verbose_name='edited')),
                ('changed_after_answer_at', models.DateTimeField(editable=False, null=True, verbose_name='edited after a reply to it')),
                ('erased_at', models.DateTimeField(editable=False, null=True, verbose_name='erased')),
                ('status', models.CharField(choices=[('held', 'awaiting review'), ('published', 'published'), ('declined', 'declined'), ('spam', 'spam'), ('withdrawn', 'withdrawn by its author')], default='held', editable=False, max_length=10, verbose_name='state')),
                ('queued_at', models.DateTimeField(default=django.utils.timezone.now, null=True, verbose_name='in the queue since')),
                ('reasons', models.JSONField(blank=True, default=list, verbose_name='why it is held')),
                ('reports_ignored_at', models.DateTimeField(editable=False, null=True, verbose_name='further reports ignored since')),
                ('learnt_as_spam', models.BooleanField(editable=False, null=True)),
                ('parent_notified_at', models.DateTimeField(editable=False, null=True)),
                ('spam_score', models.FloatField(editable=False, null=True, verbose_name='spam score')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                ('featured_at', models.DateTimeField(editable=False, null=True, verbose_name='featured')),
                ('decline_reason', models.CharField(blank=True, max_length=500, verbose_name='why it was declined')),
                ('asking_person', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='interviews.person')),
                ('promoted_exchange', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interviews.exchange', verbose_name='question of the interview')),
                ('exchange', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='interviews.exchange', verbose_name='about the answer')),
                ('interview', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='interviews.interview')),
                ('invitation', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='comments.invitation')),
                ('parent', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='comments.reply', verbose_name='replying to')),
                ('thread', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='thread_replies', to='comments.reply')),
            ],
            options={
                'verbose_name': 'reply',
                'verbose_name_plural': 'replies',
                'ordering': ['-written_at'],
                'permissions': [('moderate_reply', 'Can moderate replies')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('approved', 'published'), ('declined', 'declined'), ('spam', 'marked as spam'), ('featured', 'featured'), ('unfeatured', 'no longer featured'), ('promoted', 'made a question of the interview'), ('undone', 'undone'), ('edited', 'edited by its author'), ('withdrawn', 'withdrawn by its author'), ('erased', 'name and address erased')], max_length=10, verbose_name='what')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='why')),
                ('previous_status', models.CharField(max_length=10)),
                ('was_queued', models.BooleanField(default=False)),
                ('was_learnt_as_spam', models.BooleanField(null=True)),
                ('previous_body', models.TextField(blank=True, verbose_name='the text before the edit')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('undoes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone', to='comments.decision', verbose_name='undoes')),
                ('reply', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='comments.reply')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('network', models.CharField(blank=True, editable=False, max_length=50)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='when')),
                ('reply', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='comments.reply')),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
                'ordering': ['-made_at'],
            },
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('interview', 'person'), name='invited_once_to_an_interview', violation_error_message='This person has been invited already.'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['subject', 'interviewer'])), name='invitation_role_is_known'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(fields=['interview', 'status', 'exchange'], name='reply_of_interview'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('exchange__isnull', False)), fields=['exchange', 'status'], name='reply_of_exchange'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('thread__isnull', False)), fields=['thread', 'position'], name='reply_in_thread'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('parent__isnull', False)), fields=['parent'], name='reply_to_reply'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('invitation__isnull', False)), fields=['invitation'], name='reply_by_invitation'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('promoted_exchange__isnull', False)), fields=['promoted_exchange'], name='reply_promoted_exchange'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('asking_person__isnull', False)), fields=['asking_person'], name='reply_asking_person'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(fields=['email', 'written_at'], name='reply_by_address'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(fields=['network', 'written_at'], name='reply_by_network'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('queued_at__isnull', False)), fields=['queued_at'], name='reply_queue'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('status', 'published')), fields=['-published_at'], name='reply_newest'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['held', 'published', 'declined', 'spam', 'withdrawn'])), name='reply_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'held'), _negated=True), ('queued_at__isnull', False), _connector='OR'), name='reply_that_is_held_is_in_the_queue'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('number__isnull', False), ('position__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='reply_that_is_published_has_its_place'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('parent', None), ('thread', None)), models.Q(('parent__isnull', False), ('thread__isnull', False)), _connector='OR'), name='reply_to_a_reply_is_in_its_thread'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('parent', models.F('id')), _negated=True), models.Q(('thread', models.F('id')), _negated=True)), name='reply_does_not_answer_itself'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('interview', 'number', 'position'), name='replies_stand_in_one_order'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(('body', ''), _negated=True), name='reply_says_something'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), ('erased_at__isnull', False), _connector='OR'), name='reply_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['approved', 'declined', 'spam', 'featured', 'unfeatured', 'promoted', 'undone', 'edited', 'withdrawn', 'erased'])), name='decision_is_of_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'undone'), ('undoes__isnull', False)), models.Q(models.Q(('kind', 'undone'), _negated=True), ('undoes', None)), _connector='OR'), name='decision_undoes_only_if_undone'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['network', 'made_at'], name='report_by_network'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('network', ''), _negated=True), fields=('reply', 'network'), name='reported_once_each'),
        ),
        migrations.RunPython(create_moderation_rules, migrations.RunPython.noop),
        migrations.RunPython(create_moderators_group, delete_moderators_group),
    ]
