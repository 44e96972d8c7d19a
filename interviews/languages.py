"""What a language's tag tells about setting it: direction, and how fast it is read."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "ug", "ur", "yi"}
RIGHT_TO_LEFT_SCRIPTS = {"arab", "hebr", "thaa", "nkoo", "syrc", "adlm"}
# What opens and closes a quotation, where that is not “ and ”.
QUOTATION_MARKS = {
    **dict.fromkeys(["de", "cs", "sk", "sl", "is", "bg", "lt", "ka"], ("„", "“")),
    **dict.fromkeys(["pl", "ro", "hu", "hr", "sr"], ("„", "”")),
    **dict.fromkeys(["es", "it", "pt", "ru", "uk", "be", "el", "no", "nb", "nn", "ar"], ("«", "»")),
    **dict.fromkeys(["ca", "gl", "eu", "sq", "hy", "fa", "mk"], ("«", "»")),
    **dict.fromkeys(["sv", "fi"], ("”", "”")),
    **dict.fromkeys(["ja", "zh-hant", "zh-tw", "zh-hk"], ("「", "」")),
    "fr": ("«\u202f", "\u202f»"),
    "pt-br": ("“", "”"),
    "da": ("»", "«"),
}
WITHOUT_SPACES = {"zh", "ja", "ko", "yue", "th", "lo", "km", "my"}

# Median silent reading, in characters a minute: Brysbaert (2019) gives 238 English words,
# some 1,350 characters with their spaces; Chinese and Japanese come to about 500.
CHARACTERS_A_MINUTE = 1350
CHARACTERS_A_MINUTE_WITHOUT_SPACES = 500

validate_language = RegexValidator(
    r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*\Z", _("A language tag looks like “en”, “pt-BR” or “fa”.")
)


def direction(tag):
    """ "rtl" or "ltr", by the tag's script if it names one, else by its language."""
    language, *rest = tag.lower().split("-")
    if any(part in RIGHT_TO_LEFT_SCRIPTS for part in rest):
        return "rtl"
    if any(len(part) == 4 and part.isalpha() for part in rest):
        return "ltr"
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def quotation_marks(tag):
    """What opens and closes a quotation, by the longest part of the tag that is known."""
    parts = tag.lower().split("-")
    known = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((QUOTATION_MARKS[part] for part in known if part in QUOTATION_MARKS), ("“", "”"))


def minutes_to_read(characters, tag):
    """Whole minutes, never less than one."""
    without_spaces = tag.lower().split("-")[0] in WITHOUT_SPACES
    pace = CHARACTERS_A_MINUTE_WITHOUT_SPACES if without_spaces else CHARACTERS_A_MINUTE
    return max(1, round(characters / pace))


def news_language(tag):
    """As a news sitemap names it: two or three letters, but “zh-cn” and “zh-tw” for Chinese.

    https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
    """
    language, *rest = tag.lower().split("-")
    if language != "zh":
        return language
    return "zh-tw" if {"hant", "tw", "hk", "mo"}.intersection(rest) else "zh-cn"
