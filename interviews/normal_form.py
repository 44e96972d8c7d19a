"""Text that is stored in one form, however it was typed."""


class InNormalForm:
    """For a field of text: what is stored, and what is looked for, is what `normal()` makes of it.

    An instance has the normal form once it was cleaned or saved. Migrations know the field as the
    one of Django's that it extends, so that they need no code of ours.
    """

    @staticmethod
    def normal(text):
        raise NotImplementedError

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        django_field = next(c for c in type(self).__mro__ if c.__module__.startswith("django."))
        return name, f"django.db.models.{django_field.__name__}", args, kwargs

    def to_python(self, value):
        value = super().to_python(value)
        return self.normal(value) if isinstance(value, str) else value

    def pre_save(self, instance, add):
        value = super().pre_save(instance, add)
        if isinstance(value, str):
            value = self.to_python(value)
            setattr(instance, self.attname, value)
        return value
