"""Exchange: one question and its answer, with an address that survives rewording."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from interviews import prose
from interviews.fields import DjangoFieldInMigrations
from interviews.models.exchange_key import ExchangeKey
from interviews.models.exchange_queryset import ExchangeQuerySet
from interviews.models.interview import Interview
from interviews.models.person import Person
from interviews.models.workflow import Status

# Without 0, 1, i, l and o, which people misread aloud and on paper.
KEY_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"

# In a selected part of an answer.
FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]{1,100}\]")
LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
MARKUP = re.compile(r"[*_~`\\]|\[(?=\w)|\]\([^()\s]*\)?")

ONLY_A_QUESTION_RECURS = _("There is no question here: mark the question above as recurring.")


def generate_keys(count):
    """Return a set of `count` keys that were never used: “x-” and six random characters.

    887 million keys are possible. With 100,000 exchanges one random key in 9,000 is taken: too
    many to rely on the unique constraint alone.
    """
    keys = set()
    while len(keys) < count:
        missing = range(count - len(keys))
        drawn = {f"x-{get_random_string(6, KEY_ALPHABET)}" for _each in missing}
        keys |= drawn - set(ExchangeKey.objects.filter(key__in=drawn).values_list("key", flat=True))
    return keys


def generate_key():
    """Return a new key for one exchange. It never depends on the text or the position."""
    return generate_keys(1).pop()


class KeyField(DjangoFieldInMigrations, models.CharField):
    """The key of an exchange, generated in Python by generate_key()."""


class Exchange(models.Model):
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="exchanges")
    key = KeyField(_("key"), max_length=8, unique=True, default=generate_key, editable=False)
    position = models.PositiveIntegerField(_("order"), editable=False)
    question = models.TextField(
        _("question"),
        blank=True,
        help_text=_("Leave it blank for another answer to the question above."),
    )
    asked_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="asked_exchanges",
        verbose_name=_("asked by"),
        help_text=_("Blank: the interviewer."),
    )
    recurring = models.ForeignKey(
        "interviews.RecurringQuestion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="exchanges",
        verbose_name=_("recurring question"),
        help_text=_("A question that you also ask in other interviews."),
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ManyToManyField(
        Person,
        blank=True,
        related_name="answered_exchanges",
        verbose_name=_("answered by"),
        help_text=_("Blank: the interviewee. Choose several people if they answer together."),
    )
    label = models.CharField(
        _("short label"),
        max_length=120,
        blank=True,
        help_text=_("For the list of questions. If blank: the question itself."),
    )
    pull_quote = models.CharField(
        _("pull quote"),
        max_length=300,
        blank=True,
        help_text=_(
            "A sentence from this answer, word for word, shown in large type beside it. "
            "Lists and the front page show the first pull quote of an interview."
        ),
    )
    note = models.TextField(
        _("editor’s note"),
        blank=True,
        help_text=_("A note by the editors, shown apart from the answer."),
    )
    # Of an exchange that was made from a transcript. No form has these fields.
    start = models.PositiveBigIntegerField(_("start"), null=True, blank=True)  # milliseconds
    end = models.PositiveBigIntegerField(_("end"), null=True, blank=True)  # milliseconds
    utterances = models.JSONField(_("utterances of the source"), null=True, blank=True)  # numbers
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    readers_see = "interview"
    objects = ExchangeQuerySet.as_manager()
    also_asked = None  # set by add_also_asked()

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
            models.CheckConstraint(
                condition=Q(recurring=None) | ~Q(question=""),
                name="only_a_question_recurs",
                violation_error_message=ONLY_A_QUESTION_RECURS,
            ),
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(start__lte=F("end")),
                name="exchange_ends_after_its_start",
            ),
        ]

    def __str__(self):
        text = self.question_text or self.answer_text
        return self.label or Truncator(text).chars(80) or self.key

    def get_absolute_url(self):
        return reverse("interviews:exchange", args=[self.interview.slug, self.key])

    def clean(self):
        """Refuse a pull quote that readers would see although the answer does not contain it.

        A draft is saved as it is; Interview.obstacles() keeps it from being published.
        """
        interview = getattr(self, "interview", None)
        is_due = interview and (interview.is_published or interview.status == Status.SCHEDULED)
        if is_due and not self.has_verbatim_pull_quote:
            raise ValidationError(
                {"pull_quote": _("The answer does not contain these exact words.")}
            )

    @property
    def has_verbatim_pull_quote(self):
        """Whether the answer contains the pull quote word for word.

        White space does not count, nor do the markers of lists, which browsers do not copy.
        """
        said = (prose.plain(self.answer), prose.plain(self.answer, numbers=False))
        quote = " ".join(self.pull_quote.split())
        return any(quote in " ".join(words.split()) for words in said)

    def find_quotation(self, selected):
        """Return selected Markdown of the answer as words for the pull quote.

        "" if the answer does not contain these words. A selection may begin or end between the
        marks of emphasis, and may contain the mark of a footnote.
        """
        without_notes = FOOTNOTE_MARK.sub("", selected)
        for text in (without_notes, MARKUP.sub("", LINK.sub(r"\1", without_notes)), selected):
            quote = " ".join(prose.plain(text, numbers=False).split())
            if Exchange(answer=self.answer, pull_quote=quote).has_verbatim_pull_quote:
                return quote
        return ""

    @property
    def is_removed(self):
        return self.removed_at is not None

    @property
    def question_html(self):
        return prose.inline_from_editor(self.question)

    @property
    def answer_html(self):
        return prose.from_editor(self.answer, key=self.key)

    @property
    def note_html(self):
        return prose.from_editor(self.note, key=f"{self.key}-note")

    @property
    def question_text(self):
        return prose.inline_plain(self.question)

    @property
    def answer_text(self):
        return prose.plain(self.answer)

    @property
    def list_label(self):
        """The text of the exchange in the list of questions."""
        return self.label or self.question_text

    @property
    def anchor_url(self):
        """The URL of the exchange on the interview’s page."""
        return f"{self.interview.get_absolute_url()}#{self.key}"

    @property
    def askers(self):
        """The people who ask: `asked_by` if it is set, else the interviewers."""
        return [self.asked_by] if self.asked_by else self.interview.interviewers

    @property
    def speakers(self):
        """The people who answer: `answered_by` if it is set, else the only interviewee.

        Empty if there is no answer, and if there are several interviewees and `answered_by` is
        not set: a speaker is never guessed.
        """
        if not self.answer:
            return []
        if self.recorded_speakers or len(self.interview.subjects) != 1:
            return self.recorded_speakers
        return self.interview.subjects

    @cached_property
    def recorded_speakers(self):
        return list(self.answered_by.all())

    @transaction.atomic
    def remove(self, by):
        """Delete the exchange of a draft; mark the exchange of a published interview removed.

        The address of an exchange that is marked removed tells readers that it was removed.
        """
        if self.interview.was_published:
            self.removed_at, self.removed_by = timezone.now(), by
            self.save(update_fields=["removed_at", "removed_by"])
            self.interview.save(update_fields=["updated_at"])
        else:
            self.delete()
