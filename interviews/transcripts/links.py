"""Attaches definitions of reference links and footnotes to the texts that use them."""

import re

from django.utils.translation import gettext as _

from interviews.transcripts.blocks import FOOTNOTE, LINK, BlockKind
from interviews.transcripts.transcript import ParagraphRole

USE = re.compile(r"\[(\^?(?:[^\[\]\\]|\\.){1,200})\]")
REFERENCE = re.compile(
    r"\[((?:[^\[\]\\]|\\.){1,300})\](?:\[((?:[^\[\]\\]|\\.){0,200})\]|(?![\[(:]))"
)
# The address of a link, not of a picture, without the name of a site.
RELATIVE = re.compile(
    r"(?<!!)\[[^\[\]\n]{1,200}\]\((?![a-z][a-z0-9+.-]*:|//|#)[^()\s]*[/.][^()\s]*\)", re.IGNORECASE
)
TARGET = re.compile(r"[^\n]*?\]:[ \t]*(.*?)[ \t]*$")


def warn_about_relative(blocks):
    """Return a warning with the number of links that only the site of the source can follow."""
    count = sum(len(RELATIVE.findall(block.text)) for block in blocks)
    warning = _("Links that lead nowhere outside the site of the source: %d.")
    return [warning % count] if count else []


def drop_definitions(blocks):
    """Mark definitions as left out; assembly.py attaches each to the texts that use it."""
    for block in blocks:
        if block.kind in (BlockKind.LINK, BlockKind.FOOTNOTE) and block.role is None:
            block.set_role(
                ParagraphRole.LEFT_OUT, _("Addresses of links, or footnotes, used in no answer.")
            )


class Definitions:
    """The definitions among left-out paragraphs, and which of them are used."""

    def __init__(self, paragraphs):
        self.by_name, self.used, self.utterances = {}, set(), {}
        for paragraph in paragraphs:
            for name, definition in _definitions(paragraph):
                self.by_name.setdefault(name, definition)
                self.utterances.setdefault(name, paragraph.utterances)

    def add_utterances(self, row, *texts):
        """Add to a row the numbers of the utterances with the definitions that its texts use."""
        names = [name for text in texts for name in self._find_names(text)]
        used = {number for name in names for number in self.utterances[name]}
        row.utterances = sorted({*row.utterances, *used})

    def _find_names(self, text):
        names = self._used_in(text)
        # A footnote may use links itself.
        return names | {n: None for name in names for n in self._used_in(self.by_name[name])}

    def append_definitions(self, text):
        """Return a text followed by the definitions that it uses."""
        names = self._find_names(text)
        self.used |= {self.by_name[name] for name in names}
        return "\n\n".join([text, *(self.by_name[name] for name in names)])

    def inline_links(self, text):
        """Return a text with inline links, for questions, which are one line."""
        text = REFERENCE.sub(self._with_address, text) if self.by_name and "[" in text else text
        return self.append_definitions(text)

    def get_unused_text(self, paragraph):
        """Return a left-out paragraph without the definitions that were used."""
        definitions = list(_definitions(paragraph))
        if not definitions:
            return paragraph.text
        return "\n".join(text for _name, text in definitions if text not in self.used)

    def _used_in(self, text):
        """Return the names of the definitions that a text uses, in order, as keys of a dict."""
        if not self.by_name or "[" not in text:
            return {}
        names = map(_normal, USE.findall(text))
        return {name: None for name in names if name in self.by_name}

    def _with_address(self, match):
        words, name = match[1], _normal(match[2] or match[1])
        if name.startswith("^") or name not in self.by_name:
            return match[0]
        return f"[{words}]({TARGET.match(self.by_name[name])[1]})"


def _definitions(paragraph):
    """Yield (name, definition) of a paragraph that consists of definitions only."""
    if paragraph.role != ParagraphRole.LEFT_OUT:
        return
    if match := FOOTNOTE.match(paragraph.text):
        yield "^" + _normal(match[1]), paragraph.text.strip()
        return
    lines = paragraph.text.split("\n")
    matches = [LINK.match(line) for line in lines] if LINK.match(lines[0]) else [None]
    if all(matches):
        for match, line in zip(matches, lines, strict=True):
            yield _normal(match[1]), line.strip()


def _normal(name):
    return " ".join(name.split()).casefold()
