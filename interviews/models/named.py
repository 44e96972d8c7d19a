"""What has a page under a name has that name alone."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from interviews.models.addressed import Addressed, AddressedQuerySet


class NameTaken(ValidationError):
    """Refuses a name; `existing` is the thing that has it."""

    def __init__(self, existing, why):
        super().__init__(why % {"name": existing}, code="name_taken")
        self.existing = existing


class NamedQuerySet(AddressedQuerySet):
    def named(self, name):
        """The thing of this name, however it is written; None if nothing has it."""
        return self.filter(name_key=name).first() if name else None

    def named_or_new(self, name):
        """The thing of this name, stored now if it is new.

        Of several who store it at once each gets the same one.
        """
        while not (found := self.named(name)):
            new = self.model(**{self.model.named_by: name})
            new.slug = new.propose_slug()
            try:
                with transaction.atomic():
                    new.save(force_insert=True)
            except IntegrityError:
                if not self.named(name) and self.is_free(new.slug):
                    raise  # neither its name nor its address is what stands in the way
            else:
                return new
        return found


class Named(Addressed):
    """Is known by the name in its field `named_by`; its `name_key` is unique in the database."""

    NAME_TAKEN = _("“%(name)s” is here already.")

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if existing := self.namesake:
            raise ValidationError({self.named_by: NameTaken(existing, self.NAME_TAKEN)})

    @property
    def namesake(self):
        """The other one that has this name; None if there is none."""
        others = type(self).objects.exclude(pk=self.pk)
        return others.named(getattr(self, self.named_by))
