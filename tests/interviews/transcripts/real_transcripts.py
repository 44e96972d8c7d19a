"""Real transcripts, which lie beside the project, and a scoreboard of how well they are parsed.

docs/contributing.md has the command that prints the scoreboard of the eight verified transcripts.
"""

import html
import json
import re
from unittest import skipUnless

import nh3
from django.conf import settings

from interviews import transcripts
from interviews.transcripts.decoding import decode
from interviews.transcripts.formats import segments, subtitles, web_pages
from interviews.transcripts.names import ShortForms

SHARED = settings.BASE_DIR.parent / "shared" / "data"
INTERVIEWS = SHARED / "interviews"
PASTES = SHARED / "derived" / "plain-paste"

WORD = re.compile(r"[^\W_]+")
TAG = re.compile(r"<[^<>]*>")
TIMING = re.compile(r"(?m)^.*-->.*$|^[ \t]*\d+[ \t]*$|\AWEBVTT")
SPOKEN = re.compile(r'"(?:speaker|body)": "([^"]*)"')

needs_real_files = skipUnless(INTERVIEWS.is_dir(), "The real transcripts are not here.")


def read(path):
    """Return the Transcript of a file."""
    return transcripts.assemble(transcripts.parse(path.read_bytes(), path.name))


def truths():
    """Return the verified content of each of the eight files."""
    return json.loads((INTERVIEWS / "TRUTH-18f-given.json").read_text())


def scoreboard():
    """Return one line for each file: faultless, or the number of faults."""
    lines = []
    for truth in truths():
        found = faults(truth, read(INTERVIEWS / truth["file"]))
        lines.append(f"{'; '.join(found) or 'faultless'}: {truth['file']}")
    return "\n".join(lines)


def faults(truth, transcript):
    """Return a sentence for each difference between a transcript and its verified content."""
    told, found = truth["detail"], transcript.exchanges
    if len(told) != len(found):
        return [f"{len(found)} exchanges for {len(told)}"]
    pairs = zip(told, found, strict=True)
    wrong = [fault for one, other in pairs for fault in _exchange_faults(one, other)]
    return wrong + _length_faults(truth, transcript)


def _exchange_faults(told, exchange):
    question = join_lines(told["q"].removeprefix(f"{told['q_label']}:"))
    question = re.sub(r"^\d+\. ", "", question)
    wrong = [] if join_lines(exchange.question).startswith(question) else [f"question: {question}"]
    if not is_meant(told["q_label"], exchange.asked_by):
        wrong.append(f"asked by {exchange.asked_by} for {told['q_label']}")
    answers = spoken(told)
    if len(answers) != len(exchange.answers):
        return [*wrong, f"{len(exchange.answers)} answers for {len(answers)}"]
    for one, other in zip(answers, exchange.answers, strict=True):
        if not join_lines(other.text).startswith(join_lines(one["start"])):
            wrong.append(f"answer: {one['start']}")
        if not is_meant(one["label"], other.by):
            wrong.append(f"by {other.by} for {one['label']}")
    return wrong


def spoken(told):
    """Return the answers with a speaker; in one file a picture precedes an answer."""
    return [answer for answer in told["answers"] if not answer["start"].startswith("{%")]


def _length_faults(truth, transcript):
    """Compare paragraphs; in the verified content, the closing is part of the last answer."""
    told = [answer["paras"] for one in truth["detail"] for answer in spoken(one)]
    found = [len(a.text.split("\n\n")) for e in transcript.exchanges for a in e.answers]
    after = len(transcript.closing.split("\n\n")) if transcript.closing else 0
    after += sum(set(text) == {"-"} for text, _why in transcript.left_out)
    if told[:-1] == found[:-1] and found[-1] <= told[-1] <= found[-1] + after:
        return []
    return [f"paragraphs: {found} for {told}"]


def is_meant(label, name):
    """Return whether a label of the source stands for a name."""
    if label is None or name is None:
        return label is name
    return label == name or ShortForms([name]).is_related(label)


def join_lines(text):
    return " ".join(text.split())


def words_of(text):
    """Return the words of a text for comparison: without markup, case and URLs."""
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    text = re.sub(r"<[^<>]*>|[*_`\\#>-]", "", text)
    return re.findall(r"\w+", text.casefold())


def lost_words(text):
    """Return the words of a text that are nowhere in its transcript."""
    try:
        parsed = transcripts.parse(text)
    except transcripts.Unreadable:
        return set()
    plain = transcripts.assemble(parsed).as_dict() | {"warnings": []}
    kept = WORD.findall(" ".join(_strings(plain)).casefold())
    return set(WORD.findall(_get_words_for_readers(decode(text)[0]).casefold())) - set(kept)


def _get_words_for_readers(text):
    """Return a text without the marks of its format, if it is subtitles, HTML or JSON."""
    if subtitles.detect_format(text):
        return html.unescape(TAG.sub(" ", TIMING.sub("", text)))
    if web_pages.detect_format(text):
        unseen = {"style", "script", "title"}
        return html.unescape(
            nh3.clean(text.replace("<", " <"), tags=set(), clean_content_tags=unseen)
        )
    return " ".join(SPOKEN.findall(text)) if segments.detect_format(text) else text


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)
