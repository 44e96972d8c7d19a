"""Slugs in any script: the last part of an address (`/interviews/<slug>/`).

Django's own slugs drop the combining marks of Hindi, Thai or Tamil words. These slugs keep every
letter, mark and number.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter
from django.utils.translation import gettext_lazy as _

from interviews.fields import DjangoFieldInMigrations

MAX_LENGTH = 120  # characters
APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ"))  # “don’t” is one word


def slug_for(text):
    """Return the text in lower case with words joined by hyphens; "" if it has no word."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(APOSTROPHES)
    slug = "-".join("".join(c if _belongs(c) else " " for c in text).split())
    if len(slug) > MAX_LENGTH:
        slug = slug[:MAX_LENGTH].rpartition("-")[0] or slug[:MAX_LENGTH]
    return slug


def validate_slug(value):
    """Raise ValidationError for a value that cannot be one part of an address."""
    if not all(_belongs(character) or character in "-_" for character in value):
        raise ValidationError(
            _("Use only letters, numbers and hyphens: no spaces, dots or slashes.")
        )


def _belongs(character):
    return unicodedata.category(character)[0] in "LMN"


class SlugConverter(StringConverter):
    """`<word:…>` in a path: a slug in any script, without dots and slashes."""

    regex = r"[^/.\s\x00-\x1f\x7f]+"

    def to_python(self, value):
        return unicodedata.normalize("NFKC", value)


class KeyConverter(StringConverter):
    """`<key:…>`: an exchange's key."""

    regex = r"x-[0-9a-z]{6}"

    @classmethod
    def matches(cls, text):
        """Return whether a text from a form has the form of a key. Others reach no query."""
        return re.fullmatch(cls.regex, text or "") is not None


class SuffixConverter(StringConverter):
    """`<suffix:…>`: the file extension of an export."""

    regex = r"md|txt|json"


class YearConverter(IntConverter):
    """`<year:…>`: four digits, as a number."""

    regex = r"[12][0-9]{3}"


register_converter(SlugConverter, "word")
register_converter(KeyConverter, "key")
register_converter(SuffixConverter, "suffix")
register_converter(YearConverter, "year")


class SlugField(DjangoFieldInMigrations, models.CharField):
    """A unique slug in any script. If the form leaves it blank, the model makes one."""

    default_validators = [validate_slug]

    def __init__(self, *args, **kwargs):
        defaults = {
            "verbose_name": _("address"),
            "max_length": MAX_LENGTH,
            "unique": True,
            "blank": True,
            "help_text": _(
                "The last part of the page’s address. If blank, it is made from the name or title; "
                "if you change it later, the old address redirects to the new one."
            ),
        }
        super().__init__(*args, **(defaults | kwargs))

    def formfield(self, **kwargs):
        # The form validates too, so that an invalid value never reaches the instance.
        return super().formfield(**({"validators": [validate_slug]} | kwargs))

    def to_python(self, value):
        value = super().to_python(value)
        return unicodedata.normalize("NFKC", value) if value else value
