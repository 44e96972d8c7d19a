"""Finds a date in a sentence, in any language whose months Django knows."""

import datetime
import re
from functools import cache

from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT, MONTHS_AP
from django.utils.translation import override

ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
WITH_DOTS = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
ORDINAL = r"(?:st|nd|rd|th|er|º|°|\.)?"
BETWEEN = r"[\s,.]*(?:(?:of|de|del|di|the)\s+)?"


def find_date(text, language="en"):
    """Return the first date in a text, or None. Dates such as 3/4/2026 are ambiguous: no date."""
    for pattern in (ISO, EAST_ASIAN):
        if found := pattern.search(text):
            return _make_date(*found.groups())
    if found := WITH_DOTS.search(text):
        return _make_date(*reversed(found.groups()))
    return next(filter(None, (_find_named(text, each) for each in (language, "en"))), None)


def _find_named(text, language):
    months, pattern = _get_months(language.split("-")[0])
    found = pattern.search(text)
    if not found:
        return None
    month = months[(found["month"] or found["first"]).casefold()]
    return _make_date(found["year"] or found["last"], month, found["day"] or found["second"])


@cache
def _get_months(language):
    """Return ({name of a month: number}, the pattern of a date) in a language."""
    months = {}
    with override(language):
        for names in (MONTHS_3, MONTHS_AP, MONTHS_ALT, MONTHS):
            months |= {str(name).strip(".").casefold(): number for number, name in names.items()}
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    return months, re.compile(
        rf"\b(?P<day>\d{{1,2}}){ORDINAL}{BETWEEN}(?P<month>{names})\b{BETWEEN}(?P<year>\d{{4}})\b"
        rf"|\b(?P<first>{names})\b\.?\s+(?P<second>\d{{1,2}}){ORDINAL},?\s+(?P<last>\d{{4}})\b",
        re.IGNORECASE,
    )


def _make_date(year, month, day):
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
