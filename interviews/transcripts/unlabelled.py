"""Texts that do not say who speaks: between one question and the next stands the answer."""

from . import bold, headings, plain
from .assemble import heading_reason
from .blocks import Kind
from .questions import NUMBER
from .transcript import Role

# The surest first: among equals, it is taken.
FORMS = [headings.find, bold.find, lambda blocks: bold.find(blocks, strong=False), plain.find]
FEW = 8  # blocks; a shorter text may hold a single question
SPARSE = 14  # blocks an answer; with more, a few questions without mark-up make no interview
ANSWERED = 0.4  # of the questions, at least


def find(blocks):
    """Return (blocks, {position: question}, form) of the form with most questions."""
    found = [(*form(blocks), form) for form in FORMS]
    return max(found, key=lambda one: (len(one[1]), -FORMS.index(one[2])))


def is_interview(blocks, questions, form):
    """Tell whether a text has enough questions, and answers between them."""
    free = [number for number, block in enumerate(blocks) if block.role is None]
    if not questions:
        return False
    first = min(questions)
    after = [number for number in free if number > first]
    if len(questions) == 1 and (len(free) > FEW or (form is plain.find and first != free[0])):
        return False
    # Only a mark-up that somebody chose makes a few questions in a long text its skeleton.
    dense = form is not plain.find or len(after) <= SPARSE * len(questions)
    return dense and len(after) - len(questions) + 1 >= ANSWERED * len(questions)


def mark(blocks, questions):
    """Give every free block its role: introduction, question, answer, or a section's heading."""
    role, indent = Role.INTRODUCTION, 0
    for number, block in enumerate(blocks):
        if block.role is not None or block.kind == Kind.RULE:
            continue
        if number in questions:
            role, indent = Role.ANSWER, _indent(block)
            block.claim(Role.QUESTION)
            block.text = questions[number]
        elif block.kind == Kind.HEADING and _next_free(blocks, number) in questions:
            block.claim(Role.NOTE, heading_reason())
        else:
            block.claim(role)
            block.text = _outdented(block.text, indent)


def _indent(block):
    """Return how far the answer to a list item's question may be indented."""
    return 4 if block.kind == Kind.LIST and NUMBER.match(block.text) else 0


def _next_free(blocks, number):
    rest = range(number + 1, len(blocks))
    return next((n for n in rest if blocks[n].role is None and blocks[n].kind != Kind.RULE), None)


def _outdented(text, most):
    """Take off the indentation that only said that a text belongs to a list item."""
    if not most or not text[:2].isspace():
        return text
    depth = min(most, len(text) - len(text.lstrip(" ")))
    lines = text.replace("\t", "    ").split("\n")
    return "\n".join(line[min(depth, len(line) - len(line.lstrip(" "))) :] for line in lines)
