"""Parses plain text and Markdown: finds out how questions are marked, and sets roles."""

import re
from collections import defaultdict

from django.utils.translation import gettext as _

from interviews.prose.escaping import escape_markdown
from interviews.transcripts import (
    boilerplate,
    closing,
    front_matter,
    header_lines,
    labelled,
    line_breaks,
    line_numbers,
    links,
    markdown_detection,
    markup,
    names,
    plain_questions,
    speaker_turns,
    timestamps,
    unlabelled,
)
from interviews.transcripts.blocks import HEADING, BlockKind, is_list_item
from interviews.transcripts.blocks import split as split_into_blocks
from interviews.transcripts.questions import (
    get_number,
    is_question,
    join_lines,
    strip_emphasis,
    strip_unclosed_emphasis,
)
from interviews.transcripts.run_ins import within_answers
from interviews.transcripts.transcript import Paragraph, ParagraphRole, ParsedTranscript
from interviews.transcripts.vocabulary import NOT_NAMES

HEAD = 30  # blocks at most before the first turn that are searched for names
TITLE = 110  # characters; a longer first line is not a title
EDITORS_NOTE = re.compile(
    r"[\[(*_]{0,3}(?:editor(?:[’']?s?|ial)[’']? note|eds?[.:])|[\[(*_]{1,3}editors?:",
    re.IGNORECASE,
)


def parse(text, filename=""):
    """Return the ParsedTranscript of a decoded text."""
    facts, front, body, warnings = front_matter.split(text)
    body, numbers = line_numbers.remove_line_numbers(body)
    is_markdown = bool(front) or markdown_detection.is_markdown(body, filename)
    if not front:
        facts, front, body = header_lines.split(body)
    blocks = split_into_blocks(body, is_markdown=is_markdown)
    blocks = boilerplate.split_off_boilerplate(
        line_breaks.split_paragraphs(blocks, is_markdown=is_markdown)
    )
    if is_markdown:
        escape_signs(blocks)
        blocks, more = markup.convert_html(blocks)
        warnings += more + links.warn_about_relative(blocks)
    links.drop_definitions(blocks)
    blocks, removed = timestamps.move_times(blocks)
    timestamps.drop_breaks(blocks)
    boilerplate.drop_boilerplate(blocks)
    _mark_title(blocks, facts)
    blocks, more, doubts, is_certain = _with_roles(blocks, facts)
    boilerplate.drop_repetitions(blocks, facts)
    timestamps.set_ends(blocks)
    if not is_markdown:
        escape(blocks)
    paragraphs = [front, *map(make_paragraph, blocks), *removed, *more, *numbers]
    return ParsedTranscript(
        paragraphs=[p for p in paragraphs if p and p.text.strip()],
        facts=facts,
        warnings=warnings + doubts,
        confidence="high" if is_certain else "low",
    )


def parse_as_introduction(text, warning):
    """Return the ParsedTranscript of a text without exchanges: all of it is introduction."""
    blocks = split_into_blocks(text, is_markdown=False)
    escape(blocks)
    paragraphs = [Paragraph(block.text, ParagraphRole.INTRODUCTION) for block in blocks]
    return ParsedTranscript(paragraphs, warnings=[warning], confidence="low")


def make_paragraph(block):
    """Return a block, which has its role, as a Paragraph."""
    return Paragraph(
        block.text, block.role, block.speaker, block.reason, block.start, block.end, block.label
    )


def escape_signs(blocks):
    """Escape the sign before a number, “# 1 on my list”, which Markdown takes for a heading."""
    for block in blocks:
        if block.kind == BlockKind.PARAGRAPH and HEADING.match(block.text):
            block.text = "\\" + block.text.lstrip()


def escape(blocks):
    """Escape the plain text of blocks as Markdown; each item of a list begins a line."""
    for block in blocks:
        if block.kind == BlockKind.HEADING:
            hashes, space, words = block.text.partition(" ")
            block.text = f"{hashes}{space}{escape_markdown(words)}"
        elif block.kind == BlockKind.LIST:
            first, *lines = block.text.split("\n")
            ends = ("  \n" if is_list_item(line) else "\n" for line in lines)
            items = (end + line for end, line in zip(ends, lines, strict=True))
            block.text = escape_markdown(first + "".join(items))
        elif block.kind != BlockKind.RULE:
            block.text = escape_markdown(block.text)


