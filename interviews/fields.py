"""What our model fields have in common."""

from django.db import models


class DjangoFieldInMigrations(models.Field):
    """Mixin for a model field: migrations know it by the Django field that it extends.

    So no migration imports code of ours, which may have changed or gone by the time it runs.
    What the field adds, such as validators or defaults that are functions, happens in Python
    and makes no difference to the table.
    """

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        django_field = next(c for c in type(self).__mro__ if c.__module__.startswith("django."))
        if callable(kwargs.get("default")):
            del kwargs["default"]
        return name, f"django.db.models.{django_field.__name__}", args, kwargs


class NormalizedField(DjangoFieldInMigrations):
    """For a field of text: what is stored, and what is looked for, is what `normal()` makes of it.

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
