"""The typefaces of cards: the publication's own, and for other scripts what the system has.

Other scripts are set in Noto, from wherever the system keeps its fonts. Where there is none, or
no library that shapes letters, a character has no face, and is never drawn as an empty box.
"""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from fontTools import unicodedata
from fontTools.ttLib import TTFont
from PIL import ImageFont, features

OWN = Path(__file__).parent / "fonts"
SYSTEM = [Path(folder) for folder in ("/usr/share/fonts", "/usr/local/share/fonts")]

# In which of Noto's families a script is set, where that does not follow from its name.
FAMILIES = {
    "Arab": "NotoNaskhArabic-Regular.ttf",
    "Latn": "NotoSerif-Regular.ttf",
    "Grek": "NotoSerif-Regular.ttf",
    "Cyrl": "NotoSerif-Regular.ttf",
}
CJK = "NotoSerifCJK-Regular.ttc"
HAN = "Hani"
CJK_SCRIPTS = {HAN, "Hira", "Kana", "Hang", "Bopo"}
# Which of the fonts in that file draws Chinese characters as a language writes them.
CJK_FONTS = {"ja": 0, "ko": 1, "zh": 2, "zh-hant": 3, "zh-tw": 3, "zh-hk": 3, "zh-mo": 3, "yue": 3}
# Whose letters stand side by side unjoined, so that nothing needs to shape them.
UNSHAPED = {"Latn", "Grek", "Cyrl", "Armn", "Geor", *CJK_SCRIPTS}
NEUTRAL = {"Zyyy", "Zinh", "Zzzz"}
FIGURES = "0123456789"  # drawn with the Latin letters, whatever stands beside them

# How far lines stand apart, in sizes of the type.
LEADING = {"Latn": 1.16, "Arab": 1.46, "Hebr": 1.3, "Aran": 2}
LEADING_OF_OTHERS = 1.42


@dataclass(frozen=True)
class Face:
    """One font of a file, for one script."""

    path: Path
    number: int = 0
    script: str = "Latn"

    @cached_property
    def letters(self):
        """The code points that it has a glyph for."""
        with TTFont(self.path, fontNumber=self.number, lazy=True) as font:
            # Numbers for names: to read those of a Chinese font takes 85 MB.
            font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
            return frozenset(font.getBestCmap())

    def has(self, character):
        return ord(character) in self.letters

    def at(self, size):
        return _font(self.path, self.number, size)

    @property
    def leading(self):
        return LEADING.get(self.script, LEADING_OF_OTHERS)


@lru_cache(maxsize=64)
def _font(path, number, size):
    return ImageFont.truetype(path, size, number)


VOICE = Face(OWN / "newsreader-regular.ttf")
HEADING = Face(OWN / "newsreader-medium.ttf")
FACT = Face(OWN / "mono.ttf")


@cache
def installed():
    """{name of the file: its path} of what the system has of Noto."""
    return {
        path.name: path
        for folder in SYSTEM
        for path in sorted(folder.rglob("Noto*-Regular.tt[cf]"))
    }


@cache
def shapes():
    """Whether letters are joined and words run from right to left: Raqm, which needs FriBidi."""
    return features.check("raqm")


@cache
def for_script(script, language=""):
    """The system's face for an ISO 15924 script, as a language writes it; None if it has none."""
    language = language.lower()
    if script not in UNSHAPED and not shapes():
        return None
    if script in CJK_SCRIPTS:
        number = CJK_FONTS.get(language, CJK_FONTS.get(language.split("-")[0], 0))
        return _face(CJK, HAN, number)
    if script == "Arab" and language.split("-")[0] == "ur":
        return _face("NotoNastaliqUrdu-Regular.ttf", "Aran") or for_script("Arab")
    if name := FAMILIES.get(script):
        return _face(name, script)
    name = unicodedata.script_name(script, "").replace("_", "")
    return _face(f"NotoSerif{name}-Regular.ttf", script) or _face(
        f"NotoSans{name}-Regular.ttf", script
    )


def _face(name, script, number=0):
    path = installed().get(name)
    return Face(path, number, script) if path else None


def faces_for(text, own, language=""):
    """For each character the face to set it in, or None where there is none.

    A space, a mark or a quotation mark goes with the letters it follows, or else with those it
    precedes, or with any that has it. A Chinese word in another language changes no commas.
    """
    at_home = language.split("-")[0].lower() in CJK_FONTS
    strong = [_strong(character, own, language) for character in text]
    following = _next_of(strong)
    faces, last = [], None
    for character, face, after in zip(text, strong, following, strict=True):
        if face is NotImplemented:
            near = (last, after, own) if at_home or not last or last.script != HAN else (own, last)
            face = _first_with(character, (*near, *_users_of(character, language)))
        else:
            last = face
        faces.append(face)
    return faces


def _first_with(character, faces):
    return next((face for face in faces if face and face.has(character)), None)


def _users_of(character, language):
    """The faces of the scripts that use a sign, such as the Arabic question mark, one by one."""
    for script in sorted(unicodedata.script_extension(character) - NEUTRAL):
        yield for_script(script, language)


def _strong(character, own, language):
    """The face of a letter; NotImplemented for what belongs to no script of its own."""
    script = "Latn" if character in FIGURES else unicodedata.script(character)
    if script in NEUTRAL:
        return NotImplemented
    return _first_with(character, (own, for_script(script, language)))


def _next_of(strong):
    following, after = [], None
    for face in reversed(strong):
        following.append(after)
        after = after if face is NotImplemented else face
    return following[::-1]


@cache
def at_hand():
    """What of the system decides how cards look: another answer, other cards."""
    return [shapes(), *sorted(installed())]
