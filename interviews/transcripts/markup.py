"""Converts HTML in a text to Markdown: pictures, links, emphasis; removes all other tags."""

import re
from dataclasses import replace
from itertools import count

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interviews.transcripts.blocks import Block, BlockKind
from interviews.transcripts.transcript import ParagraphRole

# {{ "/an/address" | filter }}, as site generators write addresses
ADDRESS = re.compile(r"\{\{\s*(?:\"([^\"{}\n]{1,500})\"|'([^'{}\n]{1,500})')[^{}\n]{0,100}\}\}")
# {% image "file" "words" %}; with a class between them, the words come last
PICTURE_TAG = re.compile(r"\{%-?\s*(?:image|img|figure|picture)\w*\s+([^{}\n]{1,2000}?)\s*-?%\}")
QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
ATTRIBUTES = r"(?:\"[^\"]*\"|'[^']*'|[^<>\"'`])*"
PICTURE = re.compile(rf"<img\b({ATTRIBUTES})>", re.IGNORECASE)
ANCHOR = re.compile(
    rf"<a\b({ATTRIBUTES})>([^<>\[\]]*(?:<(?!/?a\b)[^<>]*>[^<>\[\]]*)*)</a>", re.IGNORECASE
)
ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
NUMBER = re.compile("\0([0-9]+)\0")
INLINE_TAG = re.compile(
    rf"</?(?:a|abbr|b|big|br|center|cite|em|font|i|mark|small|span|strong|u)\b{ATTRIBUTES}>"
    r"|<!--[^<>]*-->",
    re.IGNORECASE,
)
ANY_TAG = re.compile(
    r"<!--(?:(?!<!--|-->).)*-->|</?[a-zA-Z!][^<>]*>|\{%[^{}]*%\}|\{\{[^{}]*\}\}", re.DOTALL
)
MARKDOWN = {"b": "**", "strong": "**", "em": "*", "i": "*", "cite": "*", "br": "  \n"}
BARE_PICTURE = re.compile(r"\s*\[?!\[[^\]]*\]\([^()\n]*\)(?:\]\([^()\n]*\))?\s*")
CAN_BE_CODE = re.compile(r"[<{]")


def convert_html(blocks):
    """Return (blocks, warnings); removed tags are listed in a last block, as left out."""
    found, removed, pictures = [], {}, 0
    for block in blocks:
        parts = [block]
        if block.kind != BlockKind.CODE and CAN_BE_CODE.search(block.text):
            parts, code = _remove_code(block)
            removed |= dict.fromkeys(code)
        pictures += sum(map(is_picture, parts))
        found += parts
    if removed:
        reason = _("HTML code; its text and pictures are kept.")
        found.append(
            Block("\n".join(removed), BlockKind.MARKUP, ParagraphRole.LEFT_OUT, reason=reason)
        )
    return found, [_picture_warning(pictures)] if pictures else []


def is_picture(block):
    """Return whether a block is a picture and nothing else."""
    return block.role is None and bool(BARE_PICTURE.fullmatch(block.text))


def _remove_code(block):
    """Return (the parts of a block without its tags, the removed tags)."""
    if block.kind != BlockKind.MARKUP:
        # Code spans stay unchanged: a number replaces each of them meanwhile.
        spans = [found[0] for found in CODE.finditer(block.text)]
        numbers = count()
        text, code = _in_markdown(CODE.sub(lambda _span: f"\0{next(numbers)}\0", block.text))
        text, *code = (NUMBER.sub(lambda n: spans[int(n[1])], each) for each in [text, *code])
        return [replace(block, text=text)], code
    text, code = _in_markdown(block.text)
    code += ANY_TAG.findall(text)
    lines = [" ".join(line.split()) for line in ANY_TAG.sub(" ", text).split("\n")]
    words = "\n".join(line for line in lines if line)
    parts = [part for part in re.split(r"\n(?=!\[)|(?<=\))\n", words) if part]
    return [Block(part, BlockKind.PARAGRAPH) for part in parts], code


def _in_markdown(text):
    """Return (a text with its HTML as Markdown, the replaced tags)."""
    code = []

    def written(pattern, writer, text):
        def one(match):
            code.append(match[0])
            return writer(match)

        return pattern.sub(one, text)

    text = written(ADDRESS, lambda match: match[1] or match[2], text)
    text = written(PICTURE_TAG, lambda match: _convert_tag(match[1]), text)
    text = written(PICTURE, lambda match: _convert_img(match[1]), text)
    text = written(ANCHOR, _convert_anchor, text)
    text = written(INLINE_TAG, _convert_inline_tag, text)
    return text, code


def _convert_tag(words):
    quoted = [first or second for first, second in QUOTED.findall(words)] or [words]
    return _picture(quoted[0], quoted[-1] if len(quoted) > 1 else "")


def _convert_img(words):
    attributes = _attributes(words)
    return _picture(attributes.get("src", ""), attributes.get("alt", ""))


def _convert_anchor(match):
    address, words = _attributes(match[1]).get("href"), match[2].strip()
    return f"[{words}]({_safe(address)})" if address and words else match[2]


def _convert_inline_tag(match):
    return MARKDOWN.get(re.sub(r"\W", "", match[0].split()[0]).lower(), "")


def _attributes(words):
    return {key.lower(): one or two for key, one, two in ATTRIBUTE.findall(words)}


def _picture(address, words):
    """Return a picture in Markdown, or its alternative text if it has no URL."""
    words = " ".join(words.split()).replace("[", "(").replace("]", ")")
    if not address.strip() or "{{" in address:
        return words
    return f"![{words}]({_safe(address)})"


def _safe(address):
    return re.sub(r"[\s()<>]", lambda match: f"%{ord(match[0]):02X}", address.strip())


def _picture_warning(count):
    return (
        ngettext(
            "%d picture is named in the text but did not come with it.",
            "%d pictures are named in the text but did not come with it.",
            count,
        )
        % count
    )
