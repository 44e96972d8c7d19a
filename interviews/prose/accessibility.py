"""What makes an editor's Markdown hard to use with a screen reader. Pure."""

import re
from itertools import pairwise, takewhile

from interviews.prose.grammar import EDITOR_GRAMMAR, parse
from interviews.prose.link_targets import MARKS_OF_LINKS
from interviews.prose.token_text import get_text

HEADING = re.compile(r"^ {0,3}(#{1,6} |-{3,}|={3,})", re.MULTILINE)
# Screen readers list the links of a page without the words around them.
VAGUE_LINK = re.compile(
    r"(?:here|click here|this|this link|this page|link|more|read more|learn more|see here|source|"
    "hier|mehr|weiterlesen|klick hier|ici|cliquez ici|lien|plus|en savoir plus|"
    "aquí|haga clic aquí|enlace|más|leer más|qui|clicca qui|di più|leggi|aqui|clique aqui|mais|"
    "här|klicka här|her|klik her|klikk her|klik hier|meer|lees meer|tutaj|kliknij tutaj|więcej|"
    "zde|klikněte zde|více|tukaj|itt|kattintson ide|tovább|aici|mai mult|burada|tıklayın|εδώ|"
    r"περισσότερα|здесь|тут|тук|подробнее|ссылка|こちら|ここ|這裡|这里|點擊這裡|点击这里|여기)?"
    r"[\s.…:>»→]*",
    re.IGNORECASE,
)
VAGUE_DESCRIPTION = re.compile(
    r"(?:img|dsc|dscn|pxl|screenshot|image|picture|photo|foto|bild|untitled)?[\W\d_]*|"
    r"\S+\.(?:jpe?g|png|webp|avif|gif|heic)|(?:an? )?(?:image|picture|photo)(?: of)?",
    re.IGNORECASE,
)


def find_skipped_headings(text):
    """Return the headings that are more than one level below the heading before them."""
    if not HEADING.search(text):
        return []
    tokens, level, skipped = _parse(text), 1, []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            before, level = level, int(opening.tag[1])
            if level > before + 1:
                skipped.append(get_text(inline.children).strip())
    return skipped


def find_vague_links(text):
    """Return the words of the links that do not tell where they lead; “[]” if there are none."""
    if not any(mark in text for mark in MARKS_OF_LINKS):
        return []
    words = [" ".join(each.split()) for each in _list_link_texts(text)]
    return [each or "[]" for each in words if VAGUE_LINK.fullmatch(each)]


def find_vague_descriptions(text):
    """Return the alternative texts that are the name of a file, or that say “picture”."""
    if "![" not in text:
        return []
    inline = (child for token in _parse(text) for child in token.children or ())
    texts = [get_text([each]).strip() for each in inline if each.type == "image"]
    return [each for each in texts if each and is_vague_description(each)]


def is_vague_description(text):
    """Whether an alternative text tells nothing about its picture."""
    return VAGUE_DESCRIPTION.fullmatch(text.strip()) is not None


def _list_link_texts(text):
    for token in _parse(text):
        children = iter(token.children or ())
        for child in children:
            if child.type == "link_open":
                yield get_text(takewhile(lambda each: each.type != "link_close", children))


def _parse(text):
    return parse(EDITOR_GRAMMAR, text, {"level": 2}) or []
