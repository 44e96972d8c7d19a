"""Reads OpenDocument texts (.odt) as HTML.

odfdo would bring lxml; what a transcript needs of OpenDocument is a dozen elements.
"""

from html import escape
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from interviews.transcripts.formats.archives import refuse_damaged
from interviews.transcripts.transcript import Unreadable

CONTENT, STYLES = "content.xml", "styles.xml"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FORMAT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
LINK = "{http://www.w3.org/1999/xlink}href"
# Deleted text, the remarks of editors, and lists of fields.
UNSPOKEN = {TEXT + "tracked-changes", OFFICE + "annotation", TEXT + "sequence-decls"}
DEEPEST = 100
INLINE = {
    TEXT + "line-break": "<br>",
    TEXT + "tab": "\t",
    TEXT + "soft-page-break": "",
}


def detect_format(parts):
    """Return whether the XML of an archive is an OpenDocument text."""
    return CONTENT in parts and b"urn:oasis:names:tc:opendocument" in parts[CONTENT]


def to_html(parts):
    """Return an OpenDocument text as HTML, without pictures; raise Unreadable if it is damaged."""
    try:
        trees = [ElementTree.fromstring(parts[p]) for p in (STYLES, CONTENT) if p in parts]  # noqa: S314
    except ElementTree.ParseError as error:
        raise refuse_damaged() from error
    writer = Writer(_read_styles(trees))
    body = trees[-1].find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Unreadable(_("This document is not a text."))
    writer.write_children(body, 0)
    return "".join([*writer.pieces, *writer.notes])


def _read_styles(trees):
    """Return {style: (its parent, {property: value})}."""
    return {
        style.get(STYLE + "name"): (
            style.get(STYLE + "parent-style-name"),
            dict(properties.attrib)
            if (properties := style.find(STYLE + "text-properties")) is not None
            else {},
        )
        for tree in trees
        for style in tree.iter(STYLE + "style")
    }


class Writer:
    """Writes elements of OpenDocument as HTML into `pieces`, and footnotes into `notes`."""

    def __init__(self, styles):
        self.styles, self.pieces, self.notes = styles, [], []

    def write_children(self, element, depth):
        if depth > DEEPEST:
            raise Unreadable(_("This document is nested too deeply."))
        self.pieces.append(escape(element.text or ""))
        for child in element:
            if child.tag not in UNSPOKEN:
                self._write(child, depth + 1)
            self.pieces.append(escape(child.tail or ""))

    def _write(self, element, depth):
        if element.tag in INLINE:
            self.pieces.append(INLINE[element.tag])
        elif element.tag == TEXT + "s":
            self.pieces.append(" ")
        elif element.tag == TEXT + "note":
            self._write_note(element, depth)
        else:
            opening, closing = self._get_tags(element)
            self.pieces.append(opening)
            self.write_children(element, depth)
            self.pieces.append(closing)

    def _get_tags(self, element):
        kind = element.tag.removeprefix(TEXT)
        if kind in ("p", "h", "span"):
            level = element.get(TEXT + "outline-level", "1")
            tag = kind if kind != "h" else f"h{level if level in '123456' else 6}"
            style = self._get_css(element.get(TEXT + "style-name")) if kind != "h" else ""
            return f'<{tag} style="{style}">', f"</{tag}>"
        if kind == "a":
            return f'<a href="{escape(element.get(LINK) or "")}">', "</a>"
        tag = {"list": "ul", "list-item": "li", "list-header": "li"}.get(kind)
        return (f"<{tag}>", f"</{tag}>") if tag else ("", "")

    def _get_css(self, name):
        """Return the bold and italic of a style and its parents as CSS."""
        css = {}
        for _step in range(10):
            name, properties = self.styles.get(name, (None, {}))
            for key in ("font-weight", "font-style"):
                if value := properties.get(FORMAT + key):
                    css.setdefault(key, value)
        return escape(";".join(f"{key}:{value}" for key, value in css.items()))

    def _write_note(self, element, depth):
        """Write a footnote as LibreOffice does in HTML, so that it is read as one."""
        number = len(self.notes) + 1
        anchor = (
            f'<a name="sdfootnote{number}anc" href="#sdfootnote{number}sym"><sup>{number}</sup></a>'
        )
        self.pieces.append(anchor)
        outer, self.pieces = self.pieces, []
        body = element.find(TEXT + "note-body")
        if body is not None:
            self.write_children(body, depth)
        inner, self.pieces = "".join(self.pieces), outer
        back = f'<a name="sdfootnote{number}sym" href="#sdfootnote{number}anc">{number}</a>'
        self.notes.append(f'<div id="sdfootnote{number}"><p>{back}{inner}</p></div>')
