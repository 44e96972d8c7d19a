"""What a reader may send."""

import hashlib
import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from comments import screening
from comments.models import Reply
from interviews.addresses import KeyConverter
from interviews.models import Exchange

KEY = re.compile(KeyConverter.regex)


class WebsiteField(forms.URLField):
    """An http address; one typed without its scheme is taken to be https."""

    default_validators = [URLValidator(schemes=["http", "https"])]
    widget = forms.URLInput(attrs={"autocomplete": "url"})

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", **kwargs)


class ReplyForm(forms.ModelForm):
    """A reply to an interview, or to one of its answers (`to`, the exchange's key)."""

    to = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)

    class Meta:
        model = Reply
        fields = ["body", "name", "email", "website"]
        widgets = {
            "body": forms.Textarea(attrs={"rows": 7}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        field_classes = {"website": WebsiteField}
        labels = {"body": _("Your reply")}
        help_texts = {
            "email": _("Never shown."),
            "website": _("Optional."),
            "body": _("You can use *emphasis*, [links](https://example.org) and > quotations."),
        }

    def __init__(self, *args, interview, to=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.interview = interview
        self.instance.interview = interview
        self.initial["to"] = to if self._standing(to) else ""

    @cached_property
    def exchange(self):
        """The exchange that is replied to, or None where it is the interview."""
        return self._standing(self["to"].value())

    def _standing(self, key):
        answers = Exchange.objects.standing().filter(interview=self.interview)
        return answers.filter(key=key).first() if KEY.fullmatch(key or "") else None

    def clean_name(self):
        return self._visible("name")

    def clean_body(self):
        return self._visible("body")

    def clean_to(self):
        if self.cleaned_data["to"] and self.exchange is None:
            # Sent once more, it would be refused for ever if the form kept the key.
            self.data = self.data.copy()
            self.data[self.add_prefix("to")] = ""
            raise ValidationError(
                _(
                    "The answer you reply to is not there any more. Send this once more, "
                    "and it stands under the interview as a whole."
                )
            )
        self.instance.exchange = self.exchange
        return self.cleaned_data["to"]

    def _visible(self, name):
        """The field's text, refused if nothing of it could be seen."""
        text = self.cleaned_data[name]
        if all(unicodedata.category(c)[0] in "CZ" or c == "\u2800" for c in text):
            raise ValidationError(self.fields[name].error_messages["required"], code="required")
        return text

    def save(self):
        """Store the reply once: what was sent twice lands on the row that is there already."""
        reply = super().save(commit=False)
        reply.held_because = screening.hold(reply)
        reply.fingerprint = self._fingerprint(reply)
        try:
            with transaction.atomic():
                reply.save()
        except IntegrityError:
            return Reply.objects.get(fingerprint=reply.fingerprint)
        return reply

    def _fingerprint(self, reply):
        said = [reply.interview_id, reply.exchange_id, reply.name, reply.email, reply.body]
        return hashlib.sha256("\x00".join(map(str, said)).encode()).hexdigest()
