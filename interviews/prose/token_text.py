"""The plain text of Markdown tokens."""

from itertools import takewhile


def get_text(tokens, pictures=True):
    """Return the text of inline tokens; pictures=False leaves alternative texts out."""
    return "".join(_get_token_text(token, pictures) for token in tokens)


def _get_token_text(token, pictures):
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    if token.type == "image":
        return get_text(token.children or ()) if pictures else ""
    return get_text(token.children, pictures) if token.children else token.content


def get_lines(tokens, pictures=True, numbers=True):
    """Yield the text of each block that has any; list items with their number or bullet."""
    marks = []
    for token in tokens:
        if token.type == "list_item_open" and numbers:
            marks.append(f"{token.meta.get('number', '')}{token.markup}")
        elif token.type == "list_item_close" or token.content:
            line = " ".join(filter(None, [*marks, get_text([token], pictures).strip()]))
            marks = []
            if line:
                yield line


def drop_footnotes(tokens):
    """Return the tokens before the footnotes, which are always last."""
    return list(takewhile(lambda token: token.type != "footnote_block_open", tokens))
