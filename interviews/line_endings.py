"""Line endings: browsers send CRLF, and the database stores LF."""

from django import forms


def normalize_line_endings(value):
    """Return a text with LF line endings. Other values are returned unchanged."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    return value


class LineFeedField(forms.BoundField):
    """A form field whose texts have LF line endings; see Form.bound_field_class."""

    @property
    def data(self):
        return normalize_line_endings(super().data)
