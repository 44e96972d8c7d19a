"""Where the links of an editor's Markdown lead. Pure."""

from interviews.prose.grammar import EDITOR_GRAMMAR, parse

MARKS_OF_LINKS = ("](", "][", "]:", "<http")


def find_link_targets(text):
    """Return the URLs of the links in an editor's Markdown, in their order."""
    if not any(mark in text for mark in MARKS_OF_LINKS):
        return []  # most texts have no link, and parsing takes time
    tokens = parse(EDITOR_GRAMMAR, text, {"level": 2}) or []
    inline = (child for token in tokens for child in token.children or ())
    return [child.attrs["href"] for child in inline if child.type == "link_open"]
