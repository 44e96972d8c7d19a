"""Reads WebVTT, SubRip (SRT) and the text output of Whisper, also with faults.

The packages webvtt-py and srt refuse or drop cues with faults; here every word must be kept.
"""

import html
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from interviews.transcripts.formats.times import TIMING, parse_clock
from interviews.transcripts.formats.turns import Turn, parse_turns
from interviews.transcripts.formats.voices import name_speakers
from interviews.transcripts.transcript import Paragraph, ParagraphRole

CUE = re.compile(r"^[ \t]*\[?(?:\d+:)?\d{1,2}:\d{2}[.,]\d{3}[ \t]*-->", re.MULTILINE)
VOICE = re.compile(r"<v(?:\.[^\s<>]{1,80})*[ \t]+(?P<name>[^<>\n]{1,200})>|</v>")
TAG = re.compile(
    r"</?(?:b|i|u|s|c|v|lang|ruby|rt|font|span)(?:[.\s][^<>\n]{0,200})?/?>|<(?:\d+:)?\d{2}:\d{2}\.\d{3}>"
    r"|\{\\[^{}\n]{1,80}\}",
    re.IGNORECASE,
)
SETTINGS = re.compile(r"(?:[ \t]+(?:\w+:[\w,.%:+-]+))*[ \t]*")
SECTION = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t:]|$)")
CREDIT = re.compile(
    r"\W*(?:(?:sub)?titles?|captions?|caption(?:ed|ing)|subtitled|transcri\w+|synced|sync(?:hronized)?"
    r"|untertitel\w*|sous-titr\w+|subtítulos|subtitulad\w+|legendas|ondertitel\w*|sottotitoli)"
    r"(?:(?:\s+\w+){0,5}\s+(?:by|von|par|por|door|di|from|at)\b|\s*:).{0,100}",
    re.IGNORECASE,
)
IDENTIFIER = re.compile(r"\S*\d\S*")
SAMPLE = 20_000  # characters that are examined
NO_COUNT = -1
MOST_MISSING = 10  # numbers of cues between two that follow each other
REPEATS = 0.4  # share of cues that repeat the line before, in captions that roll


@dataclass
class Cue:
    """The lines that are shown together."""

    start: int
    end: int
    lines: list[str] = field(default_factory=list)


@dataclass
class Subtitles:
    """The cues of a file, the words above them, and what is left out: {reason: lines}."""

    cues: list[Cue] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    left_out: dict[str, list[str]] = field(default_factory=dict)
    is_numbered: bool = False  # the first cue has a number
    last_number: int = 0

    def leave_out(self, reason, lines):
        self.left_out.setdefault(reason, []).extend(lines)


def detect_format(text, filename=""):
    """Return whether a text is subtitles."""
    sample = text[:SAMPLE]
    if filename.lower().endswith((".srt", ".vtt")):
        return any(map(TIMING.match, sample.split("\n")))
    return _is_webvtt(sample) or len(CUE.findall(sample)) > 1


def parse(text):
    """Return the ParsedTranscript of subtitles."""
    found = _read(text.split("\n"), is_webvtt=_is_webvtt(text))
    _drop_repeats(found)
    _drop_credits(found)
    lines = [turn for cue in found.cues for turn in _spoken_lines(cue)]
    left_out = [
        Paragraph("\n".join(lines), ParagraphRole.LEFT_OUT, reason=reason)
        for reason, lines in found.left_out.items()
        if any(map(str.strip, lines))
    ]
    return parse_turns(name_speakers(lines), left_out, "\n".join(found.head))


def _is_webvtt(text):
    return bool(re.match(r"\s*WEBVTT(?:[ \t\n]|$)", text))


def _read(lines, *, is_webvtt):
    found, number = Subtitles(), 0
    if is_webvtt:
        number = _skip_header(lines, found)
    while number < len(lines):
        line, above = lines[number], lines[number - 1] if number else ""
        if is_webvtt and not above.strip() and SECTION.match(line):
            number = _skip_section(lines, number, found)
            continue
        if timing := TIMING.match(line):
            _start_cue(found, timing, lines, number, is_webvtt)
        else:
            (found.cues[-1].lines if found.cues else found.head).append(line)
        number += 1
    return found


