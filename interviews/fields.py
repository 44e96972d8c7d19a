"""Mixins for the model fields of this project."""

from django.db import models


class DjangoFieldInMigrations(models.Field):
    """Mixin for a model field that appears in migrations as the Django field that it extends.

    So migrations import none of our code, which may have changed by the time they run. Validators
    and defaults that are functions run in Python and do not affect the table.
    """

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        django_field = next(c for c in type(self).__mro__ if c.__module__.startswith("django."))
        if callable(kwargs.get("default")):
            del kwargs["default"]
        return name, f"django.db.models.{django_field.__name__}", args, kwargs


class NormalizedField(DjangoFieldInMigrations):
    """A text field that applies `normal()` to stored values and to values in lookups.

    An instance has the normal form once it was cleaned or saved.
    """

    @staticmethod
    def normal(text):
        raise NotImplementedError

    def to_python(self, value):
        value = super().to_python(value)
        return self.normal(value) if isinstance(value, str) else value

    def pre_save(self, instance, add):
        value = super().pre_save(instance, add)
        if isinstance(value, str):
            value = self.to_python(value)
            setattr(instance, self.attname, value)
        return value
