"""Recognises the editors' closing text after the conversation, and roles of dividing lines."""

import re

from django.utils.translation import gettext as _

from interviews.transcripts.assembly import heading_reason
from interviews.transcripts.blocks import BlockKind
from interviews.transcripts.phrases import EDITING, TERMS
from interviews.transcripts.transcript import ParagraphRole

MAX_CLOSING = 6  # blocks; a longer text after a dividing line belongs to the answer
QUOTED = re.compile(r"[\"“«„][^\"”»“]*[\"”»“]")
HEADING = re.compile(
    r"(?:in )?(?:conclusion|closing|summary|wrap(?:ping)?[ -]up|about\b.{0,60}|links|resources"
    r"|references|further reading|learn more|find out more|more information|acknowledge?ments?"
    r"|thanks|credits|footnotes|notes|show notes|contact|get involved|next steps)",
    re.IGNORECASE,
)
EDITORIAL = re.compile(
    r"[*_(\[]{0,3}(?:this is the \w+ (?:post|part|article|interview|instal?lment|piece)\b"
    r"|this (?:interview|conversation|transcript) (?:was|is|has|took|appeared|originally|first)\b"
    r"|(?:the|our) (?:interview|conversation) (?:was|has been) (?:conducted|edited|condensed"
    r"|done|held|recorded|shortened|transcribed|translated)\b"
    r"|interview(?:ed)? (?:was )?(?:by|conducted)\b|as told to\b)",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"\b(?:I|I[’']\w+|[Mm]y|me)\b")


def mark_closing(blocks, last_turn, speaker):
    """Mark the text after the conversation as closing.

    `last_turn` is the position of the first block of the last turn; `speaker` is its speaker, or
    None. A paragraph that names this speaker is by the editors.
    """
    after = [number for number in range(last_turn + 1, len(blocks)) if _is_free(blocks[number])]
    if blocks[last_turn].role == ParagraphRole.QUESTION:
        after = after[1:]
    for find in (_below_the_rule, _below_the_heading, _in_the_third_person):
        if found := find(blocks, after, speaker):
            for number in found:
                if blocks[number].kind != BlockKind.RULE:
                    reason = _("Seems to be by the editors, after the conversation.")
                    blocks[number].set_role(ParagraphRole.CLOSING, reason)
            return


def _is_free(block):
    return block.role in (None, ParagraphRole.ANSWER, ParagraphRole.QUESTION)


def _below_the_rule(blocks, after, speaker):
    rules = [number for number in after if blocks[number].kind == BlockKind.RULE]
    below = [number for number in after if rules and number > rules[-1]]
    return below if len(below) <= MAX_CLOSING else []


def _below_the_heading(blocks, after, speaker):
    """Find a last section that has a typical title, or where other sections begin with a turn."""
    heads = [number for number in after if blocks[number].kind == BlockKind.HEADING]
    if not heads:
        return []
    has_section_headings = any(block.reason == heading_reason() for block in blocks)
    is_typical_title = HEADING.fullmatch(blocks[heads[-1]].text.strip("# \t*_:"))
    return [n for n in after if n >= heads[-1]] if has_section_headings or is_typical_title else []


def _in_the_third_person(blocks, after, speaker):
    """Find last paragraphs about the interview, or about its last speaker."""
    found = []
    for number in reversed(after):
        text = blocks[number].text
        if not (EDITORIAL.match(text) or _mentions(speaker, text) or tells_terms(text)):
            break
        found.append(number)
    return found


def tells_terms(text):
    """Return whether a text is about the terms or the editing of the interview."""
    tells = TERMS.search(text) or EDITING.search(text)
    return bool(tells) and not FIRST_PERSON.search(QUOTED.sub("", text))


def _mentions(speaker, text):
    words = set(re.findall(r"\w+", QUOTED.sub("", text)))
    names = [part for part in (speaker or "").split() if len(part) > 2 and part[0].isupper()]
    return not words.isdisjoint(names) and not FIRST_PERSON.search(text)


def assign_rule_roles(blocks):
    """Keep dividing lines inside a turn or the introduction; leave out the others."""
    kept = [number for number, block in enumerate(blocks) if block.role != ParagraphRole.LEFT_OUT]
    for index, number in enumerate(kept):
        block = blocks[number]
        if block.kind != BlockKind.RULE or block.role is not None:
            continue
        before = blocks[kept[index - 1]] if index else block
        after = blocks[kept[index + 1]] if index + 1 < len(kept) else block
        if _is_one_piece(before, after):
            block.set_role(before.role, speaker=before.speaker)
        else:
            block.set_role(ParagraphRole.LEFT_OUT, _("A dividing line."))


def _is_one_piece(before, after):
    prose = (ParagraphRole.INTRODUCTION, ParagraphRole.ANSWER, ParagraphRole.CLOSING)
    return before.role == after.role in prose and before.speaker == after.speaker
