"""Slugs of models that have a page. A former slug redirects to the present one for ever."""

import re

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from interviews.models.visibility import ALL_ROWS
from interviews.slugs import MAX_LENGTH, SlugField, slug_for


class FormerSlug(models.Model):
    """A slug that an object once had. No other object of the same model can take it."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    owner = GenericForeignKey()
    slug = models.CharField(max_length=MAX_LENGTH)
    replaced_at = models.DateTimeField(auto_now_add=True)

    readers_see = ALL_ROWS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "slug"], name="former_slug_leads_to_one_place"
            )
        ]

    def __str__(self):
        return self.slug


class SlugQuerySet(models.QuerySet):
    def find_by_former_slug(self, slug):
        """Return the object that once had this slug, or None. One query, however many changes."""
        former = FormerSlug.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model), slug=slug
        )
        return self.filter(pk__in=former.values("object_id")).first()

    def find_by_slug(self, slug):
        """Return the object that has this slug or once had it, or None."""
        return self.filter(slug=slug).first() or self.find_by_former_slug(slug)

    def is_slug_free(self, slug, but_for=None):
        """Return whether no object but the one with the key `but_for` has or had this slug."""
        taken = (self.filter(slug=slug).first(), self.find_by_former_slug(slug))
        return all(thing is None or thing.pk == but_for for thing in taken)


class SlugMixin(models.Model):
    """A model with a slug. A blank slug is made from the field `name_field`.

    The model also needs a field `updated_at`.
    """

    slug = SlugField()
    former_slugs = GenericRelation(FormerSlug)

    name_field = "name"

    class Meta:
        abstract = True

    def __str__(self):
        return getattr(self, self.name_field)

    def clean(self):
        super().clean()
        if not self.slug:
            self.slug = self.propose_slug()
        elif not type(self).objects.is_slug_free(self.slug, but_for=self.pk):
            raise ValidationError(
                {"slug": _("Another page has or had this address. Choose another.")}
            )

    def propose_slug(self):
        """Return a free slug made from the name: “ada”, or “ada-2” if “ada” is taken."""
        stem = slug_for(str(self)) or self._meta.model_name
        slug, count = stem, 1
        while not type(self).objects.is_slug_free(slug, but_for=self.pk):
            count += 1
            slug = f"{stem[: MAX_LENGTH - 8]}-{count}"
        return slug

    def is_slug_made_from(self, name):
        """Return whether propose_slug() makes the present slug from this name."""
        stem = slug_for(name) or self._meta.model_name
        numbered = re.escape(stem[: MAX_LENGTH - 8]) + r"-[0-9]+"
        return self.slug == stem or re.fullmatch(numbered, self.slug) is not None

    @property
    def needs_redirect(self):
        """Whether the present slug must redirect after a change: readers may have kept it."""
        return True

    @transaction.atomic
    def change_slug(self, slug):
        """Store another slug. The old slug redirects to the new one from now on."""
        if slug == self.slug:
            return
        if self.needs_redirect:
            self.former_slugs.create(slug=self.slug)
        self.former_slugs.filter(slug=slug).delete()
        self.slug = slug
        self.save(update_fields=["slug", "updated_at"])
