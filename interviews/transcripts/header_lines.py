"""Reads the lines above a transcript that name people, title, date and place: “Guest: Ada Lima”."""

import re

from django.utils.translation import gettext as _

from interviews.transcripts.dates import find_date
from interviews.transcripts.introductions import is_full, read_names
from interviews.transcripts.transcript import Facts, Paragraph, ParagraphRole, Speaker

LINE = re.compile(
    r"\s*[*_]{0,3}(?P<key>[^\W\d][^:：\n]{1,40}?)\s*[*_]{0,3}[:：]\s*[*_]{0,3}\s*(?P<value>\S.*)"
)
MAX_VALUE = 200  # characters
MAX_LINES = 30  # at the top of a text that are read
FEWEST = 2  # such lines; a single one may be a turn
KEYS = {
    "title": "title titel titre título titolo otsikko tytuł название заголовок タイトル 标题 標題",
    "subject": (
        "interviewee interviewees guest guests interviewed respondent narrator participant gast"
        " gesprächspartner gesprächspartnerin interviewpartner interviewpartnerin invité invitée"
        " entrevistado entrevistada invitado invitada convidado convidada intervistato intervistata"
        " ospite geïnterviewde гость ゲスト 嘉宾 嘉賓 受访者 受訪者 語り手"
    ),
    "interviewer": (
        "interviewer interviewers host hosts moderator moderation interviewerin intervieweur"
        " intervieweuse entrevistador entrevistadora intervistatore intervistatrice ведущий"
        " интервьюер 聞き手 インタビュアー 采访者 採訪者"
    ),
    "held_on": "recorded aufgenommen enregistré grabado registrato gravado",
    "date": "date datum fecha data дата 日付 日期 날짜 published",
    "place": "place location ort lieu lugar luogo plaats место 場所 地点",
    "": "transcriber transcribed transcription duration length episode recording project file",
}
PHRASES = {
    "interview with": "subject",
    "interviewed by": "interviewer",
    "interview by": "interviewer",
    "date of interview": "held_on",
    "interview date": "held_on",
    "recorded on": "held_on",
    "recording date": "held_on",
    "transcribed by": "",
}
FIELDS = {word: field for field, words in KEYS.items() for word in words.split()} | PHRASES


def split(text):
    """Return (Facts, the lines as a Paragraph or None, the remaining text).

    A title may stand above the lines. They end where another line follows.
    """
    lines = text.split("\n")
    shown = [number for number, line in enumerate(lines[:MAX_LINES]) if line.strip()]
    if shown and not _read(lines[shown[0]]):
        shown = shown[1:]
    found = {}
    for number in shown:
        if not (row := _read(lines[number])):
            break
        found[number] = row
    if len({field for field, _value in found.values()} - {""}) < FEWEST:
        return Facts(), None, text
    reason = _("Lines above the text, which give title, people, date and place.")
    words = "\n".join(lines[number].strip() for number in found)
    rest = "\n".join(line for number, line in enumerate(lines) if number not in found)
    return (
        _build_facts(found.values()),
        Paragraph(words, ParagraphRole.LEFT_OUT, reason=reason),
        rest,
    )


def _read(line):
    """Return (field, value) of a line, or None if it is none of these lines."""
    match = LINE.fullmatch(line.rstrip(" \t*_"))
    field = FIELDS.get(match["key"].casefold()) if match else None
    if field is None or len(match["value"]) > MAX_VALUE:
        return None
    value = " ".join(match["value"].split())
    if field in ("subject", "interviewer"):
        names, rest = read_names(value)
        # A role may follow a name; a sentence is a turn of the conversation.
        is_name = names and is_full(names[0]) and rest.strip()[:1] in ("", ",", "(")
        return (field, names) if is_name and value[-1] not in ".?!" else None
    if field in ("date", "held_on"):
        day = find_date(value)
        return (field, day) if day else ("", value)
    return field, value


def _build_facts(rows):
    facts = Facts()
    for field, value in rows:
        if field in ("subject", "interviewer"):
            facts.people += [Speaker(name, field) for name in value]
        elif field:
            setattr(facts, field, value)
    return facts