def _mark_title(blocks, facts):
    """Mark the first heading as title if it is the only one of level 1, or repeats the title."""
    first = next((block for block in blocks if block.role is None), None)
    if not first or first.kind != BlockKind.HEADING:
        return
    words = first.text.strip("# \t")
    highest = [b for b in blocks if b.kind == BlockKind.HEADING and re.match(r"\s*#\s", b.text)]
    if words.casefold() == facts.title.casefold() or (not facts.title and highest == [first]):
        first.set_role(ParagraphRole.TITLE)


def _with_roles(blocks, facts):
    """Return (blocks, removed labels and numbers, warnings, whether the roles are certain)."""
    groups = _find_introduced_names(blocks, facts)
    names = [name for group in groups for name in group]
    split, labels = speaker_turns.split(blocks, names)
    if labelled.is_conversation(split, labels) and not within_answers(
        labels, split, unlabelled.find_questions(blocks)[1].values(), names
    ):
        return read_labelled(split, labels, facts)
    return read_unlabelled(blocks, facts)


def _find_introduced_names(blocks, facts, end=HEAD):
    """Return groups of the names in the head of a text, the most reliable group first."""
    head = "\n\n".join(block.text for block in blocks[:end] if block.role != ParagraphRole.LEFT_OUT)
    people = [person.name for person in facts.people]
    return [people, *names.find_names(f"{facts.title}\n\n{facts.summary}\n\n{head}")]


def read_labelled(blocks, labels, facts):
    last = max(labels)
    warnings = boilerplate.drop_below_interview(blocks[last + 1 :])
    groups = _find_introduced_names(blocks, facts, end=min(*labels, HEAD))
    speakers = labelled.resolve_speakers(labels, groups)
    for number, label in labels.items():
        blocks[number].label = label.written
    roles = _get_known_roles(facts.people, set(filter(None, speakers.values())))
    conversation = labelled.Conversation(blocks, labels, speakers, roles)
    conversation.assign_roles()
    _mark_closing_words(blocks, last)
    _mark_remaining_blocks(blocks, last, speakers[last], facts)
    if not conversation.is_certain:
        warnings.append(_("Who asks and who answers is not certain; please check the roles."))
    is_certain = conversation.is_certain and not _is_mostly_prose(blocks, warnings)
    removed = _list_removed_labels(labels, speakers, blocks) + _remove_numbers(blocks)
    return blocks, removed, warnings, is_certain


def _get_known_roles(people, speaking):
    """Return {name: role} by the source; if it lists only some speakers, these are subjects."""
    known = {person.name: person.role for person in people if person.name in speaking}
    listed = {name for name, role in known.items() if role == "speaker"}
    answering = dict.fromkeys(listed if speaking - known.keys() else (), "subject")
    return {n: role for n, role in known.items() if role in ("interviewer", "subject")} | answering


def read_unlabelled(blocks, facts):
    blocks, questions, form = unlabelled.find_questions(blocks)
    is_plain = form is plain_questions.find_questions
    start = len(blocks) // 3 if is_plain else max(questions, default=0) + 1
    below = boilerplate.drop_below_interview(blocks[start:])
    if is_plain:
        blocks, questions = form(blocks)
    if not unlabelled.is_interview(blocks, questions, form):
        unlabelled.assign_roles(blocks, {})
        closing.assign_rule_roles(blocks)
        return blocks, [], below, False
    unlabelled.assign_roles(blocks, questions)
    _mark_remaining_blocks(blocks, max(questions), None, facts)
    guesses = [text for text in questions.values() if is_plain and plain_questions.is_guess(text)]
    warnings = [*below, _warn_about_guesses(guesses)] if guesses else below
    # Two who speak by turns ask each other: one question follows another.
    joined = sum(number + 1 in questions for number in questions) if is_plain else 0
    is_certain = joined <= 0.2 * len(questions) and len(guesses) <= 0.4 * len(questions)
    is_certain = is_certain and not _is_mostly_prose(blocks, warnings)
    return blocks, _remove_numbers(blocks), warnings, is_certain


