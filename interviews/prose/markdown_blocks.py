"""Writes blocks of formatted text as an editor's Markdown: paragraphs, headings, lists … Pure."""

from dataclasses import dataclass

from interviews.prose.runs import write_block


class Quotation:
    """A container of blocks; the same object holds all blocks of one quotation."""

    first = rest = "> "


@dataclass(eq=False)
class List:
    """A list; `number` is that of its next item, None if it has bullets."""

    number: int | None
    last: "Item | None" = None
    sign: str = ""

    def add_item(self):
        self.last = Item(self, self.number)
        if self.number is not None:
            self.number += 1
        return self.last


@dataclass(eq=False)
class Item:
    """An item of a list, a container of blocks."""

    list: List
    number: int | None

    @property
    def first(self):
        return f"{'' if self.number is None else self.number}{self.list.sign} "

    @property
    def rest(self):
        return " " * len(self.first)


@dataclass
class MarkdownBlock:
    """A paragraph, a heading or a rule. `note` is the number of the footnote that it is."""

    containers: tuple
    runs: list
    level: int = 0
    note: int | None = None
    is_rule: bool = False


def write_blocks(blocks):
    """Return the Markdown of blocks, footnotes last."""
    text = [block for block in blocks if not block.note]
    notes = [block for block in blocks if block.note]
    lines, before = [], None
    for block in text:
        lines += _write(block, before)
        before = block
    parts = ["\n".join(lines)]
    parts += [f"[^{block.note}]: {_indent(write_block(block.runs))}" for block in notes]
    return "\n\n".join(filter(None, parts))


def _indent(text):
    return text.replace("\n", "\n    ")


def _write(block, before):
    """Return the lines of a block, with an empty line before it unless it is the next item."""
    shared = _count_shared(block, before)
    for place, container in enumerate(block.containers[shared:], start=shared):
        _choose_sign(container, before, place)
    first = "".join(c.rest for c in block.containers[:shared])
    between = [] if before is None or _is_tight(block, before, shared) else [first.rstrip()]
    first += "".join(c.first for c in block.containers[shared:])
    rest = "".join(c.rest for c in block.containers)
    text = "---" if block.is_rule else write_block(block.runs, block.level)
    lines = text.split("\n")
    return [*between, first + lines[0], *(rest + line for line in lines[1:])]


def _count_shared(block, before):
    if before is None:
        return 0
    pairs = zip(block.containers, before.containers, strict=False)
    return next(
        (place for place, (one, other) in enumerate(pairs) if one is not other),
        min(len(block.containers), len(before.containers)),
    )


def _choose_sign(container, before, place):
    """Give a list its sign: another one than that of a different list just before."""
    if not isinstance(container, Item) or container.list.sign:
        return
    signs = ("-", "*") if container.number is None else (".", ")")
    standing = before.containers[place] if before and len(before.containers) > place else None
    taken = standing.list.sign if isinstance(standing, Item) else ""
    container.list.sign = signs[taken == signs[0]]


def _is_tight(block, before, shared):
    """Return whether a block begins the next item of the list that the block before is in."""
    if block.is_rule or before.is_rule or len(block.containers) <= shared:
        return False
    item = block.containers[shared]
    if not isinstance(item, Item):
        return False
    if len(before.containers) == shared:  # the first item below another item
        return shared > 0 and item.number in (None, 1) and isinstance(before.containers[-1], Item)
    standing = before.containers[shared]
    return isinstance(standing, Item) and standing.list is item.list
