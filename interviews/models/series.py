"""Series: interviews that belong together, in order."""

from django.db import models
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interviews import prose
from interviews.models.interview import Interview
from interviews.models.named import Named, NamedQuerySet
from interviews.models.publishing import that_are_published
from interviews.models.visibility import ALL_ROWS
from interviews.sorting import SortKeyField
from interviews.unique_names import NameField, NameKeyField


class SeriesQuerySet(NamedQuerySet):
    def published(self):
        """Series with something to read."""
        return self.filter(Exists(Interview.objects.published().filter(series=OuterRef("pk"))))

    def with_counts(self):
        """Adds `interview_count`, the number of published interviews."""
        return self.annotate(
            interview_count=Count("interviews", filter=that_are_published("interviews__"))
        )

    def with_last_change(self):
        """Adds `last_changed`: when it, or an interview listed with it, last became another."""
        listed = Interview.objects.published().filter(series=OuterRef("pk"))
        return self.annotate(last_changed=listed.latest_change_or("updated_at"))


class Series(Named):
    title = NameField(_("title"), max_length=200)
    name_key = NameKeyField("title")
    description = models.TextField(_("description"), blank=True, help_text=_("Markdown."))
    updated_at = models.DateTimeField(_("last changed"), auto_now=True, null=True)
    sort_key = SortKeyField("title")

    readers_see = ALL_ROWS
    objects = SeriesQuerySet.as_manager()
    named_by = "title"
    DATED = ("updated_at",)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="series_has_a_title"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="series_has_an_address"),
            models.UniqueConstraint("name_key", name="one_series_of_a_title"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("interviews:series", args=[self.slug])

    @property
    def description_html(self):
        return prose.from_editor(self.description, level=2)
