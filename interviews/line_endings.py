"""Line ends: browsers send CRLF, and what is stored has LF."""

from django import forms


def normalize_line_endings(value):
    """The same text with LF at the end of each line; what is not a text stays as it is."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    return value


class LineFeedField(forms.BoundField):
    """A field of a form that receives each text with LF; see Form.bound_field_class."""

    @property
    def data(self):
        return normalize_line_endings(super().data)
