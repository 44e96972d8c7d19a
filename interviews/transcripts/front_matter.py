"""Reads the YAML front matter of a file: title, date, summary, tags, people."""

import datetime
import re

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from interviews.languages import validate_language
from interviews.names import normal_name
from interviews.prose.excerpts import truncate
from interviews.transcripts.transcript import Facts, Paragraph, ParagraphRole, Speaker

LONGEST = 64 * 1024  # characters; a longer block is no front matter
LONGEST_NAME, LONGEST_TAG = 200, 100  # characters, as models.Person and models.Topic hold them
LONGEST_LANGUAGE = 20  # characters, as models.Interview holds it
FENCE = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
KEY_LINE = re.compile(r"[A-Za-z][\w-]*\s*:(\s|$)")

TITLE_KEYS = ["title", "headline"]
SUMMARY_KEYS = ["standfirst", "summary", "description", "excerpt", "dek", "subtitle", "abstract"]
DATE_KEYS = ["date", "published", "publish_date", "pub_date", "pubdate", "published_at"]
HELD_ON_KEYS = ["held_on", "recorded", "recorded_on", "interviewed_on", "interview_date"]
LANGUAGE_KEYS = ["language", "lang", "locale"]
TAG_KEYS = ["tags", "topics", "categories", "keywords"]
PEOPLE_KEYS = {
    "interviewer": ["interviewer", "interviewers", "host", "hosts"],
    "subject": ["interviewee", "interviewees", "subject", "subjects", "guest", "guests"],
    "speaker": ["speaker", "speakers", "people", "participants"],
    "author": ["author", "authors", "byline"],
}
KNOWN_KEYS = {
    *TITLE_KEYS,
    *SUMMARY_KEYS,
    *DATE_KEYS,
    *TAG_KEYS,
    *HELD_ON_KEYS,
    *LANGUAGE_KEYS,
}.union({"layout", "slug", "terms", "editing"}, *PEOPLE_KEYS.values())

ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b")
DATE_FORMATS = ["%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d", "%d.%m.%Y"]


class StringLoader(yaml.SafeLoader):
    """Loads every YAML value as a string: no dates, numbers or booleans."""

    yaml_implicit_resolvers = {}


def split(text):
    """Return (Facts, the front matter as a Paragraph or None, the remaining text, warnings)."""
    match = FENCE.match(text.lstrip("\n"), 0, LONGEST)
    if not match:
        return Facts(), None, text, []
    values = _values(match[1])
    body = text.lstrip("\n")[match.end() :]
    if values is None:
        if not KEY_LINE.match(match[1].lstrip()):
            return Facts(), None, text, []
        reason = _("Front matter that could not be read.")
        return (
            Facts(),
            Paragraph(match[0].strip(), ParagraphRole.LEFT_OUT, reason=reason),
            body,
            [reason],
        )
    if not _describes_a_file(values):
        return Facts(), None, text, []
    reason = _("The file’s front matter, which gives title, date, summary and tags.")
    facts = _build_facts(values)
    warnings = _drop_long_values(facts)
    return facts, Paragraph(match[0].strip(), ParagraphRole.LEFT_OUT, reason=reason), body, warnings


def _values(block):
    """Return the mapping in a YAML block, or None."""
    loader = StringLoader(block)
    try:
        values = loader.get_single_data()
    except (yaml.YAMLError, RecursionError, ValueError, TypeError):
        return None
    finally:
        loader.dispose()
    return {str(key): value for key, value in values.items()} if isinstance(values, dict) else None


def _describes_a_file(values):
    """Return whether a mapping is front matter, and not turns (`Name: text`) between rules."""
    keys = {key.casefold() for key in values}
    return bool(keys & KNOWN_KEYS) or all(re.fullmatch(r"[a-z][\w-]*", key) for key in values)


def _build_facts(values):
    values = {key.casefold().replace("-", "_"): value for key, value in values.items()}
    return Facts(
        title=_first(values, TITLE_KEYS),
        date=_date(_first(values, DATE_KEYS)),
        summary=_first(values, SUMMARY_KEYS),
        tags=_tags(values),
        people=_people(values),
        language=_language(_first(values, LANGUAGE_KEYS)),
        held_on=_date(_first(values, HELD_ON_KEYS)),
        terms=_first(values, ["terms"]),
        editing=_first(values, ["editing"]),
    )


def _drop_long_values(facts):
    """Remove names and tags that are too long to be stored; return a warning for each."""
    name = _("A name longer than %(most)d characters was left out: %(it)s")
    tag = _("A tag longer than %(most)d characters was left out: %(it)s")
    names = [person.name for person in facts.people if len(person.name) > LONGEST_NAME]
    tags = [each for each in facts.tags if len(each) > LONGEST_TAG]
    facts.people = [person for person in facts.people if person.name not in names]
    facts.tags = [each for each in facts.tags if each not in tags]
    return [name % {"most": LONGEST_NAME, "it": truncate(each, 60)} for each in names] + [
        tag % {"most": LONGEST_TAG, "it": truncate(each, 60)} for each in tags
    ]


def _first(values, keys):
    """Return the first value of these keys that is a non-empty string, on one line."""
    found = (values[key] for key in keys if isinstance(values.get(key), str))
    return next((" ".join(words.split()) for words in found if words.strip()), "")


def _tags(values):
    found = next((values[key] for key in TAG_KEYS if values.get(key)), [])
    words = found.split(",") if isinstance(found, str) else _names(found)
    return list(dict.fromkeys(word.strip() for word in words if word.strip()))


def _people(values):
    """Return the people; an author's name needs two words, since one word may be a login."""
    people = {}
    for role, keys in PEOPLE_KEYS.items():
        for name in (name for key in keys for name in _names(values.get(key))):
            name = normal_name(re.sub(r"[(<\[].*", "", name))
            if name and (role != "author" or " " in name):
                people.setdefault(name, Speaker(name, role))
    return list(people.values())


def _names(value):
    """Return the names in a value: a string, a mapping with a `name`, or a list of these."""
    items = value if isinstance(value, list) else [value]
    names = (item.get("name") if isinstance(item, dict) else item for item in items)
    return [name for name in names if isinstance(name, str)]


def _language(words):
    """Return a language tag with hyphens, or "" for words that are none."""
    tag = words.replace("_", "-")
    try:
        validate_language(tag)
    except ValidationError:
        return ""
    return tag if len(tag) <= LONGEST_LANGUAGE else ""


def _date(words):
    """Return the date in a text, or None."""
    words = ORDINAL.sub("", words).strip()
    try:
        return datetime.date.fromisoformat(words[:10])
    except ValueError:
        pass
    for form in DATE_FORMATS:
        try:
            return datetime.datetime.strptime(words, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
