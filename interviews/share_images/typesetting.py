"""Setting words in type: into lines that fit, in any script and direction, and onto a picture."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from bidi import algorithm as bidi
from uniseg.graphemecluster import grapheme_clusters

from interviews.share_images import text_fitting, typefaces

MEASURED_AT = 100  # pixels; widths grow with the size of the type
EMOJI = re.compile("[\ufe0f\u20e3]")  # of which a typeface may have the letter within
PASSED_OVER = {"So", "Sk", "Sm", "Cf", "Cn", "Co", "Cs", "Cc"}  # emoji and their like


@dataclass
class Passage:
    """Words in one typeface and language; `rtl` if their paragraph runs from right to left."""

    text: str
    own: typefaces.Face
    language: str = ""
    rtl: bool = False
    lines: list = field(default_factory=list)
    size: int = 0
    spelled: dict = field(default_factory=dict)

    def __post_init__(self):
        self.text = drop_unsupported_text(self.text, self.own, self.language)
        self.faces = typefaces.faces_for(self.text, self.own, self.language)
        self.levels = _levels(self.text, self.rtl)

    @cached_property
    def leading(self):
        """How far lines stand apart, in sizes of the type: as most of the letters need it."""
        faces = Counter(self.faces)
        return max(faces, key=faces.get).leading if faces else 1

    @cached_property
    def pieces(self):
        """(where it starts, where it ends, its width with and without its last space) each."""
        found, at = [], 0
        for unit in text_fitting.units(self.text):
            end = at + len(unit)
            bare = self.measured(at, at + len(unit.rstrip(" ")))
            found.append((at, end, self.measured(at, end), bare))
            at = end
        return found

    def measured(self, start, end):
        """How wide these characters are, in sizes of the type."""
        return (
            sum(
                _length(self.text[first:last], face, level, self.language, MEASURED_AT)
                for first, last, face, level in self.runs(start, end)
            )
            / MEASURED_AT
        )

    def runs(self, start, end):
        """(start, end, face, level) of what is set in one go, as it is read."""
        places = groupby(range(start, end), key=lambda at: (self.faces[at], self.levels[at]))
        for (face, level), run in places:
            run = list(run)
            yield run[0], run[-1] + 1, face, level

    def seen(self, start, end):
        """The same from left to right (rule L2 of the bidirectional algorithm)."""
        runs = list(self.runs(start, end))
        for level in range(max((run[3] for run in runs), default=0), 0, -1):
            turned = []
            for turns, group in groupby(runs, key=lambda run, level=level: run[3] >= level):
                together = list(group)
                turned += reversed(together) if turns else together
            runs = turned
        return runs

    def broken(self, width):
        """[(start, end), …]: lines no wider than `width`, which is in sizes of the type."""
        lines, start, end, used = [], 0, 0, 0.0
        for first, last, whole, bare in self._no_wider_than(width):
            if used + bare > width and end > start:
                lines.append((start, end))
                start, used = first, 0.0
            end, used = last, used + whole
        return [*lines, (start, end)] if end > start else lines

    def _no_wider_than(self, width):
        for first, last, whole, bare in self.pieces:
            if bare <= width:
                yield first, last, whole, bare
                continue
            yield from self._letters(first, last)  # since it is longer than the line

    def _letters(self, first, last):
        if first not in self.spelled:
            pieces, at = [], first
            for letter in text_fitting.letters(self.text[first:last]):
                wide = self.measured(at, at + len(letter))
                pieces.append((at, at + len(letter), wide, wide * (letter != " ")))
                at += len(letter)
            self.spelled[first] = pieces
        return self.spelled[first]

    def set(self, size, width, even=False):
        """Break into lines for this size and width in pixels; `even`: of about equal length."""
        self.size, room = size, width / size
        self.lines = self.broken(room)
        if even and len(self.lines) > 1:
            self.lines = self._evenly(room)
        return self

    def _evenly(self, room):
        low, high, fewest = room / 2, room, len(self.lines)
        for _step in range(7):
            middle = (low + high) / 2
            if len(self.broken(middle)) > fewest:
                low = middle
            else:
                high = middle
        return self.broken(high)

    @property
    def height(self):
        return round(len(self.lines) * self.leading * self.size)

    def cut(self, most):
        """This passage with no more than that many lines, and “…” if words are left out."""
        if len(self.lines) <= most:
            return self
        kept = self.text[: self.lines[most - 1][1]] if most > 0 else ""
        shorter = text_fitting.shortened(_without_last_word(kept))
        return Passage(shorter, self.own, self.language, self.rtl)

    def draw(self, canvas, x, y, width, colour):
        """Draw the lines from the top at `y`, at the start of `x` to `x + width`."""
        ascent = self.size * (self.leading / 2 + 0.29)
        for number, (start, end) in enumerate(self.lines):
            baseline = y + ascent + number * self.leading * self.size
            end = start + len(self.text[start:end].rstrip(" "))
            at = x + width - self.measured(start, end) * self.size if self.rtl else x
            for first, last, face, level in self.seen(start, end):
                text = self.text[first:last]
                place = {"font": face.at(self.size), "fill": colour, "anchor": "ls"}
                canvas.text((at, baseline), text, **place, **_shaping(level, self.language))
                at += _length(text, face, level, self.language, self.size)


def _without_last_word(text):
    return "".join(text_fitting.units(text)[:-1]) or text[:-1]


def drop_unsupported_text(text, own, language):
    """What can be set of a text: all but emoji and their like, up to the first letter without face.

    A word is never set with a letter missing: the text ends before it, and says so by “…”.
    """
    text = text_fitting.legible(text)
    faces, kept, at = typefaces.faces_for(text, own, language), "", 0
    for cluster in grapheme_clusters(text):
        has_faces = all(faces[at : at + len(cluster)])
        at += len(cluster)
        if EMOJI.search(cluster) or (
            not has_faces and unicodedata.category(cluster[0]) in PASSED_OVER
        ):
            continue
        if not has_faces:
            whole = kept if kept.endswith(" ") else "".join(text_fitting.units(kept)[:-1])
            return text_fitting.shortened(" ".join(whole.split()))
        kept += cluster
    return " ".join(kept.split())


def _levels(text, rtl):
    """The embedding level of each character, by Unicode's bidirectional algorithm."""
    storage = bidi.get_empty_storage()
    storage["base_level"], storage["base_dir"] = (1, "R") if rtl else (0, "L")
    bidi.get_embedding_levels(text, storage)
    for step in (
        bidi.explicit_embed_and_overrides,
        bidi.resolve_weak_types,
        bidi.resolve_neutral_types,
        bidi.resolve_implicit_levels,
    ):
        step(storage, False)
    found, levels = iter(storage["chars"]), [storage["base_level"]]
    for character in text:
        unheard = unicodedata.bidirectional(character) == "BN"  # such as a joiner; it has no level
        levels.append(levels[-1] if unheard else next(found)["level"])
    return levels[1:]


def _shaping(level, language):
    if not typefaces.shapes():
        return {}
    return {"direction": "rtl" if level % 2 else "ltr", "language": language or None}


def _length(text, face, level, language, size):
    return face.at(size).getlength(text, **_shaping(level, language))
