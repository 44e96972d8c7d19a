"""Reads Word documents (.docx) as HTML, with mammoth."""

import io
import re
import zipfile
from xml.parsers.expat import ExpatError

import mammoth
from django.utils.translation import gettext as _

from interviews.transcripts.formats.archives import refuse_damaged
from interviews.transcripts.transcript import Unreadable

PARAGRAPH = re.compile(rb"<(?:\w+:)?p[\s/>]")
RUN = re.compile(rb"<(?:\w+:)?r[\s/>]")  # of words in one format
# Of all parts; mammoth takes some 150 microseconds for a paragraph, 70 for a run.
MAX_PARAGRAPHS = 10_000
MAX_RUNS = 30_000
DOCUMENT = "word/document"  # the beginning of the name of the part with the text
STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"


def detect_format(parts):
    """Return whether the XML of an archive is a Word document."""
    return any(name.startswith(DOCUMENT) for name in parts)


def to_html(parts):
    """Return a Word document as HTML, without pictures; raise Unreadable if it is damaged."""
    for pattern, most in ((PARAGRAPH, MAX_PARAGRAPHS), (RUN, MAX_RUNS)):
        if sum(len(pattern.findall(content)) for content in parts.values()) > most:
            raise Unreadable(_("This document is too large. Please split it into parts."))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    archive.seek(0)
    try:
        return mammoth.convert_to_html(
            archive,
            style_map=STYLES,
            include_embedded_style_map=False,
            convert_image=lambda _picture: [],
            external_file_access=False,
        ).value
    except (ExpatError, KeyError, ValueError, AttributeError, TypeError, OSError) as error:
        raise refuse_damaged() from error
    except RecursionError as error:
        raise Unreadable(_("This document is nested too deeply.")) from error
