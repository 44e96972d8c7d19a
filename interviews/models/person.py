"""Person: somebody who asks, answers or is credited in an interview."""

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews import prose
from interviews.media.fields import FocusField, PictureField
from interviews.models.interview import Interview
from interviews.models.named import NamedModel, NamedQuerySet
from interviews.models.picture import Picture
from interviews.models.visibility import ALL_ROWS
from interviews.names import NameField, NameKeyField
from interviews.sort_keys import SortKeyField
from interviews.web_addresses import is_web_address


class PersonQuerySet(NamedQuerySet):
    interview_field = "people"

    def find_by_name(self, name):
        # Readers are left out: a reader may sign with anybody's name.
        return super(PersonQuerySet, self.filter(reader_since=None)).find_by_name(name)

    def likely_duplicates(self):
        return super(PersonQuerySet, self.filter(reader_since=None)).likely_duplicates()

    def by_name(self):
        return self.order_by("sort_key", "pk")

    def interviewed(self):
        """Filter for people who gave a published interview."""
        return self.filter(Exists(self._given()))

    def only_credited(self):
        """Filter for people who gave no published interview."""
        return self.exclude(Exists(self._given()))

    def _given(self):
        credits = self.model.credits.rel.related_model.objects.filter(role="subject")
        published = Interview.objects.published().values("pk")
        return credits.filter(person=OuterRef("pk"), interview__in=published)


class Person(NamedModel):
    name = NameField(_("name"), max_length=200, help_text=_("As it is to be printed."))
    name_key = NameKeyField("name")
    reader_since = models.DateTimeField(
        _("a reader whose question was added"), null=True, editable=False
    )
    sort_name = models.CharField(
        _("sorted as"),
        max_length=200,
        blank=True,
        help_text=_("“Okafor-Lindqvist, Ines”. If blank: sorted by the last word of the name."),
    )
    description = models.CharField(
        _("in one line"),
        max_length=200,
        blank=True,
        help_text=_("Who this is, for bylines and lists: “Grid dispatcher, Norrland”."),
    )
    biography = models.TextField(_("biography"), blank=True, help_text=_("Markdown."))
    portrait = PictureField(
        _("portrait"),
        upload_to="portraits/",
        blank=True,
        width_field="portrait_width",
        height_field="portrait_height",
    )
    portrait_width = models.PositiveIntegerField(null=True, editable=False)
    portrait_height = models.PositiveIntegerField(null=True, editable=False)
    portrait_alt = models.CharField(
        _("what the portrait shows"),
        max_length=300,
        blank=True,
        help_text=_("For readers who cannot see it. Not “A picture of …”."),
    )
    portrait_decorative = models.BooleanField(
        _("it only decorates"),
        default=False,
        help_text=_("It adds nothing to the text, and needs no description."),
    )
    portrait_caption = models.CharField(_("caption"), max_length=300, blank=True)
    portrait_credit = models.CharField(_("portrait by"), max_length=200, blank=True)
    portrait_focus_x = FocusField(_("focal point, from the left"))
    portrait_focus_y = FocusField(_("from the top"))
    sort_key = SortKeyField("sorted_by")

    readers_see = ALL_ROWS
    named_by = ["credits__person", "exchanges__asked_by", "exchanges__answered_by"]
    taken_together = {
        "portrait": [
            *("portrait_width", "portrait_height", "portrait_alt", "portrait_decorative"),
            *("portrait_caption", "portrait_credit", "portrait_focus_x", "portrait_focus_y"),
        ]
    }
    objects = PersonQuerySet.as_manager()
    NAME_TAKEN = _(
        "“%(name)s” already exists. For another person of this name, add a word in brackets: "
        "“%(name)s (poet)”."
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="person_has_an_address"),
            models.UniqueConstraint(
                fields=["name_key"],
                condition=models.Q(reader_since=None),
                name="one_person_of_a_name",
            ),
            models.CheckConstraint(
                condition=models.Q(portrait="")
                | ~models.Q(portrait_alt="")
                | models.Q(portrait_decorative=True),
                name="portrait_is_told_in_words",
                violation_error_message=_(
                    "Say what the portrait shows, or tick that it only decorates."
                ),
            ),
        ]

    def get_absolute_url(self):
        return reverse("interviews:person", args=[self.slug])

    @property
    def letter(self):
        """The letter under which lists show the name."""
        return self.sort_key[:1].upper()

    @property
    def sorted_by(self):
        """`sort_name`, or the name with its last word first: “Okafor-Lindqvist Ines”."""
        given, _space, family = self.name.rpartition(" ")
        return self.sort_name or f"{family} {given}".strip()

    @property
    def namesake(self):
        return None if self.reader_since else super().namesake

    @property
    def has_own_texts(self):
        return not self.reader_since  # a reader’s line says only that this is a reader

    def _take_place_of(self, other, by):
        if not other.reader_since:
            self.reader_since = None
        super()._take_place_of(other, by)

    @property
    def biography_html(self):
        return prose.from_editor(self.biography, level=2)

    @transaction.atomic
    def anonymize(self, name):
        """Replace the name with `name`, and delete all else: texts, portrait, links, old slugs."""
        self.links.all().delete()
        self.former_slugs.all().delete()
        self.name, self.slug = name, ""
        self.reader_since = self.reader_since or timezone.now()
        self.slug = self.propose_slug()
        self.sort_name = self.description = self.biography = ""
        Picture.objects.filter(name=self.portrait.name).mark_unused()
        self.portrait = self.portrait_alt = self.portrait_caption = self.portrait_credit = ""
        self.save()


class PersonLink(models.Model):
    """A person's page on another site."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="links")
    label = models.CharField(_("label"), max_length=100)
    url = models.URLField(_("address"), max_length=500)

    readers_see = ALL_ROWS

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "url"], name="person_link_once"),
        ]

    def __str__(self):
        return self.label

    @property
    def is_linkable(self):
        return is_web_address(self.url)
