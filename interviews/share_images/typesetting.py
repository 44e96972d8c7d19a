"""Breaks text into lines that fit, in any script and direction, and draws the lines."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from bidi import algorithm as bidi
from uniseg.graphemecluster import grapheme_clusters

from interviews.share_images import text_fitting, typefaces

MEASURED_AT = 100  # pixels; widths are proportional to the font size
EMOJI = re.compile("[\ufe0f\u20e3]")  # marks of emoji whose base character a font may have
SKIPPED_CATEGORIES = {"So", "Sk", "Sm", "Cf", "Cn", "Co", "Cs", "Cc"}  # emoji and their like


@dataclass
class Passage:
    """A paragraph in one language; `is_rtl` if it runs from right to left."""

    text: str
    default_font: typefaces.Font
    language: str = ""
    is_rtl: bool = False
    lines: list = field(default_factory=list)
    size: int = 0
    spelled: dict = field(default_factory=dict)

    def __post_init__(self):
        self.text = drop_unsupported_text(self.text, self.default_font, self.language)
        self.fonts = typefaces.choose_fonts(self.text, self.default_font, self.language)
        self.levels = _get_levels(self.text, self.is_rtl)

    @cached_property
    def leading(self):
        """The line height in font sizes: that of the font of most characters."""
        fonts = Counter(self.fonts)
        return max(fonts, key=fonts.get).leading if fonts else 1

    @cached_property
    def pieces(self):
        """(start, end, width, width without trailing space) of each piece between line breaks."""
        found, at = [], 0
        for unit in text_fitting.split_at_breaks(self.text):
            end = at + len(unit)
            bare = self.measure(at, at + len(unit.rstrip(" ")))
            found.append((at, end, self.measure(at, end), bare))
            at = end
        return found

    def measure(self, start, end):
        """Return the width of these characters in font sizes."""
        return (
            sum(
                _measure_run(self.text[first:last], font, level, self.language, MEASURED_AT)
                for first, last, font, level in self.runs(start, end)
            )
            / MEASURED_AT
        )

    def runs(self, start, end):
        """Yield (start, end, font, bidi level) of runs of one font and level, in logical order."""
        groups = groupby(range(start, end), key=lambda at: (self.fonts[at], self.levels[at]))
        for (font, level), run in groups:
            run = list(run)
            yield run[0], run[-1] + 1, font, level

    def get_visual_runs(self, start, end):
        """Return the runs from left to right (rule L2 of the bidirectional algorithm)."""
        runs = list(self.runs(start, end))
        for level in range(max((run[3] for run in runs), default=0), 0, -1):
            turned = []
            for turns, group in groupby(runs, key=lambda run, level=level: run[3] >= level):
                together = list(group)
                turned += reversed(together) if turns else together
            runs = turned
        return runs

    def break_lines(self, width):
        """Return (start, end) of lines that are at most `width` font sizes wide."""
        lines, start, end, used = [], 0, 0, 0.0
        for first, last, whole, bare in self._split_wide_pieces(width):
            if used + bare > width and end > start:
                lines.append((start, end))
                start, used = first, 0.0
            end, used = last, used + whole
        return [*lines, (start, end)] if end > start else lines

    def _split_wide_pieces(self, width):
        for first, last, whole, bare in self.pieces:
            if bare <= width:
                yield first, last, whole, bare
                continue
            yield from self._split_piece(first, last)  # a word longer than the line

    def _split_piece(self, first, last):
        if first not in self.spelled:
            pieces, at = [], first
            for letter in text_fitting.split_letters(self.text[first:last]):
                wide = self.measure(at, at + len(letter))
                pieces.append((at, at + len(letter), wide, wide * (letter != " ")))
                at += len(letter)
            self.spelled[first] = pieces
        return self.spelled[first]

    def layout(self, size, width, balanced=False):
        """Break into lines for a font size and a width in pixels; `balanced`: of similar length."""
        self.size, room = size, width / size
        self.lines = self.break_lines(room)
        if balanced and len(self.lines) > 1:
            self.lines = self._balance_lines(room)
        return self

    def _balance_lines(self, room):
        low, high, fewest = room / 2, room, len(self.lines)
        for _step in range(7):
            middle = (low + high) / 2
            if len(self.break_lines(middle)) > fewest:
                low = middle
            else:
                high = middle
        return self.break_lines(high)

    @property
    def height(self):
        return round(len(self.lines) * self.leading * self.size)

    def truncate(self, most):
        """Return a passage of at most `most` lines, with “…” if text is left out."""
        if len(self.lines) <= most:
            return self
        shortened = self.text[: self.lines[most - 1][1]] if most > 0 else ""
        shorter = text_fitting.add_ellipsis(_drop_last_word(shortened))
        return Passage(shorter, self.default_font, self.language, self.is_rtl)

    def draw(self, canvas, x, y, width, colour):
        """Draw the lines below `y`, aligned to the start of the column from `x` to `x + width`."""
        ascent = self.size * (self.leading / 2 + 0.29)
        for number, (start, end) in enumerate(self.lines):
            baseline = y + ascent + number * self.leading * self.size
            end = start + len(self.text[start:end].rstrip(" "))
            at = x + width - self.measure(start, end) * self.size if self.is_rtl else x
            for first, last, font, level in self.get_visual_runs(start, end):
                text = self.text[first:last]
                options = {"font": font.at(self.size), "fill": colour, "anchor": "ls"}
                canvas.text(
                    (at, baseline), text, **options, **_get_shaping_options(level, self.language)
                )
                at += _measure_run(text, font, level, self.language, self.size)


def _drop_last_word(text):
    return "".join(text_fitting.split_at_breaks(text)[:-1]) or text[:-1]


def drop_unsupported_text(text, default_font, language):
    """Return a text without emoji and symbols that have no font.

    The text is truncated with “…” before the first word that has a letter without a font.
    """
    text = text_fitting.clean_line(text)
    fonts, shortened, at = typefaces.choose_fonts(text, default_font, language), "", 0
    for cluster in grapheme_clusters(text):
        has_faces = all(fonts[at : at + len(cluster)])
        at += len(cluster)
        if EMOJI.search(cluster) or (
            not has_faces and unicodedata.category(cluster[0]) in SKIPPED_CATEGORIES
        ):
            continue
        if not has_faces:
            whole = (
                shortened
                if shortened.endswith(" ")
                else "".join(text_fitting.split_at_breaks(shortened)[:-1])
            )
            return text_fitting.add_ellipsis(" ".join(whole.split()))
        shortened += cluster
    return " ".join(shortened.split())


def _get_levels(text, is_rtl):
    """Return the embedding level of each character by Unicode's bidirectional algorithm."""
    storage = bidi.get_empty_storage()
    storage["base_level"], storage["base_dir"] = (1, "R") if is_rtl else (0, "L")
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
        has_no_level = unicodedata.bidirectional(character) == "BN"  # for example a joiner
        levels.append(levels[-1] if has_no_level else next(found)["level"])
    return levels[1:]


def _get_shaping_options(level, language):
    if not typefaces.has_text_shaping():
        return {}
    return {"direction": "rtl" if level % 2 else "ltr", "language": language or None}


def _measure_run(text, font, level, language, size):
    return font.at(size).getlength(text, **_get_shaping_options(level, language))
