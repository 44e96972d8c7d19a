"""Interview: draft, in review, scheduled, published, withdrawn."""

from collections import defaultdict

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from interviews import prose
from interviews.languages import direction, minutes_to_read, validate_language
from interviews.models.checklist import Checklist
from interviews.models.description import DescriptionMixin
from interviews.models.interview_queryset import InterviewQuerySet
from interviews.models.lead_picture import LeadPictureMixin
from interviews.models.question import group_by_question
from interviews.models.review import ReviewMixin
from interviews.models.rights import PERMISSIONS, RightsMixin
from interviews.models.slugs import SlugMixin
from interviews.models.versions import VersionsMixin
from interviews.models.workflow import DATED, UNDATED, VISIBLE, Status, WorkflowMixin
from interviews.slugs import slug_for

UNTITLED = gettext_noop("Untitled interview")  # until an editor enters a title


class Interview(
    DescriptionMixin,
    WorkflowMixin,
    ReviewMixin,
    RightsMixin,
    VersionsMixin,
    LeadPictureMixin,
    SlugMixin,
):
    Status = Status

    class Medium(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        VIDEO = "video", _("by video call")
        TELEPHONE = "telephone", _("by telephone")
        EMAIL = "email", _("by email")
        LETTERS = "letters", _("by letter")
        STAGE = "stage", _("on stage")

    title = models.CharField(_("title"), max_length=250)
    standfirst = models.TextField(
        _("standfirst"),
        blank=True,
        help_text=_("One or two sentences under the title: who is interviewed, and why now."),
    )
    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("Markdown. What comes before the questions.")
    )
    closing = models.TextField(
        _("closing"), blank=True, help_text=_("Markdown. What comes after the last answer.")
    )
    people = models.ManyToManyField(
        "interviews.Person", through="interviews.Credit", related_name="interviews"
    )
    topics = models.ManyToManyField(
        "interviews.Topic", blank=True, related_name="interviews", verbose_name=_("topics")
    )
    series = models.ForeignKey(
        "interviews.Series",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="interviews",
        verbose_name=_("series"),
    )
    series_position = models.PositiveSmallIntegerField(_("place in the series"), default=1)
    language = models.CharField(
        _("language"),
        max_length=20,
        default="en",
        validators=[validate_language],
        help_text=_("“en”, “pt-BR”, “fa” …: sets hyphenation, quotation marks and direction."),
    )

    held_on = models.DateField(_("date of the conversation"), null=True, blank=True)
    medium = models.CharField(_("how it was held"), max_length=10, choices=Medium, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    duration = models.PositiveSmallIntegerField(
        _("length in minutes"), null=True, blank=True, help_text=_("Of the conversation itself.")
    )
    terms = models.TextField(
        _("terms"),
        blank=True,
        help_text=_("The conditions agreed with the interviewee, in the agreed words."),
    )
    editing = models.TextField(
        _("how it was edited"), blank=True, help_text=_("“For length; two repetitions were cut.”")
    )
    sign_off = models.TextField(
        _("shown to the interviewee"),
        blank=True,
        help_text=_("Whether the answers were read before publication, and what changed."),
    )

    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    readers_see = VISIBLE
    objects = InterviewQuerySet.as_manager()
    name_field = "title"

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ["-published_at", "-pk"]
        permissions = PERMISSIONS
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="interviews_newest_first"),
            models.Index(
                fields=["series", "series_position", "published_at", "id"],
                name="interviews_in_series_order",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=UNDATED, published_at=None)
                | Q(status__in=DATED) & Q(published_at__isnull=False),
                name="interview_state_agrees_with_its_date",
            ),
            models.CheckConstraint(
                condition=Q(
                    medium__in=["", "in_person", "video", "telephone", "email", "letters", "stage"]
                ),
                name="interview_medium_is_known",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="interview_has_a_title"),
            models.CheckConstraint(condition=~Q(slug=""), name="interview_has_an_address"),
            models.CheckConstraint(
                condition=Q(lead_picture="") | ~Q(lead_alt="") | Q(lead_decorative=True),
                name="lead_picture_is_told_in_words",
                violation_error_message=_(
                    "Say what the lead picture shows, or tick that it only decorates."
                ),
            ),
        ]

    def get_absolute_url(self):
        return reverse("interviews:interview", args=[self.slug])

    @property
    def needs_redirect(self):
        return self.was_published

    def clean(self):
        if self._slug_follows_title():
            self.slug = ""  # so that a slug is made from the present title
        super().clean()

    def _slug_follows_title(self):
        """Whether the title changed before publication and no editor has chosen the slug."""
        if self.pk is None or self.was_published:
            return False
        stored = type(self).objects.filter(pk=self.pk).only("title", "slug").first()
        return (
            stored is not None
            and slug_for(stored.title) != slug_for(self.title)
            and stored.slug == self.slug
            and stored.is_slug_made_from(stored.title)
        )

    def credited(self, *roles):
        """Return the people with these roles, in order. No query if credits are prefetched."""
        return [credit.person for credit in self.credits.all() if credit.role in roles]

    @cached_property
    def roles(self):
        """[(role, its label, [person, …]), …] in the order of the credits."""
        people = defaultdict(list)
        for credit in self.credits.all():
            people[credit.Role(credit.role)].append(credit.person)
        return [(role, role.label, people[role]) for role in people]

    @cached_property
    def subjects(self):
        return self.credited("subject")

    @cached_property
    def interviewers(self):
        return self.credited("interviewer")

    @cached_property
    def credited_person_ids(self):
        """The keys of the credited people. Other speakers may have no page."""
        return {credit.person_id for credit in self.credits.all()}

    @cached_property
    def shows_speaker_names(self):
        """Whether each answer shows its speaker: if more than two people speak."""
        speakers = {*self.subjects, *self.interviewers}
        for exchange in self.exchanges.all():
            speakers.update(exchange.recorded_speakers)
        return len(speakers) > 2

    @cached_property
    def conversation(self):
        """The questions in order, each with all its answers (see interviews.models.question)."""
        return group_by_question(self.exchanges.all(), self.corrections.all())

    @cached_property
    def questions(self):
        """The questions with an answer that is not removed."""
        return [question for question in self.conversation if question.is_visible]

    def get_question_and_exchange(self, key):
        """Return the Question and the Exchange of this key; (None, None) if there is none."""
        for question in self.conversation:
            for exchange in question.answers:
                if exchange.key == key:
                    return question, exchange
        return None, None

    def get_adjacent_questions(self, question):
        """Return {"before": …, "after": …}: the nearest visible Questions, or None."""
        place = self.conversation.index(question)
        earlier = [q for q in self.conversation[:place] if q.is_visible]
        later = [q for q in self.conversation[place + 1 :] if q.is_visible]
        return {"before": earlier[-1] if earlier else None, "after": later[0] if later else None}

    @property
    def question_total(self):
        """The number of questions. An opening without a question does not count."""
        counted = getattr(self, "question_count", None)
        if counted is None:
            counted = sum(1 for question in self.questions if question.asking_exchange.question)
        return counted

    @property
    def reading_minutes(self):
        """The reading time in whole minutes."""
        characters = getattr(self, "character_count", None)
        if characters is None:
            characters = sum(
                len(exchange.question) + len(exchange.answer)
                for exchange in self.exchanges.all()
                if not exchange.is_removed
            )
        return minutes_to_read(characters, self.language)

    @property
    def changed_at(self):
        """When the interview last changed for readers: published, corrected, or one removed."""
        if not self.published_at:
            return None
        corrected = [correction.published_at for correction in self.corrections.all()]
        removed = [e.removed_at for e in self.exchanges.all() if e.is_removed]
        return max([self.published_at, *corrected, *removed])

    @property
    def direction(self):
        return direction(self.language)

    @property
    def introduction_html(self):
        return prose.from_editor(self.introduction, key="introduction", level=2)

    @property
    def closing_html(self):
        return prose.from_editor(self.closing, key="closing", level=2)

    @property
    def standfirst_html(self):
        return prose.inline_from_editor(self.standfirst)

    @cached_property
    def pull_quote_exchange(self):
        """The first exchange with a pull quote, or None. Lists show its pull quote."""
        return next(
            (e for e in self.description_exchanges if e.pull_quote and not e.is_removed), None
        )

    @property
    def is_untitled(self):
        return self.title == gettext(UNTITLED)

    def obstacles(self, at=None):
        return Checklist(self, at).obstacles

    @transaction.atomic
    def reorder_exchanges(self, exchanges):
        """Store the order of the interview's exchanges; `exchanges` holds all of them.

        Writes only the exchanges that move. It takes two steps, since the database never allows
        two exchanges in one position.
        """
        stored = dict(self.exchanges.values_list("pk", "position"))
        moved = {e: place for place, e in enumerate(exchanges, start=1) if stored[e.pk] != place}
        above = 1 + max(len(exchanges), *stored.values())
        for start in (above, 0):
            for exchange, place in moved.items():
                exchange.position = start + place
            self.exchanges.bulk_update(moved, ["position"], batch_size=500)
