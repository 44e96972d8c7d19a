"""Reads tables with a column of words and columns for times or speakers (CSV, TSV)."""

import csv
import io

from django.utils.translation import gettext as _

from interviews.transcripts.formats.times import find_unit, to_milliseconds
from interviews.transcripts.formats.turns import Turn, parse_turns
from interviews.transcripts.formats.voices import name_speakers
from interviews.transcripts.transcript import Paragraph, ParagraphRole

COLUMNS = {
    "text": "text,transcript,words,utterance,sentence,body,content,speech",
    "speaker": "speaker,speaker name,speakername,voice,who,participant,name",
    "start": "start,start time,starttime,begin,from,in,timecode,timestamp,time,start (s),start (ms)"
    ",start ms,start seconds",
    "end": "end,end time,endtime,to,out,stop,end (s),end (ms),end ms,end seconds",
}
DELIMITERS = "\t,;"


def detect_format(text, filename=""):
    """Return whether the first line names columns of words and of times or speakers."""
    return bool(_find_delimiter(text))


def parse(text):
    """Return the ParsedTranscript of a table, or None if its quotation marks are at fault."""
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=_find_delimiter(text)))
    except csv.Error:
        return None
    header, *rows = [row for row in rows if any(map(str.strip, row))]
    columns = _find_columns(header)
    rows = [_get_cells(row, header, columns) for row in rows]
    if not rows:
        return None
    times = [cells[name] for cells in rows for name in ("start", "end") if cells.get(name)]
    unit = find_unit(times, sum(len(cells["text"]) for cells in rows))
    turns = [_make_turn(cells, unit) for cells in rows]
    return parse_turns(name_speakers(turns), _leave_out(rows))


def _make_turn(cells, unit):
    start, end = (to_milliseconds(cells.get(name, ""), unit) for name in ("start", "end"))
    return Turn(cells.get("speaker", ""), cells["text"], start, end)


def _find_delimiter(text):
    line = text.lstrip("\n").split("\n", 1)[0][:500]
    for delimiter in DELIMITERS:
        found = _find_columns(line.split(delimiter))
        if "text" in found and ("speaker" in found or "start" in found):
            return delimiter
    return ""


def _find_columns(header):
    """Return {what a column has: its position}."""
    names = [name.strip(" \"'").casefold().replace("_", " ") for name in header]
    found = {
        kind: [names.index(name) for name in known.split(",") if name in names]
        for kind, known in COLUMNS.items()
    }
    return {kind: places[0] for kind, places in found.items() if places}


def _get_cells(row, header, columns):
    """Return the cells of a row by kind; a comma without quotation marks may cut the words."""
    last = len(header) - 1
    if len(row) > len(header) and columns["text"] == last:
        row = [*row[:last], ", ".join(cell.strip() for cell in row[last:])]
    cells = {kind: row[place].strip() for kind, place in columns.items() if place < len(row)}
    others = [cell for place, cell in enumerate(row) if place not in columns.values()]
    return {"text": "", "others": " ".join(filter(None, map(str.strip, others)))} | cells


def _leave_out(rows):
    """Return the cells of other columns, and times that are none, as left-out paragraphs."""
    others = [cells["others"] for cells in rows if any(map(str.isalpha, cells["others"]))]
    for cells in rows:
        times = (cells.get(name, "") for name in ("start", "end"))
        others += [time for time in times if to_milliseconds(time, 1) is None and time]
    if not others:
        return []
    text = "\n".join(others)
    return [Paragraph(text, ParagraphRole.LEFT_OUT, reason=_("Other columns of the table."))]
