"""How well the given transcripts are read: the figures of docs/transcripts.md."""

import json
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from interviews import transcripts
from interviews.transcripts.decoding import decode
from interviews.transcripts.formats.times import parse_clock
from tests.interviews.transcripts.real_transcripts import (
    INTERVIEWS,
    PASTES,
    SHARED,
    is_meant,
    lost_words,
    spoken,
    truths,
    words_of,
)

HTML = SHARED / "derived" / "html-paste"
HEADING = re.compile(r"^### ([^\n]+)\n+(.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
NAMELESS = ("usesthis-heading-question", "conduit-no-labels", "sklearn-numbered-bold")
LABEL_END = r"[^\n]{0,40}?(?:[:：*\"<>]|\d|$)"
# Labels of sets in which each turn begins with one.
LABELS = {
    "changelog-bold-name": re.compile(r"(?m)^\*\*(?!Break|Outro)([^*\n]{1,40}?):\*\*(?=[ \n])"),
    "btc-name-timestamp-line": re.compile(r"(?m)^([A-Z][^:\n]{1,40}): ?\d"),
}
CASES = SHARED.parent / "cases" / "transcripts"
CUE = re.compile(r"(\d\d:\d\d:\d\d,\d{3}) --> (\d\d:\d\d:\d\d,\d{3})\n(.+?)(?:\n\n|\Z)", re.DOTALL)
NAME = re.compile(r"([A-Z]\w+): ")
BEGINNING = 30  # letters by which an answer is recognised


@dataclass
class Figures:
    """The figures of one set; `told` and `right` count exchanges of verified content."""

    name: str
    texts: int = 0
    told: int = 0
    right: int = 0
    told_speakers: int = 0
    right_speakers: int = 0
    lost: int = 0
    invented: int = 0
    sure: int = 0

    def add(self, path):
        source = path.read_bytes()
        parsed = transcripts.parse(source, path.name)
        transcript = transcripts.assemble(parsed)
        self.texts += 1
        self.sure += transcript.confidence == "high"
        self.lost += len(lost_words(source))
        self.invented += len(find_invented(transcript, path, decode(source)[0]))
        self._count_labels(path, parsed)
        for told in get_told(path):
            self.told += 1
            self.told_speakers += 1 + len(told["answers"])
            found = next(filter(lambda one: _is_asked(told, one), transcript.exchanges), None)
            self.right += bool(found) and _is_answered(told, found)
            self.right_speakers += _count_speakers(told, found) if found else 0

    def _count_labels(self, path, parsed):
        """Compare the speakers of turns with the labels of the source, where these are regular."""
        if pattern := LABELS.get(path.parent.name):
            labels = pattern.findall(path.read_text())
            speakers = [p.speaker for p in parsed.paragraphs if p.label]
            names = set(speakers)
            told = [next((n for n in names if is_meant(label, n)), None) for label in labels]
            matches = SequenceMatcher(None, told, speakers, autojunk=False).get_matching_blocks()
            self.told_speakers += len(told)
            self.right_speakers += sum(match.size for match in matches)


def get_sets():
    """Return the Figures of each given set."""
    folders = [folder for folder in sorted(INTERVIEWS.iterdir()) if folder.is_dir()]
    found = []
    for folder in [*folders, PASTES, HTML]:
        figures = Figures(f"{folder.parent.name}/{folder.name}")
        for path in sorted(folder.iterdir()):
            figures.add(path)
        found.append(figures)
    return found


def find_invented(transcript, path, text):
    """Return the speakers whose name or initials are no label in the source."""
    names = {person.name for person in transcript.people}
    told = get_told(path)
    if path.parent.name in NAMELESS or path.name.startswith("sklearn"):
        return names
    labels = {one["q_label"] for one in told} | {a["label"] for one in told for a in one["answers"]}
    if told:
        return {n for n in names if not any(label and is_meant(label, n) for label in labels)}
    return {name for name in names if not _is_label(name, text)}


def _is_label(name, text):
    initials = "".join(word[0] for word in name.split())
    forms = "|".join(re.escape(form) for form in (name, *name.split(), initials))
    return bool(re.search(rf"(?:{forms}){LABEL_END}", text, re.MULTILINE | re.IGNORECASE))


def get_told(path):
    """Return the verified exchanges of a file, or of the file that it was made from."""
    stem = path.stem.split("__", 1)[-1] if path.parent in (PASTES, HTML) else path.stem
    for truth in truths():
        if stem in truth["file"]:
            return [one | {"answers": spoken(one)} for one in truth["detail"]]
    if path.parent.name == "usesthis-heading-question":
        return [
            {"q": q, "q_label": None, "answers": [{"label": None, "start": answer}]}
            for q, answer in HEADING.findall(path.read_text())
        ]
    return []


def _is_asked(told, exchange):
    question = re.sub(r"^\d+\. ", "", told["q"].removeprefix(f"{told['q_label']}:"))
    return _letters(exchange.question).startswith(_letters(question))


def _is_answered(told, exchange):
    if len(told["answers"]) != len(exchange.answers):
        return False
    pairs = zip(told["answers"], exchange.answers, strict=True)
    return all(
        _letters(b.text).startswith(_letters(a["start"].split("](")[0])[:BEGINNING])
        for a, b in pairs
    )


def _letters(text):
    return "".join(words_of(text))


def _count_speakers(told, exchange):
    pairs = zip(told["answers"], exchange.answers, strict=False)
    right = sum(is_meant(one["label"], other.by) for one, other in pairs)
    return right + is_meant(told["q_label"], exchange.asked_by)


def read_in_four_forms():
    """Return the exchanges of one episode as SRT, HTML, WebVTT and JSON.

    The given WebVTT and JSON are of other episodes, so these two are made from the SRT.
    """
    folder = INTERVIEWS / "podcastindex-examples"
    srt = (folder / "example.srt").read_text()
    turns = [turn for cue in CUE.findall(srt) for turn in [_get_turn(*cue)]]
    speaker, segments = "", []
    for name, words, start, end in turns:
        speaker = name or speaker
        segments.append({"speaker": speaker, "startTime": start, "endTime": end, "body": words})
    cues = (
        f"{cue[0].replace(',', '.')} --> {cue[1].replace(',', '.')}\n"
        f"<v {each['speaker']}>{escape(each['body'])}"
        for cue, each in zip(CUE.findall(srt), segments, strict=True)
    )
    forms = {
        "SRT": srt,
        "HTML": (folder / "example.html").read_text(),
        "WebVTT": "\n\n".join(["WEBVTT", *cues]),
        "JSON": json.dumps({"version": "1.0.0", "segments": segments}),
    }
    return {form: _get_exchanges(text) for form, text in forms.items()}


def _get_turn(start, end, words):
    label = NAME.match(words)
    seconds = [parse_clock(time) / 1000 for time in (start, end)]
    words = " ".join(words[label.end() if label else 0 :].split())
    return label[1] if label else "", words, *seconds


def _get_exchanges(text):
    transcript = transcripts.assemble(transcripts.parse(text))
    return [
        (e.asked_by, _letters(e.question), [(a.by, _letters(a.text)) for a in e.answers])
        for e in transcript.exchanges
    ]
