"""The words that the tokens of Markdown say, without their markup.."""

from itertools import takewhile


def words(tokens, pictures=True):
    """Return what inline tokens say; a picture says its alternative text, unless left out."""
    return "".join(_said(token, pictures) for token in tokens)


def _said(token, pictures):
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    if token.type == "image":
        return words(token.children or ()) if pictures else ""
    return words(token.children, pictures) if token.children else token.content


def lines(tokens, pictures=True, numbers=True):
    """Yield what each block says that holds words; an item of a list with its number or mark."""
    marks = []
    for token in tokens:
        if token.type == "list_item_open" and numbers:
            marks.append(f"{token.meta.get('number', '')}{token.markup}")
        elif token.type == "list_item_close" or token.content:
            said = " ".join(filter(None, [*marks, words([token], pictures).strip()]))
            marks = []
            if said:
                yield said


def without_notes(tokens):
    """Return the tokens before the footnotes, which stand last."""
    return list(takewhile(lambda token: token.type != "footnote_block_open", tokens))
