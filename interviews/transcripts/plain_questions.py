"""Finds questions in texts without labels and markup, where each is a paragraph of its own."""

from dataclasses import replace

from interviews.transcripts import closing, lone_lines
from interviews.transcripts.blocks import BlockKind, is_list_item
from interviews.transcripts.questions import (
    begins_as_reply,
    get_number,
    is_prompt,
    is_question,
    is_rhetorical,
    uses_first_person,
    uses_second_person,
)

SHORT = 45  # words; most questions are shorter
REMARK = 25  # words at most in a remark without a question mark that gets a reply
END = 40  # words at the end of a paragraph in which “you” is searched


def find_questions(blocks):
    """Return (blocks, {position: question}), by length, by “you”, and by the blocks around."""
    before = [None, *blocks]
    blocks = [part for pair in zip(before, blocks, strict=False) for part in _parts(*pair)]
    free = [number for number, block in enumerate(blocks) if block.role is None]
    numbered = [n for n in free if get_number(blocks[n].text) and _is_alone(blocks[n])]
    if sum(is_question(blocks[n].text) for n in numbered) >= max(2, 0.6 * len(numbered)):
        return blocks, {number: blocks[number].text for number in numbered}
    found, listed = {}, False
    for place, number in enumerate(free[:-1]):
        before = blocks[free[place - 1]].text if place else ""
        after = blocks[free[place + 1]].text
        just_asked = bool(place) and free[place - 1] in found
        listed = _introduces_list(before) or (listed and is_question(before))
        # What tells the terms of the interview is by the editors, and answers no question.
        if _is_alone(blocks[number]) and not listed and not closing.tells_terms(after):
            text = blocks[number].text
            if is_question(text):
                found_now = _is_asked_of_somebody(text, after, just_asked)
            else:
                found_now = not just_asked and (
                    is_prompt(text) or _is_replied_to(text, after, found)
                )
            if found_now:
                found[number] = text
    lone = lone_lines.find_questions(blocks)
    return blocks, lone if len(lone) >= 2 * max(len(found), 1) else found


def is_guess(text):
    """Return whether a question was found by the blocks around it rather than by its form."""
    return not is_question(text) or (uses_first_person(text) and not uses_second_person(text))


def _introduces_list(text):
    """Return whether a text ends in a colon, so that a list follows and not a question."""
    return text.rstrip("*_ \n").endswith((":", "："))


def _parts(before, block):
    """Split a block whose first line is a question and whose other lines are the answer."""
    lines = block.text.split("\n")
    if (
        block.role is not None
        or block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST)
        or len(lines) < 2
    ):
        return [block]
    width = max(len(line.rstrip()) for line in lines)
    room = len(lines[0].rstrip()) + 1 + len(lines[1].split(None, 1)[0]) if lines[1].strip() else 0
    if not is_question(lines[0]) or room > width or lines[1][:1] in " \t-*+•":
        return [block]
    if (before and _introduces_list(before.text)) or (
        len(lines) > 2 and all(map(is_question, lines))
    ):
        return [block]
    rest = replace(block, text="\n".join(lines[1:]), kind=BlockKind.PARAGRAPH)
    return [replace(block, text=lines[0].rstrip()), rest]


def _is_alone(block):
    """Return whether a block may be one question: a paragraph, or a single numbered item."""
    if block.kind == BlockKind.LIST:
        return bool(get_number(block.text)) and sum(map(is_list_item, block.text.split("\n"))) == 1
    return block.kind == BlockKind.PARAGRAPH and sum(map(is_question, block.text.split("  \n"))) < 2


def _is_asked_of_somebody(text, after, just_asked):
    """Return whether a paragraph with a final question mark is asked, not rhetorical."""
    words = text.split()
    to_somebody = uses_second_person(" ".join(words[-END:]))
    if just_asked:
        # After a question, this is the answer, unless it continues the question.
        return (
            to_somebody
            and len(words) <= SHORT
            and not is_question(after)
            and not begins_as_reply(text)
        )
    if is_question(after) and uses_first_person(text):
        return False  # the end of an answer, before the next question
    if is_rhetorical(text):
        return False
    return len(words) <= SHORT or to_somebody


def _is_replied_to(text, after, asked):
    """Return whether a short remark gets a reply, as a question would."""
    short = len(text.split()) <= REMARK and not _introduces_list(text)
    return bool(asked) and short and begins_as_reply(after)
