"""Finds the footnotes of pasted HTML: two links that lead to each other. Pure."""

import re

ANCHOR = re.compile(r"<a [^>]*>")
HREF, NAME = re.compile(r' href="#([^"]+)"'), re.compile(r' (?:id|name)="([^"]+)"')


def find_notes(cleaned, first_note):
    """Return ({place of a reference: number}, {place of a note: number}) of footnotes.

    A reference and its note link to each other: each `href` is the other's name. The place is
    (name, target), since both have the same two.
    """
    references, notes = {}, {}
    for tag in ANCHOR.findall(cleaned):
        target, name = HREF.search(tag), NAME.search(tag)
        if not (target and name):
            continue
        there, here = target[1], name[1]
        if (there, here) in references:
            notes[here, there] = references[there, here]
        else:
            references.setdefault((here, there), None)
    numbers = {}
    for here, there in references:
        if (there, here) in notes:
            numbers[here, there] = first_note + len(numbers)
    return numbers, {(here, there): numbers[there, here] for here, there in notes}
