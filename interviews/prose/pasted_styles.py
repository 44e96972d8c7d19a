"""What the styles of pasted HTML mean: bold, italic, struck, hidden, the mark of a list. Pure."""

import re

from interviews.prose.runs import CODE, EMPHASIS, STRIKE, STRONG

SHEET = re.compile(r"<style\b", re.IGNORECASE)
SHEET_END = re.compile(r"</style", re.IGNORECASE)
RULE = re.compile(r"\.([\w-]{1,100})\s*\{([^{}]{0,2000})\}")
MAX_RULES = 2000
FORMATTED_BY_TAG = {
    **dict.fromkeys(("b", "strong"), STRONG),
    **dict.fromkeys(("i", "em", "cite"), EMPHASIS),
    **dict.fromkeys(("s", "del", "strike"), STRIKE),
    "code": CODE,
}


class StyleSheet:
    """The styles of the classes in pasted HTML: {name of a class: declarations}."""

    def __init__(self, rules):
        self.rules = rules

    def get_style(self, attributes):
        """Return the CSS declarations of an element: first of its classes, then its own."""
        style = {}
        for name in (attributes.get("class") or "").split()[:20]:
            style |= self.rules.get(name, {})
        return style | read_declarations(attributes.get("style") or "")


def read_style_sheets(html):
    """Return the StyleSheet of all <style> elements."""
    # An element that is not closed ends where the next one begins, so each letter is read once.
    sheets = (SHEET_END.split(part, 1)[0] for part in SHEET.split(html)[1:])
    rules = [rule for sheet in sheets for rule in RULE.findall(sheet)]
    return StyleSheet({name: read_declarations(text) for name, text in rules[:MAX_RULES]})


def read_declarations(text):
    pairs = (each.partition(":") for each in text.split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _colon, value in pairs}


def get_marks(tag, style, marks):
    """Return the marks inside an element of this tag and style, `marks` being those around it."""
    if mark := FORMATTED_BY_TAG.get(tag):
        marks |= {mark}
    marks = _set(marks, STRONG, _is_bold(style.get("font-weight", "")))
    marks = _set(marks, EMPHASIS, _is_italic(style.get("font-style", "")))
    struck = "line-through" in style.get("text-decoration", "")
    struck = struck or "line-through" in style.get("text-decoration-line", "")
    return _set(marks, STRIKE, struck or None)


def _set(marks, mark, is_set):
    if is_set is None:
        return marks
    return marks | {mark} if is_set else marks - {mark}


def _is_bold(weight):
    if weight.isdecimal():
        return int(weight[:5]) >= 600
    return {"bold": True, "bolder": True, "normal": False, "lighter": False}.get(weight)


def _is_italic(style):
    if style.startswith("oblique"):
        return True
    return {"italic": True, "normal": False}.get(style)


def is_hidden(style, attributes):
    """Return whether an element is not shown, or belongs to a comment on the text."""
    comment = style.get("mso-element", "").startswith("comment")
    comment = comment or "MsoCommentReference" in (attributes.get("class") or "")
    return comment or style.get("display") == "none" or style.get("mso-hide") == "all"


def is_list_mark(style):
    """Return whether an element is the bullet or the number that Word writes before an item."""
    return style.get("mso-list") == "ignore"
