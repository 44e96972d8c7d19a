"""Checks feeds against RFC 4287, JSON Feed 1.1 and rules of our own.

Each function returns one sentence for each fault.
"""

import json
import re
from collections import Counter
from datetime import datetime
from html.parser import HTMLParser
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ADDRESS = re.compile(r"(https?|mailto):\S+\Z|tag:[\w.-]+,\d{4}(-\d\d){0,2}:\S+\Z")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\Z")
LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*\Z")

# How often an element may occur in a feed and in an entry (RFC 4287, 4.1.1 and 4.1.2).
ONE, AT_MOST_ONE, ANY = (1, 1), (0, 1), (0, 10_000)
FEED_ELEMENTS = {
    "author": (1, 10_000), "category": ANY, "contributor": ANY, "generator": AT_MOST_ONE,
    "icon": AT_MOST_ONE, "id": ONE, "link": ANY, "logo": AT_MOST_ONE, "rights": AT_MOST_ONE,
    "subtitle": AT_MOST_ONE, "title": ONE, "updated": ONE, "entry": ANY,
}  # fmt: skip
ENTRY_ELEMENTS = {
    "author": (1, 10_000), "category": ANY, "content": AT_MOST_ONE, "contributor": ANY, "id": ONE,
    "link": ANY, "published": AT_MOST_ONE, "rights": AT_MOST_ONE, "source": AT_MOST_ONE,
    "summary": AT_MOST_ONE, "title": ONE, "updated": ONE,
}  # fmt: skip
IN_PERSON = {"name": ONE, "uri": AT_MOST_ONE, "email": AT_MOST_ONE}

TEXTS = {"title", "subtitle", "summary", "rights", "content"}
HARMFUL = {"script", "style", "iframe", "object", "embed", "form", "svg", "math", "base", "link"}


def find_atom_faults(text):
    """Return the faults of a whole feed document."""
    feed = ElementTree.fromstring(text)
    if feed.tag != f"{ATOM}feed":
        return [f"The root is {feed.tag}."]
    entries = feed.findall(f"{ATOM}entry")
    found = [*_elements(feed, FEED_ELEMENTS), *_links(feed)]
    if not LANGUAGE.match(feed.get(LANG, "")):
        found.append("It does not say its language.")
    if not [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]:
        found.append("It does not say where it is itself.")
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    found += [f"{each} stands {count} times." for each, count in ids.items() if count > 1]
    for entry in entries:
        found += [*_elements(entry, ENTRY_ELEMENTS), *_links(entry)]
        content = entry.find(f"{ATOM}content")
        found += find_html_faults(content.text) if content is not None else ["No content."]
    return found


def _elements(parent, allowed):
    counts = Counter(child.tag.removeprefix(ATOM) for child in parent)
    for name in counts.keys() - allowed.keys():
        yield f"{name} has no place in {parent.tag}."
    for name, (least, most) in allowed.items():
        if not least <= counts[name] <= most:
            yield f"{name} stands {counts[name]} times in {parent.tag}."
    for child in parent:
        yield from _element(child, child.tag.removeprefix(ATOM))


def _element(child, name):
    words = child.text or ""
    if name in ("author", "contributor"):
        yield from _elements(child, IN_PERSON)
    if name in TEXTS and (child.get("type") not in (None, "text", "html") or len(child)):
        yield f"{name} is no text construct."
    if name in ("updated", "published") and not _is_instant(words):
        yield f"{name} is {words}."
    if name in ("id", "uri") and not ADDRESS.match(words):
        yield f"{name} is {words}."
    if name in ("name", "title") and not words.strip():
        yield f"{name} is empty."
    if name == "category" and not child.get("term"):
        yield "A category has no term."


def _links(parent):
    links = [(link.get("rel"), link.get("href", "")) for link in parent.findall(f"{ATOM}link")]
    if [rel for rel, _href in links].count("alternate") != 1:
        yield "There is not one page that it stands for."
    yield from (f"{href} is no address." for _rel, href in links if not ADDRESS.match(href))


def _is_instant(words):
    return bool(INSTANT.match(words) and datetime.fromisoformat(words))


TOP = {
    "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str,
    "user_comment": str, "next_url": str, "icon": str, "favicon": str, "authors": list,
    "language": str, "expired": bool, "hubs": list, "items": list,
}  # fmt: skip
ITEM = {
    "id": str, "url": str, "external_url": str, "title": str, "content_html": str,
    "content_text": str, "summary": str, "image": str, "banner_image": str,
    "date_published": str, "date_modified": str, "authors": list, "tags": list,
    "language": str, "attachments": list,
}  # fmt: skip
AUTHOR = {"name": str, "url": str, "avatar": str}


def find_json_faults(text):
    """Return the faults of a whole feed document."""
    feed = json.loads(text)
    found = [*_facts(feed, TOP, needed=("version", "title", "items", "feed_url", "authors"))]
    found += ["Nobody is an author." for each in [feed, *feed["items"]] if not each["authors"]]
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        found.append(f"The version is {feed.get('version')}.")
    ids = Counter(item.get("id") for item in feed["items"])
    found += [f"{each} stands {count} times." for each, count in ids.items() if count > 1]
    for item in feed["items"]:
        found += _facts(
            item, ITEM, needed=("id", "url", "content_html", "authors", "date_modified")
        )
        found += find_html_faults(item["content_html"])
    return found


def _facts(facts, known, needed):
    for name, value in facts.items():
        right = value not in ("", None) and isinstance(value, known.get(name, ()))
        if right and name.endswith(("url", "image")):
            right = ADDRESS.match(value)
        if right and name.startswith("date_"):
            right = _is_instant(value)
        if not right:
            yield f"{name} is {value!r}."
    yield from (f"{name} is missing." for name in needed if name not in facts)
    for author in facts.get("authors", ()):
        yield from _facts(author, AUTHOR, needed=("name",))
    yield from (f"{tag!r} is no tag." for tag in facts.get("tags", ()) if not isinstance(tag, str))


def find_html_faults(html):
    """Return the faults of HTML in an entry: executable markup, and relative URLs."""
    reader = _HTMLReader()
    reader.feed(html or "")
    return reader.found if html else ["The content is empty."]


class _HTMLReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, name, attributes):
        if name in HARMFUL:
            self.found.append(f"There is a {name} in the content.")
        for attribute, value in attributes:
            if attribute.startswith("on") or attribute == "style":
                self.found.append(f"A {name} has {attribute}.")
            if attribute in ("href", "src", "srcset") and not ADDRESS.match(value or ""):
                self.found.append(f"A {name} leads to {value!r}.")
