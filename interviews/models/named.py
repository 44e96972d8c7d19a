"""What has a page under a name has that name alone."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview
from interviews.models.slugs import SlugMixin, SlugQuerySet
from interviews.models.workflow import published_condition


class NameTaken(ValidationError):
    """Refuses a name; `existing` is the thing that has it."""

    def __init__(self, existing, why):
        super().__init__(why % {"name": existing}, code="name_taken")
        self.existing = existing


class NamedQuerySet(SlugQuerySet):
    interview_field = ""  # the field by which an Interview names these

    def listed(self):
        """The published interviews on the page of each row of an outer query."""
        return Interview.objects.published().filter(**{self.interview_field: OuterRef("pk")})

    def published(self):
        """Those that readers can meet: a published interview is listed with them."""
        return self.filter(Exists(self.listed()))

    def with_counts(self):
        """Adds `interview_count`, the number of published interviews."""
        published = published_condition("interviews__")
        return self.annotate(interview_count=Count("interviews", filter=published, distinct=True))

    def with_last_change(self):
        """Adds `last_changed`: when it, or an interview listed with it, last became another."""
        return self.annotate(last_changed=self.listed().latest_change_subquery("updated_at"))

    def find_by_name(self, name):
        """The thing of this name, however it is written; None if nothing has it."""
        return self.filter(name_key=name).first() if name else None

    def get_or_create_named(self, name):
        """The thing of this name, stored now if it is new.

        Of several who store it at once each gets the same one.
        """
        while not (found := self.find_by_name(name)):
            new = self.model(**{self.model.name_field: name})
            new.slug = new.propose_slug()
            try:
                with transaction.atomic():
                    new.save(force_insert=True)
            except IntegrityError:
                if not self.find_by_name(name) and self.is_slug_free(new.slug):
                    raise  # neither its name nor its address is what stands in the way
            else:
                return new
        return found


class NamedModel(SlugMixin):
    """Is known by the name in its field `name_field`; its `name_key` is unique in the database."""

    updated_at = models.DateTimeField(_("last changed"), auto_now=True, null=True)

    NAME_TAKEN = _("“%(name)s” is here already.")

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if existing := self.namesake:
            raise ValidationError({self.name_field: NameTaken(existing, self.NAME_TAKEN)})

    @property
    def namesake(self):
        """The other one that has this name; None if there is none."""
        others = type(self).objects.exclude(pk=self.pk)
        return others.find_by_name(str(self))
