"""Topic: what interviews share."""

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


class TopicQuerySet(NamedQuerySet):
    def published(self):
        """Topics with something to read."""
        about_it = Interview.topics.through.objects.filter(
            that_are_published("interview__"), topic=OuterRef("pk")
        )
        return self.filter(Exists(about_it))

    def of_person(self, person):
        """Those of the published interviews that name this person, each with how many these are."""
        naming = Interview.objects.published().naming(person)
        named = self.filter(interviews__in=naming.values("pk"))
        return named.annotate(interview_count=Count("interviews"))

    def with_counts(self):
        """Adds `interview_count`, the number of published interviews."""
        return self.annotate(
            interview_count=Count(
                "interviews", filter=that_are_published("interviews__"), distinct=True
            )
        )

    def with_last_change(self):
        """Adds `last_changed`: when it, or an interview listed with it, last became another."""
        listed = Interview.objects.published().filter(topics=OuterRef("pk"))
        return self.annotate(last_changed=listed.latest_change_or("updated_at"))


class Topic(Named):
    name = NameField(_("name"), max_length=100)
    name_key = NameKeyField("name")
    description = models.TextField(_("description"), blank=True, help_text=_("Markdown."))
    updated_at = models.DateTimeField(_("last changed"), auto_now=True, null=True)
    sort_key = SortKeyField("name")

    readers_see = ALL_ROWS
    objects = TopicQuerySet.as_manager()
    DATED = ("updated_at",)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="topic_has_a_name"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="topic_has_an_address"),
            models.UniqueConstraint("name_key", name="one_topic_of_a_name"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("interviews:topic", args=[self.slug])

    @property
    def description_html(self):
        return prose.from_editor(self.description, level=2)
