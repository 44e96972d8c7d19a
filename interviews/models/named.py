"""NamedModel: a model whose objects have a page and a unique name."""

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Count, Exists, Max, OuterRef
from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview
from interviews.models.merging import MergeMixin
from interviews.models.similar_names import find_similar_names
from interviews.models.slugs import SlugMixin, SlugQuerySet
from interviews.models.workflow import published_condition


class NameTaken(ValidationError):
    """The name is taken by the object `existing`."""

    def __init__(self, existing, why):
        super().__init__(why % {"name": existing}, code="name_taken")
        self.existing = existing


class NamedQuerySet(SlugQuerySet):
    interview_field = ""  # the field of Interview that refers to the model

    def listed(self):
        """Return the published interviews of each row of an outer query, by OuterRef."""
        return Interview.objects.published().filter(**{self.interview_field: OuterRef("pk")})

    def published(self):
        """Filter for objects that have a published interview: only these have a page."""
        return self.filter(Exists(self.listed()))

    def with_counts(self):
        """Annotate `interview_count`, the number of published interviews."""
        published = published_condition("interviews__")
        return self.annotate(interview_count=Count("interviews", filter=published, distinct=True))

    def with_last_change(self):
        """Annotate `last_changed`: when the object or one of its interviews last changed."""
        return self.annotate(last_changed=self.listed().latest_change_subquery("updated_at"))

    def find_by_name(self, name):
        """Return the object of this name in any spelling (see name_key()), or None."""
        return self.filter(name_key=name).first() if name else None

    def likely_duplicates(self):
        """Return [(key, key), …] of rows with similar names, the surest first.

        Cached until a row is added, changed or deleted: it takes a quarter of a second for 5,000
        names.
        """
        state = self.aggregate(Count("pk"), Max("pk"), Max("updated_at"))
        key = f"likely-duplicates-{self.model.__name__}-{'-'.join(map(str, state.values()))}"
        rows = self.order_by().values_list("pk", self.model.name_field)
        return cache.get_or_set(
            key.replace(" ", "-"), lambda: find_similar_names(dict(rows)), timeout=None
        )

    def get_or_create_named(self, name):
        """Return the object of this name, and create it if there is none.

        Several callers at the same moment get the same object.
        """
        while not (found := self.find_by_name(name)):
            new = self.model(**{self.model.name_field: name})
            new.slug = new.propose_slug()
            try:
                with transaction.atomic():
                    new.save(force_insert=True)
            except IntegrityError:
                if not self.find_by_name(name) and self.is_slug_free(new.slug):
                    raise  # neither the name nor the slug is taken, so something else is wrong
            else:
                return new
        return found


class NamedModel(MergeMixin, SlugMixin):
    """A model whose name is in the field `name_field`; `name_key` is unique in the database."""

    updated_at = models.DateTimeField(_("last changed"), auto_now=True, null=True)

    NAME_TAKEN = _("“%(name)s” already exists.")

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if existing := self.namesake:
            raise ValidationError({self.name_field: NameTaken(existing, self.NAME_TAKEN)})

    @property
    def namesake(self):
        """Another object with this name, or None."""
        others = type(self).objects.exclude(pk=self.pk)
        return others.find_by_name(str(self))
