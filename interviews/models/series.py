"""Series: an ordered group of interviews."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interviews import prose
from interviews.models.named import NamedModel, NamedQuerySet
from interviews.models.visibility import ALL_ROWS
from interviews.names import NameField, NameKeyField
from interviews.sort_keys import SortKeyField


class SeriesQuerySet(NamedQuerySet):
    interview_field = "series"


class Series(NamedModel):
    title = NameField(_("title"), max_length=200)
    name_key = NameKeyField("title")
    description = models.TextField(_("description"), blank=True, help_text=_("Markdown."))
    sort_key = SortKeyField("title")

    readers_see = ALL_ROWS
    named_by = ["series"]
    objects = SeriesQuerySet.as_manager()
    name_field = "title"

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="series_has_a_title"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="series_has_an_address"),
            models.UniqueConstraint("name_key", name="one_series_of_a_title"),
        ]

    def get_absolute_url(self):
        return reverse("interviews:series", args=[self.slug])

    @property
    def description_html(self):
        return prose.from_editor(self.description, level=2)
