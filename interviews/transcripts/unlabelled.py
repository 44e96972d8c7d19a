"""Gives roles in texts without speaker labels: text between two questions is the answer."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from interviews.transcripts import plain_questions
from interviews.transcripts.assembly import heading_reason
from interviews.transcripts.blocks import BlockKind
from interviews.transcripts.questions import (
    NUMBER,
    get_number,
    is_prompt,
    is_question,
    strip_emphasis,
)
from interviews.transcripts.transcript import ParagraphRole

FEW = 8  # blocks; only a shorter text may have a single question
SPARSE = 14  # blocks per question at most, where questions have no markup
ANSWERED = 0.4  # share of questions with an answer, at least
QUOTE_MARK = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
HASHES = re.compile(r"\s*(#+)[ \t]*(.*?)[ \t#]*$", re.DOTALL)
LINE_THAT_ASKS = re.compile(
    r"\n(?=(?:\(?\d{1,3}[.)][ \t]+)?(\*\*|__)(?=\S)(?:(?!\1).){2,600}?"
    r"[?？؟][\"'”’)]*\1[ \t]*(?:\n|$))",
    re.DOTALL,
)
# The emphasis at the beginning of a block, and the rest of the block.
BEGINNING = re.compile(
    r"(\s*(?:\(?#?\d{1,3}\\?[.)][ \t]*|[-*+•][ \t]+)?(\*\*|__)(?=\S)(?:(?!\2).){2,2000}?\2[?:.]?)"
    r"[ \t]*(\n|(?=[^\W\d_]|[ ¿\"“‘(\[]))(.*)",
    re.DOTALL,
)


def find_questions(blocks):
    """Return (blocks, {position: question}, form) of the form that finds most questions."""
    found = [(*form(blocks), form) for form in FORMS]
    return max(found, key=lambda one: (len(one[1]), -FORMS.index(one[2])))


def _marked(blocks):
    """Find questions that are headings or bold; each may have follow-up questions of the other."""
    blocks, bold = _bold(blocks)
    return blocks, bold | _headings(blocks)


def _headings(blocks):
    """Find questions that are headings of levels on which most headings have a question mark."""
    headings = {
        number: HASHES.match(block.text).groups()
        for number, block in enumerate(blocks)
        if block.kind == BlockKind.HEADING and block.role is None
    }
    levels = Counter(hashes for hashes, words in headings.values() if words)
    asking = Counter(hashes for hashes, words in headings.values() if _is_question(words))
    main = max(asking, key=lambda level: asking[level], default="")
    # Follow-up questions are one level below; a single heading above them all is a title.
    asking_levels = {
        level
        for level in asking
        if asking[level] > 0.5 * levels[level] and (level >= main or asking[level] > 1)
    }
    found = {
        number: words for number, (hashes, words) in headings.items() if hashes in asking_levels
    }
    return {number: words for number, words in found.items() if words}


def _bold(blocks):
    """Find questions in bold: alone in a paragraph, in a list, or before the answer."""
    apart = (part for block in blocks for part in _apart(block))
    blocks = [part for block in apart for part in _parts(block)]
    found = _emphasised(blocks, strong=True)
    asking = [words for words in found.values() if _is_question(words)]
    return blocks, found if len(asking) > 0.5 * len(found) else {}


def _italic(blocks):
    """Find questions in italics, where other text may be in italics too."""
    found = _emphasised(blocks, strong=False)
    asking = {number: words for number, words in found.items() if _is_question(words)}
    if len(asking) <= 0.5 * len(found):
        return blocks, {}
    first, last = min(asking), max(asking)
    remarks = {n: words for n, words in found.items() if first < n < last and _is_remark(n, found)}
    return blocks, dict(sorted((asking | remarks).items()))


def _is_remark(number, emphasised):
    """Return whether an emphasised paragraph stands between others, and is no sound."""
    stands_alone = number - 1 not in emphasised and number + 1 not in emphasised
    return stands_alone and emphasised[number][:1].isalnum()


def _quoted(blocks):
    """Find questions in quotations, most of which have a question mark."""
    free = {n: b.text for n, b in enumerate(blocks) if b.role is None and b.kind == BlockKind.QUOTE}
    words = {n: QUOTE_MARK.sub("", text).strip() for n, text in free.items()}
    found = {number: strip_emphasis(each) or each for number, each in words.items()}
    asking = [each for each in found.values() if _is_question(each)]
    return blocks, found if len(asking) > max(1, 0.5 * len(found)) else {}


# The most reliable form first: it wins a tie.
FORMS = [_marked, _italic, _quoted, plain_questions.find_questions]


def _emphasised(blocks, strong):
    free = {number: block for number, block in enumerate(blocks) if _may_be_emphasised(block)}
    words = {n: strip_emphasis(block.text.strip(), strong=strong) for n, block in free.items()}
    return {number: each for number, each in words.items() if each and len(each) > 1}


def _may_be_emphasised(block):
    return block.role is None and block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST)


def _apart(block):
    """Split a block before each bold question that fills whole lines."""
    if not _may_be_emphasised(block):
        return [block]
    edges = [0, *(match.end() for match in LINE_THAT_ASKS.finditer(block.text)), len(block.text)]
    texts = [block.text[begin:end].rstrip("\n") for begin, end in pairwise(edges)]
    return [replace(block, text=text) for text in texts if text]


def _parts(block):
    """Split a block that begins with a bold question and continues with the answer."""
    match = BEGINNING.match(block.text) if _may_be_emphasised(block) else None
    if not match or not match[4].strip() or strip_emphasis(block.text):
        return [block]
    if not match[3] and not _is_question(match[1].strip("*_ 0123456789.)")):
        return [block]
    return [replace(block, text=match[1]), replace(block, text=match[4], kind=BlockKind.PARAGRAPH)]


def _is_question(words):
    return is_question(words) or is_prompt(words[len(get_number(words)) :])


def is_interview(blocks, questions, form):
    """Return whether a text has enough questions, and answers between them."""
    free = [number for number, block in enumerate(blocks) if block.role is None]
    if not questions:
        return False
    first = min(questions)
    after = [number for number in free if number > first]
    if len(questions) == 1 and (
        len(free) > FEW or (form is plain_questions.find_questions and first != free[0])
    ):
        return False
    # In a long text, a few questions make an interview only if markup sets them apart.
    dense = form is not plain_questions.find_questions or len(after) <= SPARSE * len(questions)
    return dense and len(after) - len(questions) + 1 >= ANSWERED * len(questions)


def assign_roles(blocks, questions):
    """Set the role of every block without one: introduction, question, answer, section heading."""
    role, indent = ParagraphRole.INTRODUCTION, 0
    for number, block in enumerate(blocks):
        if block.role is not None or block.kind == BlockKind.RULE:
            continue
        if number in questions:
            role, indent = ParagraphRole.ANSWER, _indent(block)
            block.set_role(ParagraphRole.QUESTION)
            block.text = questions[number]
        elif block.kind == BlockKind.HEADING and _next_free(blocks, number) in questions:
            block.set_role(ParagraphRole.NOTE, heading_reason())
        else:
            block.set_role(role)
            block.text = _outdented(block.text, indent)


def _indent(block):
    """Return by how many spaces the answer to a list item may be indented."""
    return 4 if block.kind == BlockKind.LIST and NUMBER.match(block.text) else 0


def _next_free(blocks, number):
    rest = range(number + 1, len(blocks))
    return next(
        (n for n in rest if blocks[n].role is None and blocks[n].kind != BlockKind.RULE), None
    )


def _outdented(text, most):
    """Remove the indentation of a text that belongs to a list item."""
    if not most or not text[:2].isspace():
        return text
    depth = min(most, len(text) - len(text.lstrip(" ")))
    lines = text.replace("\t", "    ").split("\n")
    return "\n".join(line[min(depth, len(line) - len(line.lstrip(" "))) :] for line in lines)
