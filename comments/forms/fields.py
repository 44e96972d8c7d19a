"""Form fields for readers' input."""

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
    # Not type=url: browsers would refuse an address without a scheme before we could add one.
    widget = forms.TextInput(
        attrs={"autocomplete": "url", "autocapitalize": "none", "inputmode": "url"}
    )

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", **kwargs)

    def to_python(self, value):
        # A browser reads “//example.org” as an address, but nobody types that on purpose.
        typed = str(value or "").strip()
        if typed.startswith(("/", "\\")) or characters.find_abuse(typed) or _has_user(typed):
            raise ValidationError(self.default_validators[0].message, code="invalid")
        return super().to_python(value)


def _has_user(address):
    """Whether an address has a user before its host, which readers could take for the host."""
    return "@" in address.partition("://")[2].partition("/")[0].partition("?")[0]


class VisibleTextField(forms.CharField):
    """Text that is not invisible; line feeds only, no blanks at the end of lines."""

    default_error_messages = {
        "invisible": _("This looks blank to readers. Write something they can see.")
    }

    def to_python(self, value):
        lines = normalize_line_endings(super().to_python(value)).split("\n")
        return "\n".join(map(str.rstrip, lines))

    def has_changed(self, initial, data):
        """Compare normalized values, since browsers send other line ends than we store."""
        return not self.disabled and self.to_python(initial) != self.to_python(data)

    def validate(self, value):
        super().validate(value)
        if value and characters.is_blank(value):
            raise ValidationError(self.error_messages["invisible"], code="invisible")


class BodyField(VisibleTextField):
    """The Markdown of a reply, which must render as something visible."""

    def clean(self, value):
        body = super().clean(value)
        if body and rendering.is_blank_when_rendered(body):
            raise ValidationError(self.error_messages["invisible"], code="invisible")
        return body


class AuthorNameField(VisibleTextField):
    """A name of one line, without characters that change the direction of the text."""

    def to_python(self, value):
        turning = dict.fromkeys(prose.BIDI_CONTROLS)
        return unicodedata.normalize("NFC", super().to_python(value)).translate(turning)

    def validate(self, value):
        super().validate(value)
        if characters.has_controls(value):
            raise ValidationError(_("Put your name on one line."), code="line_break")
