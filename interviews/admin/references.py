"""What a form refers to, such as a person, may be merged or deleted while the form is open."""

from django import forms
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from interviews.admin.primary_keys import is_key
from interviews.models import FormerKey
from interviews.models.named import NamedModel


class FollowsMerges:
    """Mixin: takes the key of a row that was merged for the row that it was merged into."""

    model = None
    followed = {}  # {sent key: key of the row that stayed}

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            sent = value if isinstance(value, list) else [value]
            self.followed = _find_present_keys(self.model or self.queryset.model, sent)
            if not self.followed:
                raise
            return super().clean(self._follow(value))

    def prepare_value(self, value):
        # If the form is refused for another reason, it shows the row that stayed.
        return super().prepare_value(self._follow(value))

    def _follow(self, value):
        if not self.followed:
            return value
        if isinstance(value, list):
            return list(dict.fromkeys(self.followed.get(key, key) for key in value))
        return self.followed.get(value, value)


class FollowingChoiceField(FollowsMerges, forms.ModelChoiceField):
    pass


class FollowingMultipleChoiceField(FollowsMerges, forms.ModelMultipleChoiceField):
    pass


def _find_present_keys(model, sent):
    keys = {key: int(key) for key in sent if is_key(key)}
    rows = FormerKey.objects.find_rows(model, keys.values())
    found = {key: rows[number].pk for key, number in keys.items() if number in rows}
    return {key: str(present) for key, present in found.items() if present != keys[key]}


def following_merges(db_field):
    """Return the arguments by which the form field of a relation follows merges."""
    if not (db_field.is_relation and issubclass(db_field.related_model or object, NamedModel)):
        return {}
    one, several = FollowingChoiceField, FollowingMultipleChoiceField
    return {"form_class": several if db_field.many_to_many else one}


class TriesTwice:
    """Mixin: checks a form again if a row was added or deleted between the check and the commit.

    The second time, the form follows or names what changed.
    """

    def changeform_view(self, request, *args, **kwargs):
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            # Django has no other way to take back “Saved.”, which is not true.
            get_messages(request)._queued_messages.clear()
            return super().changeform_view(request, *args, **kwargs)
