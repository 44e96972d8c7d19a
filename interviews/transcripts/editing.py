"""What an editor does to the paragraphs of a transcript before a draft is made of them."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.translation import gettext as _

from interviews.transcripts.assembly import SPOKEN, find_times
from interviews.transcripts.blocks import FOOTNOTE, HEADING, LINK, LIST, MARKUP
from interviews.transcripts.transcript import Paragraph, ParagraphRole

MARK = re.compile(r"^[ \t]*///[ \t]*$", re.MULTILINE)
BLANK_LINE = re.compile(r"\n[ \t]*\n")
BLOCKS = (FOOTNOTE, HEADING, LINK, LIST, MARKUP, re.compile(r"\s*(?:>|\||```|~~~)"))
WITHOUT_SPACES = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")  # Chinese, Japanese
FURTHER = {"label": "", "start": None, "end": None}  # of the further parts of a split paragraph


class NotPossible(ValueError):
    """A change cannot be made; the message tells an editor why."""


@dataclass
class ReviewedParagraph(Paragraph):
    """A paragraph with a key, which stays the same wherever the paragraph is moved."""

    key: int = 0


class ParagraphEditing:
    """Mixin with what an editor does to `paragraphs`; `next_key` is the key of the next new one.

    A method that raises NotPossible has changed nothing.
    """

    def find(self, key):
        """Return the place of a paragraph in the list."""
        for place, paragraph in enumerate(self.paragraphs):
            if paragraph.key == key:
                return place
        raise NotPossible(_("This paragraph is not there any more."))

    def edit(self, key, *, words, role, speaker, reason):
        """Give a paragraph other words, another role (None keeps it), speaker or reason."""
        place = self.find(key)
        paragraph = self.paragraphs[place]
        if words.strip() != paragraph.text.strip():
            paragraph.text = words.strip()
        role = role or paragraph.role
        is_named = speaker != paragraph.speaker
        paragraph.speaker, paragraph.reason = speaker, reason
        self._set_role(place, role, keeps_speaker=is_named)

    def split(self, key, words):
        """Split a paragraph, whose words are given with lines of ///, or blank lines, between them.

        The first part keeps the beginning of the time, the last part keeps the end. Return the key
        of the second part.
        """
        place = self.find(key)
        whole = self.paragraphs[place]
        divider = MARK if MARK.search(words) else BLANK_LINE
        first, *others = [part.strip() for part in divider.split(words) if part.strip()] or [""]
        if not others:
            raise NotPossible(
                _("To split a paragraph, put a blank line, or a line with ///, between its parts.")
            )
        parts = [replace(whole, text=first, end=None)]
        parts += [self._add(replace(whole, **FURTHER, text=part)) for part in others]
        parts[-1].end = whole.end
        self.paragraphs[place : place + 1] = parts
        return parts[1].key

    def merge(self, keys):
        """Merge paragraphs that follow each other; a single one merges with the next.

        The merged paragraph has the role and the speaker of the first. Return its key.
        """
        places = self._places(keys)
        if len(places) == 1:
            places.append(places[0] + 1)
        runs = _find_runs(places)
        if places[-1] >= len(self.paragraphs):
            raise NotPossible(_("No paragraph follows that could be merged with this one."))
        if all(len(run) == 1 for run in runs):
            raise NotPossible(_("Only paragraphs that follow each other can be merged."))
        for run in reversed(runs):
            merged = self.paragraphs[run[0] : run[-1] + 1]
            self.paragraphs[run[0] : run[-1] + 1] = [_merge(merged)]
        return self.paragraphs[places[0]].key

    def move(self, keys, by):
        """Move paragraphs up (`by` is -1) or down (1) by one place."""
        places = self._places(keys)
        order = places if by < 0 else list(reversed(places))
        if not 0 <= order[0] + by < len(self.paragraphs):
            no_place = _("This is the first paragraph.") if by < 0 else _("This is the last.")
            raise NotPossible(no_place)
        for place in order:
            self.paragraphs.insert(place + by, self.paragraphs.pop(place))
        return keys[0]

    def set_role(self, keys, role):
        for place in self._places(keys):
            self._set_role(place, role)
        return keys[0]

    def set_speaker(self, keys, name):
        for place in self._places(keys):
            self.paragraphs[place].speaker = name
        return keys[0]

    def leave_out(self, keys, reason):
        for place in self._places(keys):
            self._set_role(place, ParagraphRole.LEFT_OUT)
            self.paragraphs[place].reason = reason
        return keys[0]

    def add_left_out(self, words, reason, after):
        """Insert words that are left out below the paragraph `after`, or at the end."""
        keys = [paragraph.key for paragraph in self.paragraphs]
        place = keys.index(after) + 1 if after in keys else len(keys)
        left_out = ReviewedParagraph(words, ParagraphRole.LEFT_OUT, reason=reason)
        self.paragraphs.insert(place, self._add(left_out))

    def _places(self, keys):
        if not keys:
            raise NotPossible(_("Tick the paragraphs first."))
        return sorted(map(self.find, keys))

    def _add(self, paragraph):
        paragraph.key, self.next_key = self.next_key, self.next_key + 1
        return paragraph

    def _set_role(self, place, role, keeps_speaker=False):
        paragraph = self.paragraphs[place]
        if role == paragraph.role:
            return
        if paragraph.role == ParagraphRole.LEFT_OUT:
            paragraph.reason = ""
        paragraph.role = role
        if not keeps_speaker and role != ParagraphRole.LEFT_OUT:
            paragraph.speaker = self._find_speaker(place) if role in SPOKEN else None

    def _find_speaker(self, place):
        """Return who speaks here, after a change of the role.

        If somebody else asks (or answers) in the transcript, it is the nearest one above, or below.
        """
        this = self.paragraphs[place]
        near = [*reversed(self.paragraphs[:place]), *self.paragraphs[place + 1 :]]
        names = [other.speaker for other in near if other.role == this.role and other.speaker]
        return this.speaker if this.speaker in names or not names else names[0]


def without_marks(words):
    """Return words without the lines of /// that tell where they are to be split."""
    return re.sub(r"\s*^[ \t]*///[ \t]*$\s*", " ", words, flags=re.MULTILINE).strip()


def _find_runs(places):
    """Return the places, grouped into lists of consecutive places."""
    runs = [places[:1]]
    for before, place in pairwise(places):
        if place == before + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _merge(paragraphs):
    first, *others = paragraphs
    text = first.text.strip()
    for other in others:
        text = join_words(text, other.text.strip())
    start, end = find_times(paragraphs)
    utterances = sorted({number for each in paragraphs for number in each.utterances})
    return replace(first, text=text, start=start, end=end, utterances=utterances)


def join_words(first, second):
    """Return the words of two paragraphs as one; lists and the like stay blocks of their own."""
    if not first or not second:
        return first or second
    if any("\n" in text or any(block.match(text) for block in BLOCKS) for text in (first, second)):
        return f"{first}\n\n{second}"
    is_close = WITHOUT_SPACES.match(first[-1]) and WITHOUT_SPACES.match(second[0])
    return first + ("" if is_close else " ") + second