def _mark_closing_words(blocks, last):
    """Mark the last turn as closing if it is an interviewer's without a question: a good-bye."""
    turn = [block for block in blocks[last:] if block.role not in (None, ParagraphRole.LEFT_OUT)]
    if {block.role for block in turn} == {ParagraphRole.QUESTION} and not any(
        is_question(b.text) for b in turn
    ):
        for place, block in enumerate(turn):
            # Paragraphs below the labelled one may be by the editors.
            by_editors = place and closing.EDITORIAL.match(block.text)
            block.set_role(ParagraphRole.CLOSING, speaker=None if by_editors else block.speaker)


def _mark_remaining_blocks(blocks, last, speaker, facts):
    """Set the remaining roles, and remove markup from questions."""
    closing.mark_closing(blocks, last, speaker)
    closing.assign_rule_roles(blocks)
    if not facts.title:
        _mark_plain_title(blocks)
    for block in blocks:
        if block.role in (ParagraphRole.QUESTION, ParagraphRole.ANSWER) and EDITORS_NOTE.match(
            block.text
        ):
            block.set_role(ParagraphRole.NOTE)
        elif block.role == ParagraphRole.QUESTION and block.kind in (
            BlockKind.PARAGRAPH,
            BlockKind.HEADING,
            BlockKind.LIST,
        ):
            words = block.text.strip()
            words = words.lstrip("# \t") if block.kind == BlockKind.HEADING else words
            plain = strip_emphasis(words) or strip_emphasis(words, strong=False)
            block.text = join_lines(plain or strip_unclosed_emphasis(words))
        elif block.role == ParagraphRole.ANSWER and block.kind == BlockKind.PARAGRAPH:
            block.text = strip_unclosed_emphasis(block.text)


def _mark_plain_title(blocks):
    """Mark a first line without a full stop as the title if more introduction follows."""
    free = [block for block in blocks[:HEAD] if block.role == ParagraphRole.INTRODUCTION]
    if any(block.role == ParagraphRole.TITLE for block in blocks[:HEAD]) or len(free) < 2:
        return
    words = free[0].text.strip()
    is_line = free[0].kind == BlockKind.PARAGRAPH and "\n" not in words and len(words) <= TITLE
    is_fact = words.split(":")[0].casefold() in NOT_NAMES
    if is_line and not is_fact and (words[-1].isalnum() or words[-1] in '”"’)»」'):
        free[0].set_role(ParagraphRole.TITLE)


def _list_removed_labels(labels, speakers, blocks):
    """Return removed labels that differ from the names of their speakers, as left-out text."""
    written = defaultdict(dict)
    for number, label in labels.items():
        key = None if label.is_letter else speakers[number]
        is_said = bool(key and blocks[number].text.strip())
        if not is_said or not set(label.written.split()) <= set(key.split()):
            written[key][label.written] = None
    times = [label.time for label in labels.values() if label.time]
    found = []
    for name, forms in written.items():
        reason = _("Label of %s.") % name if name else _("Labels of questions and answers.")
        found.append(Paragraph(", ".join(forms), ParagraphRole.LEFT_OUT, reason=reason))
    if times:
        found.append(
            Paragraph(" ".join(times), ParagraphRole.LEFT_OUT, reason=_("Times of the recording."))
        )
    return found


def _remove_numbers(blocks):
    """Remove the numbers of numbered questions; return them as left-out text."""
    asked = [block for block in blocks if block.role == ParagraphRole.QUESTION]
    numbered = [block for block in asked if get_number(block.text)]
    if len(numbered) < min(2, len(asked)) or not numbered:
        return []
    numbers = [get_number(block.text).strip() for block in numbered]
    for block in numbered:
        block.text = block.text[len(get_number(block.text)) :]
    return [
        Paragraph(" ".join(numbers), ParagraphRole.LEFT_OUT, reason=_("Numbers of the questions."))
    ]


def _is_mostly_prose(blocks, warnings):
    """Return whether most of the text is introduction; if so, add a warning."""
    words = defaultdict(int)
    for block in blocks:
        words[block.role] += len(block.text)
    prose = (
        words[ParagraphRole.INTRODUCTION]
        > words[ParagraphRole.QUESTION] + words[ParagraphRole.ANSWER]
    )
    if prose:
        warnings.append(_("Most of the text is before the first question."))
    return prose


def _warn_about_guesses(guesses):
    first = guesses[0] if len(guesses[0]) < 80 else guesses[0][:79] + "…"
    return _(
        "Questions found only by their position: %(count)d, the first is “%(first)s”. "
        "Please check that none belongs to an answer."
    ) % {"count": len(guesses), "first": first}
