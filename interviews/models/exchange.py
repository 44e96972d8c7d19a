"""Exchange: one question and its answer, at an address that survives rewording."""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from interviews import prose
from interviews.models.interview import Interview
from interviews.models.person import Person
from interviews.models.publishing import that_are_published

# Without 0, 1, i, l and o, which people misread aloud and on paper.
KEY_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_keys(count):
    """That many keys, “x-” and six random characters, different and not in use.

    There are 887 million: at 100,000 exchanges one in 9,000 would be taken already, too many
    to leave to the unique constraint alone.
    """
    keys = set()
    while len(keys) < count:
        drawn = {_drawn() for _each in range(count - len(keys))}
        keys |= drawn - set(Exchange.objects.filter(key__in=drawn).values_list("key", flat=True))
    return keys


def new_key():
    """A key for one exchange; never made from its text or its place."""
    return new_keys(1).pop()


def _drawn():
    return "x-" + "".join(secrets.choice(KEY_ALPHABET) for _each in range(6))


class ExchangeQuerySet(models.QuerySet):
    def published(self):
        return self.standing().filter(that_are_published("interview__"))

    def with_pull_quote(self):
        return self.exclude(pull_quote="")

    def standing(self):
        """Those not removed since their interview was published."""
        return self.filter(removed_at=None)

    def for_reading(self):
        """In order, with who asks and who answers; the removed ones too, for their tombstones."""
        return self.select_related("asked_by").prefetch_related("answered_by").order_by("position")


class Exchange(models.Model):
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="exchanges")
    key = models.CharField(_("key"), max_length=8, unique=True, default=new_key, editable=False)
    position = models.PositiveIntegerField(_("order"), editable=False)
    question = models.TextField(
        _("question"),
        blank=True,
        help_text=_("Leave it blank where a further person answers the question above."),
    )
    asked_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="asked",
        verbose_name=_("asked by"),
        help_text=_("Blank: the interviewer."),
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ManyToManyField(
        Person,
        blank=True,
        related_name="answered",
        verbose_name=_("answered by"),
        help_text=_("Blank: the person interviewed. Several people if they speak as one."),
    )
    label = models.CharField(
        _("short label"),
        max_length=120,
        blank=True,
        help_text=_("For the list of questions. Blank: the question itself."),
    )
    pull_quote = models.CharField(
        _("pull quote"),
        max_length=300,
        blank=True,
        help_text=_(
            "A line word for word from this answer, set large beside it. "
            "The first of an interview also stands in the lists and on the front page."
        ),
    )
    note = models.TextField(
        _("editor’s note"),
        blank=True,
        help_text=_("In the editors’ own voice, set apart from the answer."),
    )
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("exchange")
        verbose_name_plural = _("exchanges")
        ordering = ["interview_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "position"], name="exchanges_stand_in_one_order"
            ),
            models.CheckConstraint(
                condition=Q(key__startswith="x-"), name="exchange_key_is_marked"
            ),
            models.CheckConstraint(
                condition=~Q(question="") | ~Q(answer="") | ~Q(note=""),
                name="exchange_says_something",
                violation_error_message=_("Write a question, an answer, or both."),
            ),
        ]

    def __str__(self):
        return self.label or self.question_text[:80] or self.answer_text[:80] or self.key

    def get_absolute_url(self):
        return reverse("interviews:exchange", args=[self.interview.slug, self.key])

    def clean(self):
        if not self.quotes_verbatim:
            raise ValidationError(
                {"pull_quote": _("These words are not in the answer as they stand here.")}
            )

    @property
    def quotes_verbatim(self):
        """Whether the pull quote is in the answer to the letter; white space aside."""
        return " ".join(self.pull_quote.split()) in " ".join(prose.plain(self.answer).split())

    @property
    def place(self):
        """Its address within the interview’s own page."""
        return f"{self.interview.get_absolute_url()}#{self.key}"

    @property
    def is_removed(self):
        return self.removed_at is not None

    @property
    def says_something(self):
        return bool(self.question or self.answer or self.note)

    def say_again(self, wording):
        """Have the words of a former wording, to be read and not to be saved."""
        self.question, self.answer = wording.question, wording.answer
        if wording.is_from_before:
            self.note = ""
        if not self.quotes_verbatim:
            self.pull_quote = ""

    @cached_property
    def question_html(self):
        return prose.inline_from_editor(self.question)

    @cached_property
    def answer_html(self):
        return prose.from_editor(self.answer, key=self.key)

    @cached_property
    def note_html(self):
        return prose.from_editor(self.note, key=f"{self.key}-note")

    @cached_property
    def question_text(self):
        return prose.plain(self.question)

    @cached_property
    def answer_text(self):
        return prose.plain(self.answer)

    @property
    def listed_as(self):
        """What the list of questions calls it."""
        return self.label or self.question_text

    @property
    def askers(self):
        """Who asks, by name if it is recorded, else the interview's interviewers."""
        return [self.asked_by] if self.asked_by else self.interview.interviewers

    @property
    def speakers(self):
        """Who answers, by name if it is recorded, else the person interviewed if there is one.

        Where several were interviewed and none is recorded, nobody is named: a speaker
        is never guessed.
        """
        recorded = list(self.answered_by.all())
        if recorded or len(self.interview.subjects) != 1:
            return recorded
        return self.interview.subjects

    @transaction.atomic
    def remove(self, by):
        """Take it out: from a draft it is gone; what readers may have kept leaves a tombstone."""
        if self.interview.was_ever_published:
            self.removed_at, self.removed_by = timezone.now(), by
            self.save(update_fields=["removed_at", "removed_by"])
            self.interview.save(update_fields=["updated_at"])
        else:
            self.delete()
