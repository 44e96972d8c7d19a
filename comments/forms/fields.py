"""The fields of what a reader may send."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from comments.moderation.screening import characters, rendering
from interviews import prose
from interviews.line_endings import normalize_line_endings


class WebsiteField(forms.URLField):
    """An http address; one typed without its scheme is taken to be https."""

    default_error_messages = {"invalid": _("Enter a web address, such as https://example.org.")}
    default_validators = [
        URLValidator(schemes=["http", "https"], message=default_error_messages["invalid"])
    ]
    # No input of the type url: a browser would refuse what lacks a scheme before we could add it.
    widget = forms.TextInput(
        attrs={"autocomplete": "url", "autocapitalize": "none", "inputmode": "url"}
    )

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", **kwargs)

    def to_python(self, value):
        # “//example.org” is an address to a browser, and no place that anybody types.
        typed = str(value or "").strip()
        if typed.startswith(("/", "\\")) or characters.abuses(typed) or _names_somebody(typed):
            raise ValidationError(self.default_validators[0].message, code="invalid")
        return super().to_python(value)


def _names_somebody(address):
    """Whether it has a user before its host, which reads as if that were the host."""
    return "@" in address.partition("://")[2].partition("/")[0].partition("?")[0]


class VisibleTextField(forms.CharField):
    """Text of which something can be seen; line ends as they are kept, no blanks before them."""

    default_error_messages = {
        "unseen": _("Nothing of this would be seen. Write the words that readers should see.")
    }

    def to_python(self, value):
        lines = normalize_line_endings(super().to_python(value)).split("\n")
        return "\n".join(map(str.rstrip, lines))

    def has_changed(self, initial, data):
        """Whether it says something else: a browser sends other line ends than are kept."""
        return not self.disabled and self.to_python(initial) != self.to_python(data)

    def validate(self, value):
        super().validate(value)
        if value and characters.is_blank(value):
            raise ValidationError(self.error_messages["unseen"], code="unseen")


class BodyField(VisibleTextField):
    """The Markdown of a reply, of which a reader would see something."""

    def clean(self, value):
        body = super().clean(value)
        if body and rendering.shows_nothing(body):
            raise ValidationError(self.error_messages["unseen"], code="unseen")
        return body


class NameField(VisibleTextField):
    """A name of one line, in which nothing turns the direction of what follows it."""

    def to_python(self, value):
        turning = dict.fromkeys(prose.BIDI_CONTROLS)
        return unicodedata.normalize("NFC", super().to_python(value)).translate(turning)

    def validate(self, value):
        super().validate(value)
        if characters.has_controls(value):
            raise ValidationError(_("A name has one line."), code="lines")