def _skip_header(lines, found):
    """Leave out the header of WebVTT; return the number of the line below it."""
    number = next(n for n, line in enumerate(lines) if line.strip())
    end = _find_end(lines, number)
    header = [lines[number].strip().removeprefix("WEBVTT"), *lines[number + 1 : end]]
    found.leave_out(_("The header of the subtitles."), [line for line in header if line.strip()])
    return end


def _skip_section(lines, number, found):
    """Leave out a note, a style or a region; return the number of the line below it."""
    end = _find_end(lines, number)
    found.leave_out(_("A note or a style in the subtitles."), lines[number:end])
    return end


def _find_end(lines, number):
    """Return the number of the next line that is empty or has the times of a cue."""
    ends = (n for n in range(number, len(lines)) if not lines[n].strip() or TIMING.match(lines[n]))
    return next(ends, len(lines))


def _start_cue(found, timing, lines, number, is_webvtt):
    _drop_identifier(found, lines, number, is_webvtt)
    rest = timing["rest"]
    words = "" if SETTINGS.fullmatch(rest) else rest
    found.cues.append(Cue(parse_clock(timing["start"]), parse_clock(timing["end"]), [words]))


def _drop_identifier(found, lines, number, is_webvtt):
    """Remove the number or name of the next cue, which stands above its times."""
    above = found.cues[-1].lines if found.cues else found.head
    place = next((n for n in range(len(above) - 1, -1, -1) if above[n].strip()), None)
    if place is None:
        return
    word = above[place].strip()
    is_adjacent = place == len(above) - 1
    is_apart = is_adjacent and (number < 2 or not lines[number - 2].strip())
    count = int(word[:9]) if word.isascii() and word.isdecimal() else NO_COUNT
    if not found.cues:
        found.is_numbered = word.isdecimal()
    if found.is_numbered and count in (len(found.cues), len(found.cues) + 1):
        above.pop(place)
    elif is_apart and (is_webvtt or word.isdecimal()):
        above.pop(place)
        if not IDENTIFIER.fullmatch(word):
            found.leave_out(_("Names of cues in the subtitles."), [word])
    elif found.is_numbered and 0 < count - found.last_number <= MOST_MISSING:
        found.leave_out(_("Numbers of cues in the subtitles."), [above.pop(place)])
    found.last_number = max(found.last_number, count)


def _drop_repeats(found):
    """Leave out lines that captions show again with the next line, as YouTube writes them."""
    shown = [[line for line in map(_plain, cue.lines) if line] for cue in found.cues]
    repeated = [
        cue
        for cue, before, lines in zip(found.cues[1:], shown, shown[1:], strict=False)
        if before and lines and before[-1] == lines[0]
    ]
    if len(repeated) >= max(2, REPEATS * (len(shown) - 1)):
        again = [_remove_first_line(cue) for cue in repeated]
        found.leave_out(_("Lines that the captions show twice."), again)


def _drop_credits(found):
    """Leave out who made the subtitles, if the first or last cue says only this."""
    for cue in [*found.cues[:1], *found.cues[1:][-1:]]:
        words = " ".join(filter(None, map(_plain, cue.lines)))
        if CREDIT.fullmatch(words):
            found.leave_out(_("Who made the subtitles."), [words])
            cue.lines.clear()


def _remove_first_line(cue):
    number = next(n for n, line in enumerate(cue.lines) if _plain(line))
    return _plain(cue.lines.pop(number))


def _plain(text):
    """Return the words of a line, without tags."""
    return html.unescape(TAG.sub("", VOICE.sub("", text))).strip()


def _spoken_lines(cue):
    """Yield the turns of a cue, one for each line or voice."""
    speaker = ""
    for line in cue.lines:
        position = 0
        for tag in [*VOICE.finditer(line), None]:
            words = _plain(line[position : tag.start() if tag else len(line)])
            if words:
                yield Turn(speaker, words, cue.start, cue.end)
            if tag:
                speaker, position = html.unescape(tag["name"] or "").strip(), tag.end()
