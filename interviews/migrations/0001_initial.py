"""The tables of interviews, and a first page that says how the publication works."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


ABOUT = """\
Each conversation here is a list of questions and the answers to them. Answers appear in full,
without paraphrase, lightly edited for length and clarity. Every answer has an address of its
own, which stays the same when its words are corrected.

What was changed after publication is listed under [corrections](/corrections/), each with the
day and the words as they were.
"""


def write_the_about_page(apps, schema_editor):
    Page = apps.get_model("interviews", "Page")
    Page.objects.create(slug="about", title="How we work", sort_key="how we workHow we work", body=ABOUT)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Interview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(blank=True, help_text='The last part of the page’s address. If blank, it is made from the name or title; if you change it later, the old address redirects to the new one.', max_length=120, unique=True, verbose_name='address')),
                ('lead_picture', models.ImageField(blank=True, height_field='lead_height', upload_to='leads/', verbose_name='lead picture', width_field='lead_width')),
                ('lead_width', models.PositiveIntegerField(editable=False, null=True)),
                ('lead_height', models.PositiveIntegerField(editable=False, null=True)),
                ('lead_alt', models.CharField(blank=True, help_text='For readers who cannot see it. Not “A picture of …”.', max_length=300, verbose_name='what the picture shows')),
                ('lead_decorative', models.BooleanField(default=False, help_text='It adds nothing to the text, and needs no description.', verbose_name='it only decorates')),
                ('lead_caption', models.CharField(blank=True, max_length=300, verbose_name='caption')),
                ('lead_credit', models.CharField(blank=True, max_length=200, verbose_name='picture by')),
                ('lead_focus_x', models.PositiveSmallIntegerField(default=50, verbose_name='focal point, from the left')),
                ('lead_focus_y', models.PositiveSmallIntegerField(default=50, verbose_name='from the top')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('scheduled', 'scheduled'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                ('title', models.CharField(max_length=250, verbose_name='title')),
                ('standfirst', models.TextField(blank=True, help_text='One or two sentences under the title: who is interviewed, and why now.', verbose_name='standfirst')),
                ('introduction', models.TextField(blank=True, help_text='Markdown. What comes before the questions.', verbose_name='introduction')),
                ('closing', models.TextField(blank=True, help_text='Markdown. What comes after the last answer.', verbose_name='closing')),
                ('series_position', models.PositiveSmallIntegerField(default=1, verbose_name='place in the series')),
                ('language', models.CharField(default='en', help_text='“en”, “pt-BR”, “fa” …: sets hyphenation, quotation marks and direction.', max_length=20, validators=[django.core.validators.RegexValidator('^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*\\Z', 'A language tag looks like “en”, “pt-BR” or “fa”.')], verbose_name='language')),
                ('held_on', models.DateField(blank=True, null=True, verbose_name='date of the conversation')),
                ('medium', models.CharField(blank=True, choices=[('in_person', 'in person'), ('video', 'by video call'), ('telephone', 'by telephone'), ('email', 'by email'), ('letters', 'by letter'), ('stage', 'on stage')], max_length=10, verbose_name='how it was held')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('duration', models.PositiveSmallIntegerField(blank=True, help_text='Of the conversation itself.', null=True, verbose_name='length in minutes')),
                ('terms', models.TextField(blank=True, help_text='The conditions agreed with the interviewee, in the agreed words.', verbose_name='terms')),
                ('editing', models.TextField(blank=True, help_text='“For length; two repetitions were cut.”', verbose_name='how it was edited')),
                ('sign_off', models.TextField(blank=True, help_text='Whether the answers were read before publication, and what changed.', verbose_name='shown to the interviewee')),
                ('is_recorded', models.BooleanField(default=False, editable=False, verbose_name='recorded')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='begun')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
            ],
            options={
                'verbose_name': 'interview',
                'verbose_name_plural': 'interviews',
                'ordering': ['-published_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Credit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('subject', 'interviewee'), ('interviewer', 'interviewer'), ('photographer', 'photographs'), ('illustrator', 'illustrations'), ('translator', 'translation'), ('transcriber', 'transcript'), ('editor', 'edited by')], default='subject', max_length=20, verbose_name='role')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='order')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='credits', to='interviews.interview')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(blank=True, help_text='The last part of the page’s address. If blank, it is made from the name or title; if you change it later, the old address redirects to the new one.', max_length=120, unique=True, verbose_name='address')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('body', models.TextField(blank=True, help_text='Markdown.', verbose_name='text')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=500)),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
                'ordering': ['sort_key'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='page_has_a_title'), models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='page_has_an_address')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(blank=True, help_text='The last part of the page’s address. If blank, it is made from the name or title; if you change it later, the old address redirects to the new one.', max_length=120, unique=True, verbose_name='address')),
                ('name', models.CharField(help_text='As it is to be printed.', max_length=200, verbose_name='name')),
                ('name_key', models.CharField(editable=False, max_length=500)),
                ('reader_since', models.DateTimeField(editable=False, null=True, verbose_name='a reader whose question was added')),
                ('sort_name', models.CharField(blank=True, help_text='“Okafor-Lindqvist, Ines”. If blank: sorted by the last word of the name.', max_length=200, verbose_name='sorted as')),
                ('description', models.CharField(blank=True, help_text='Who this is, for bylines and lists: “Grid dispatcher, Norrland”.', max_length=200, verbose_name='in one line')),
                ('biography', models.TextField(blank=True, help_text='Markdown.', verbose_name='biography')),
                ('portrait', models.ImageField(blank=True, height_field='portrait_height', upload_to='portraits/', verbose_name='portrait', width_field='portrait_width')),
                ('portrait_width', models.PositiveIntegerField(editable=False, null=True)),
                ('portrait_height', models.PositiveIntegerField(editable=False, null=True)),
                ('portrait_alt', models.CharField(blank=True, help_text='For readers who cannot see it. Not “A picture of …”.', max_length=300, verbose_name='what the portrait shows')),
                ('portrait_decorative', models.BooleanField(default=False, help_text='It adds nothing to the text, and needs no description.', verbose_name='it only decorates')),
                ('portrait_caption', models.CharField(blank=True, max_length=300, verbose_name='caption')),
                ('portrait_credit', models.CharField(blank=True, max_length=200, verbose_name='portrait by')),
                ('updated_at', models.DateTimeField(auto_now=True, null=True, verbose_name='last changed')),
                ('portrait_focus_x', models.PositiveSmallIntegerField(default=50, verbose_name='focal point, from the left')),
                ('portrait_focus_y', models.PositiveSmallIntegerField(default=50, verbose_name='from the top')),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=500)),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['sort_key'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='person_has_a_name'), models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='person_has_an_address'), models.UniqueConstraint(condition=models.Q(('reader_since', None)), fields=('name_key',), name='one_person_of_a_name'), models.CheckConstraint(condition=models.Q(('portrait', ''), models.Q(('portrait_alt', ''), _negated=True), ('portrait_decorative', True), _connector='OR'), name='portrait_is_told_in_words', violation_error_message='Say what the portrait shows, or tick that it only decorates.')],
            },
        ),
        migrations.AddField(
            model_name='interview',
            name='people',
            field=models.ManyToManyField(related_name='interviews', through='interviews.Credit', to='interviews.person'),
        ),
        migrations.AddField(
            model_name='credit',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='interviews.person', verbose_name='person'),
        ),
        migrations.CreateModel(
            name='PersonLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=100, verbose_name='label')),
                ('url', models.URLField(max_length=500, verbose_name='address')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='interviews.person')),
            ],
            options={
                'verbose_name': 'link',
                'verbose_name_plural': 'links',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, null=True, verbose_name='next try')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='last error')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='uploaded')),
                ('usage_checked_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('unused_since', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'ordering': ['-uploaded_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='picture_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='RecurringQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(blank=True, help_text='The last part of the page’s address. If blank, it is made from the name or title; if you change it later, the old address redirects to the new one.', max_length=120, unique=True, verbose_name='address')),
                ('wording', models.CharField(help_text='The usual wording; each interview keeps its own.', max_length=300, verbose_name='wording')),
                ('name_key', models.CharField(editable=False, max_length=500)),
                ('introduction', models.TextField(blank=True, help_text='Markdown. Why you keep asking it.', verbose_name='introduction')),
                ('updated_at', models.DateTimeField(auto_now=True, null=True, verbose_name='last changed')),
            ],
            options={
                'verbose_name': 'recurring question',
                'verbose_name_plural': 'recurring questions',
                'ordering': ['wording'],
                'constraints': [models.CheckConstraint(condition=models.Q(('wording', ''), _negated=True), name='recurring_question_has_a_wording'), models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='recurring_question_has_an_address'), models.UniqueConstraint(models.F('name_key'), name='one_recurring_question_of_a_wording')],
            },
        ),
        migrations.CreateModel(
            name='ExchangeKey',
            fields=[
                ('key', models.CharField(max_length=8, primary_key=True, serialize=False)),
                ('interview_id', models.PositiveBigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Exchange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=8, unique=True, verbose_name='key')),
                ('position', models.PositiveIntegerField(editable=False, verbose_name='order')),
                ('question', models.TextField(blank=True, help_text='Leave it blank for another answer to the question above.', verbose_name='question')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('label', models.CharField(blank=True, help_text='For the list of questions. If blank: the question itself.', max_length=120, verbose_name='short label')),
                ('pull_quote', models.CharField(blank=True, help_text='A sentence from this answer, word for word, shown in large type beside it. Lists and the front page show the first pull quote of an interview.', max_length=300, verbose_name='pull quote')),
                ('note', models.TextField(blank=True, help_text='A note by the editors, shown apart from the answer.', verbose_name='editor’s note')),
                ('removed_at', models.DateTimeField(editable=False, null=True)),
                ('removed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exchanges', to='interviews.interview')),
                ('answered_by', models.ManyToManyField(blank=True, help_text='Blank: the interviewee. Choose several people if they answer together.', related_name='answered_exchanges', to='interviews.person', verbose_name='answered by')),
                ('asked_by', models.ForeignKey(blank=True, help_text='Blank: the interviewer.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='asked_exchanges', to='interviews.person', verbose_name='asked by')),
                ('recurring', models.ForeignKey(blank=True, help_text='A question that you also ask in other interviews.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exchanges', to='interviews.recurringquestion', verbose_name='recurring question')),
            ],
            options={
                'verbose_name': 'exchange',
                'verbose_name_plural': 'exchanges',
                'ordering': ['interview_id', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(blank=True, help_text='The last part of the page’s address. If blank, it is made from the name or title; if you change it later, the old address redirects to the new one.', max_length=120, unique=True, verbose_name='address')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('name_key', models.CharField(editable=False, max_length=500)),
                ('description', models.TextField(blank=True, help_text='Markdown.', verbose_name='description')),
                ('updated_at', models.DateTimeField(auto_now=True, null=True, verbose_name='last changed')),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=500)),
            ],
            options={
                'verbose_name': 'series',
                'verbose_name_plural': 'series',
                'ordering': ['sort_key'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='series_has_a_title'), models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='series_has_an_address'), models.UniqueConstraint(models.F('name_key'), name='one_series_of_a_title')],
            },
        ),
        migrations.AddField(
            model_name='interview',
            name='series',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='interviews', to='interviews.series', verbose_name='series'),
        ),
        migrations.CreateModel(
            name='StateChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('scheduled', 'scheduled'), ('published', 'published'), ('withdrawn', 'withdrawn')], max_length=10, verbose_name='became')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='why')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='state_changes', to='interviews.interview')),
            ],
            options={
                'verbose_name': 'state change',
                'verbose_name_plural': 'history of states',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(blank=True, help_text='The last part of the page’s address. If blank, it is made from the name or title; if you change it later, the old address redirects to the new one.', max_length=120, unique=True, verbose_name='address')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('name_key', models.CharField(editable=False, max_length=500)),
                ('description', models.TextField(blank=True, help_text='Markdown.', verbose_name='description')),
                ('updated_at', models.DateTimeField(auto_now=True, null=True, verbose_name='last changed')),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=500)),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['sort_key'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='topic_has_a_name'), models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='topic_has_an_address'), models.UniqueConstraint(models.F('name_key'), name='one_topic_of_a_name')],
            },
        ),
        migrations.AddField(
            model_name='interview',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='interviews', to='interviews.topic', verbose_name='topics'),
        ),
        migrations.CreateModel(
            name='ExchangeRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=8, verbose_name='key')),
                ('content', models.JSONField(editable=False, verbose_name='content')),
                ('interview', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='exchange_revisions', to='interviews.interview')),
            ],
            options={
                'verbose_name': 'revision of an exchange',
                'verbose_name_plural': 'revisions of exchanges',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['key'], name='exchange_revisions_by_key')],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('saved_at', models.DateTimeField(auto_now_add=True, verbose_name='saved')),
                ('facts', models.JSONField(verbose_name='fields, credits and topics')),
                ('names', models.JSONField(verbose_name='names at that time')),
                ('exchanges', models.JSONField(verbose_name='keys of revisions, in order')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='interviews.interview')),
                ('restores', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='interviews.version', verbose_name='restored version')),
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
                'ordering': ['interview_id', 'number'],
                'constraints': [models.UniqueConstraint(fields=('interview', 'number'), name='versions_are_numbered_in_order')],
            },
        ),
        migrations.CreateModel(
            name='FormerSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('slug', models.CharField(max_length=120)),
                ('replaced_at', models.DateTimeField(auto_now_add=True)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('content_type', 'slug'), name='former_slug_leads_to_one_place')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('typo', 'typing error'), ('clarification', 'clarification'), ('correction', 'correction'), ('retraction', 'retraction'), ('update', 'update'), ('unexplained', 'change without a note')], default='correction', help_text='Corrections and retractions also stand at the top of the interview.', max_length=15, verbose_name='kind')),
                ('note', models.TextField(blank=True, help_text='“An earlier version gave the month as April. The list came out in March.”', verbose_name='what was changed')),
                ('was', models.TextField(blank=True, help_text='Readers find it beside the correction.', verbose_name='previous wording')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                ('made_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('exchange', models.ForeignKey(blank=True, help_text='Leave blank for a correction of the whole interview.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='interviews.exchange', verbose_name='exchange')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='interviews.interview')),
                ('version', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='interviews.version')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['-made_at'],
                'indexes': [models.Index(fields=['-published_at', '-id'], name='corrections_newest_first')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('note', ''), _negated=True), ('kind__in', ['typo', 'unexplained']), _connector='OR'), name='correction_says_what_changed', violation_error_message='Tell readers in a sentence what was changed.'), models.CheckConstraint(condition=models.Q(('kind__in', ['typo', 'clarification', 'correction', 'retraction', 'update', 'unexplained'])), name='correction_kind_is_known')],
            },
        ),
        migrations.AddConstraint(
            model_name='credit',
            constraint=models.UniqueConstraint(fields=('interview', 'person', 'role'), name='credited_once_in_a_role', violation_error_message='This person already has this role.'),
        ),
        migrations.AddConstraint(
            model_name='credit',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['subject', 'interviewer', 'photographer', 'illustrator', 'translator', 'transcriber', 'editor'])), name='credit_role_is_known'),
        ),
        migrations.AddConstraint(
            model_name='personlink',
            constraint=models.UniqueConstraint(fields=('person', 'url'), name='person_link_once'),
        ),
        migrations.AddConstraint(
            model_name='exchange',
            constraint=models.UniqueConstraint(fields=('interview', 'position'), name='exchanges_stand_in_one_order'),
        ),
        migrations.AddConstraint(
            model_name='exchange',
            constraint=models.CheckConstraint(condition=models.Q(('key__startswith', 'x-')), name='exchange_key_is_marked'),
        ),
        migrations.AddConstraint(
            model_name='exchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('question', ''), _negated=True), models.Q(('answer', ''), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='exchange_says_something', violation_error_message='Write a question, an answer, or both.'),
        ),
        migrations.AddConstraint(
            model_name='exchange',
            constraint=models.CheckConstraint(condition=models.Q(('recurring', None), models.Q(('question', ''), _negated=True), _connector='OR'), name='only_a_question_recurs', violation_error_message='There is no question here: mark the question above as recurring.'),
        ),
        migrations.AddIndex(
            model_name='interview',
            index=models.Index(fields=['-published_at', '-id'], name='interviews_newest_first'),
        ),
        migrations.AddIndex(
            model_name='interview',
            index=models.Index(fields=['series', 'series_position', 'published_at', 'id'], name='interviews_in_series_order'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('status__in', ['draft', 'in_review'])), models.Q(('status__in', ['scheduled', 'published', 'withdrawn']), ('published_at__isnull', False)), _connector='OR'), name='interview_state_agrees_with_its_date'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(('medium__in', ['', 'in_person', 'video', 'telephone', 'email', 'letters', 'stage'])), name='interview_medium_is_known'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='interview_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='interview_has_an_address'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(('lead_picture', ''), models.Q(('lead_alt', ''), _negated=True), ('lead_decorative', True), _connector='OR'), name='lead_picture_is_told_in_words', violation_error_message='Say what the lead picture shows, or tick that it only decorates.'),
        ),
        migrations.CreateModel(
            name='Autosave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=500)),
                ('page', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('fields', models.TextField()),
                ('saved_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'path', 'page'), name='one_autosave_of_an_opened_page')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=500)),
                ('place', models.CharField(max_length=100)),
                ('seen_at', models.DateTimeField(db_index=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'path'), name='an_editor_is_in_a_page_once')],
            },
        ),
        migrations.RunPython(write_the_about_page, migrations.RunPython.noop),
    ]
