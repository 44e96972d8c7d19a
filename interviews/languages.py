"""Language tags: text direction, quotation marks, reading speed, and names elsewhere."""

import re

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "ug", "ur", "yi"}
RIGHT_TO_LEFT_SCRIPTS = {"arab", "hebr", "thaa", "nkoo", "syrc", "adlm"}
# The opening and closing quotation marks of languages that do not use “ and ”.
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

# Where a language whose tag names no territory is most likely used, as CLDR’s likely subtags say.
LIKELY_LOCALES = """
    af_ZA am_ET ar_EG az_AZ be_BY bg_BG bn_BD bs_BA ca_ES ckb_IQ cs_CZ cy_GB da_DK de_DE el_GR
    en_US es_ES et_EE eu_ES fa_IR fi_FI fil_PH fo_FO fr_FR fy_NL ga_IE gd_GB gl_ES gu_IN ha_NG
    he_IL hi_IN hr_HR hu_HU hy_AM id_ID ig_NG is_IS it_IT ja_JP jv_ID ka_GE kk_KZ km_KH kn_IN
    ko_KR ky_KG lb_LU lo_LA lt_LT lv_LV mg_MG mk_MK ml_IN mn_MN mr_IN ms_MY mt_MT my_MM nb_NO
    ne_NP nl_NL nn_NO no_NO or_IN pa_IN pl_PL ps_AF pt_BR ro_RO ru_RU rw_RW sd_PK si_LK sk_SK
    sl_SI so_SO sq_AL sr_RS sv_SE sw_TZ ta_IN te_IN tg_TJ th_TH tk_TM tr_TR ug_CN uk_UA ur_PK
    uz_UZ vi_VN xh_ZA yo_NG yue_HK zh_CN zu_ZA zh-hant_TW pa-arab_PK uz-arab_AF
"""
TERRITORIES = dict(locale.split("_") for locale in LIKELY_LOCALES.split())

# Median silent reading, in characters a minute: Brysbaert (2019) gives 238 English words,
# some 1,350 characters with their spaces; Chinese and Japanese come to about 500.
CHARACTERS_PER_MINUTE = 1350
CHARACTERS_PER_MINUTE_WITHOUT_SPACES = 500

validate_language = RegexValidator(
    r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*\Z", _("A language tag looks like “en”, “pt-BR” or “fa”.")
)


def direction(tag):
    """ "rtl" or "ltr", by the tag's script if it names one, else by its language."""
    language, script, _territory = _subtags(tag)
    is_rtl = script in RIGHT_TO_LEFT_SCRIPTS if script else language in RIGHT_TO_LEFT
    return "rtl" if is_rtl else "ltr"


def quotation_marks(tag):
    """Return (opening mark, closing mark) for the longest known part of the tag."""
    parts = tag.lower().split("-")
    known = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((QUOTATION_MARKS[part] for part in known if part in QUOTATION_MARKS), ("“", "”"))


def minutes_to_read(characters, tag):
    """Return the reading time of so many characters in whole minutes, at least 1."""
    without_spaces = tag.lower().split("-")[0] in WITHOUT_SPACES
    pace = CHARACTERS_PER_MINUTE_WITHOUT_SPACES if without_spaces else CHARACTERS_PER_MINUTE
    return max(1, round(characters / pace))


def news_language(tag):
    """Return the language for a news sitemap: two or three letters, or “zh-cn” or “zh-tw”.

    https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
    """
    language, *rest = tag.lower().split("-")
    if language != "zh":
        return language
    return "zh-tw" if {"hant", "tw", "hk", "mo"}.intersection(rest) else "zh-cn"


def open_graph_locale(tag, default_tag=""):
    """Return the Open Graph locale, such as “pt_BR”; "" if no territory is known.

    The territory is that of the tag; else that of `default_tag`, the publication's own tag, if the
    language is the same; else the most likely one in CLDR.
    https://ogp.me/#optional
    """
    language, script, territory = _subtags(tag)
    if not territory:
        home_language, home_script, home_territory = _subtags(default_tag)
        if language == home_language and script in ("", home_script):
            territory = home_territory
    if not territory:
        likely = TERRITORIES.get(language, "")
        territory = TERRITORIES.get(f"{language}-{script}", likely)
    return f"{language}_{territory}" if len(territory) == 2 else ""


def _subtags(tag):
    """(language, script, territory) of a tag: “zh-Hant-HK” is ("zh", "hant", "HK")."""
    language, *rest = tag.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    areas = (part for part in rest if re.fullmatch("[a-z]{2}|[0-9]{3}", part))
    return language, script, next(areas, "").upper()
