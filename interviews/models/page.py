"""Page: a text about the publication itself, such as “How we work”."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _

from interviews import prose
from interviews.models.slugs import SlugMixin, SlugQuerySet
from interviews.models.visibility import ALL_ROWS
from interviews.sort_keys import SortKeyField


class Page(SlugMixin):
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), blank=True, help_text=_("Markdown."))
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    sort_key = SortKeyField("title")

    readers_see = ALL_ROWS
    objects = SlugQuerySet.as_manager()
    name_field = "title"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="page_has_a_title"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="page_has_an_address"),
        ]

    def get_absolute_url(self):
        return reverse("interviews:page", args=[self.slug])

    def clean(self):
        super().clean()
        try:
            match = resolve(self.get_absolute_url())
        except Resolver404:
            return
        if match.view_name != "interviews:page":
            raise ValidationError({"slug": _("Another page has this address. Choose another.")})

    @property
    def body_html(self):
        return prose.from_editor(self.body, level=2)
