"""The fonts of share images: the publication's own, and the system's Noto fonts for other scripts.

Where a Noto font or the text-shaping library is missing, a character has no font and is left out;
it is never drawn as an empty box.
"""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from fontTools import unicodedata
from fontTools.ttLib import TTFont
from PIL import ImageFont, features

FONT_FOLDER = Path(__file__).parent / "fonts"
SYSTEM_FOLDERS = [Path(folder) for folder in ("/usr/share/fonts", "/usr/local/share/fonts")]

# Noto families whose file name does not follow from the script's name.
FAMILIES = {
    "Arab": "NotoNaskhArabic-Regular.ttf",
    "Latn": "NotoSerif-Regular.ttf",
    "Grek": "NotoSerif-Regular.ttf",
    "Cyrl": "NotoSerif-Regular.ttf",
}
CJK = "NotoSerifCJK-Regular.ttc"
HAN = "Hani"
CJK_SCRIPTS = {HAN, "Hira", "Kana", "Hang", "Bopo"}
# Index of the font in that file with the glyph variants of a language.
CJK_FONTS = {"ja": 0, "ko": 1, "zh": 2, "zh-hant": 3, "zh-tw": 3, "zh-hk": 3, "zh-mo": 3, "yue": 3}
# Scripts whose letters are not joined, so that they need no text shaping.
UNSHAPED = {"Latn", "Grek", "Cyrl", "Armn", "Geor", *CJK_SCRIPTS}
NEUTRAL = {"Zyyy", "Zinh", "Zzzz"}
FIGURES = "0123456789"  # always drawn in the font of Latin letters

# Line height, in font sizes.
LEADING = {"Latn": 1.16, "Arab": 1.46, "Hebr": 1.3, "Aran": 2}
DEFAULT_LEADING = 1.42


@dataclass(frozen=True)
class Font:
    """One font of a file, for one script."""

    path: Path
    number: int = 0
    script: str = "Latn"

    @cached_property
    def code_points(self):
        """The code points for which the font has a glyph."""
        with TTFont(self.path, fontNumber=self.number, lazy=True) as font:
            # Reading the glyph names of a Chinese font would take 85 MB: numbers replace them.
            font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
            return frozenset(font.getBestCmap())

    def has(self, character):
        return ord(character) in self.code_points

    def at(self, size):
        return _font(self.path, self.number, size)

    @property
    def leading(self):
        return LEADING.get(self.script, DEFAULT_LEADING)


@lru_cache(maxsize=64)
def _font(path, number, size):
    return ImageFont.truetype(path, size, number)


TEXT_FONT = Font(FONT_FOLDER / "newsreader-regular.ttf")
HEADING_FONT = Font(FONT_FOLDER / "newsreader-medium.ttf")
CAPTION_FONT = Font(FONT_FOLDER / "mono.ttf")


@cache
def find_installed_fonts():
    """Return {file name: path} of the system's Noto fonts."""
    return {
        path.name: path
        for folder in SYSTEM_FOLDERS
        for path in sorted(folder.rglob("Noto*-Regular.tt[cf]"))
    }


@cache
def has_text_shaping():
    """Return whether Pillow can join letters and set text from right to left (Raqm, FriBidi)."""
    return features.check("raqm")


@cache
def find_font(script, language=""):
    """Return the system's font for an ISO 15924 script in a language, or None."""
    language = language.lower()
    if script not in UNSHAPED and not has_text_shaping():
        return None
    if script in CJK_SCRIPTS:
        number = CJK_FONTS.get(language, CJK_FONTS.get(language.split("-")[0], 0))
        return _load_font(CJK, HAN, number)
    if script == "Arab" and language.split("-")[0] == "ur":
        return _load_font("NotoNastaliqUrdu-Regular.ttf", "Aran") or find_font("Arab")
    if name := FAMILIES.get(script):
        return _load_font(name, script)
    name = unicodedata.script_name(script, "").replace("_", "")
    return _load_font(f"NotoSerif{name}-Regular.ttf", script) or _load_font(
        f"NotoSans{name}-Regular.ttf", script
    )


def _load_font(name, script, number=0):
    path = find_installed_fonts().get(name)
    return Font(path, number, script) if path else None


def choose_fonts(text, default_font, language=""):
    """Return, for each character of a text, the Font to set it in, or None.

    A space or a punctuation mark takes the font of the letters before it, else of the letters
    after it, else any font that has it. After a Chinese word in a text of another language, it
    takes the default font first.
    """
    is_cjk = language.split("-")[0].lower() in CJK_FONTS
    strong = [_find_strong_font(character, default_font, language) for character in text]
    following = _find_next_fonts(strong)
    fonts, last = [], None
    for character, font, after in zip(text, strong, following, strict=True):
        if font is NotImplemented:
            near = (
                (last, after, default_font)
                if is_cjk or not last or last.script != HAN
                else (default_font, last)
            )
            font = _find_supporting_font(
                character, (*near, *_find_fonts_using(character, language))
            )
        else:
            last = font
        fonts.append(font)
    return fonts


def _find_supporting_font(character, fonts):
    return next((font for font in fonts if font and font.has(character)), None)


def _find_fonts_using(character, language):
    """Yield the fonts of the scripts that use a sign, such as the Arabic question mark."""
    for script in sorted(unicodedata.script_extension(character) - NEUTRAL):
        yield find_font(script, language)


def _find_strong_font(character, default_font, language):
    """Return the font of a letter, or None; NotImplemented for a character without a script."""
    script = "Latn" if character in FIGURES else unicodedata.script(character)
    if script in NEUTRAL:
        return NotImplemented
    return _find_supporting_font(character, (default_font, find_font(script, language)))


def _find_next_fonts(strong):
    following, after = [], None
    for font in reversed(strong):
        following.append(after)
        after = after if font is NotImplemented else font
    return following[::-1]


@cache
def get_font_environment():
    """Return what the system contributes to how images look; part of the hash of each image."""
    return [has_text_shaping(), *sorted(find_installed_fonts())]
