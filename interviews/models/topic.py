"""Topic: a subject that interviews are about."""

from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interviews import prose
from interviews.models.interview import Interview
from interviews.models.named import NamedModel, NamedQuerySet
from interviews.models.visibility import ALL_ROWS
from interviews.names import NameField, NameKeyField
from interviews.sort_keys import SortKeyField


class TopicQuerySet(NamedQuerySet):
    interview_field = "topics"

    def for_person(self, person):
        """Return the topics of a person's published interviews, with `interview_count`."""
        credited = person.credits.values("interview")
        naming = Interview.objects.published().filter(pk__in=credited)
        named = self.filter(interviews__in=naming.values("pk"))
        return named.annotate(interview_count=Count("interviews"))


class Topic(NamedModel):
    name = NameField(_("name"), max_length=100)
    name_key = NameKeyField("name")
    description = models.TextField(_("description"), blank=True, help_text=_("Markdown."))
    sort_key = SortKeyField("name")

    readers_see = ALL_ROWS
    named_by = ["topics"]
    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="topic_has_a_name"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="topic_has_an_address"),
            models.UniqueConstraint("name_key", name="one_topic_of_a_name"),
        ]

    def get_absolute_url(self):
        return reverse("interviews:topic", args=[self.slug])

    @property
    def description_html(self):
        return prose.from_editor(self.description, level=2)
