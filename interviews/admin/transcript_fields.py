"""The fields of one open paragraph in the review of a transcript, and what was changed in them.

A paragraph may have been changed in another tab since its fields were shown. So the page also has
a hidden field with what they showed: only what the editor has changed is applied.
"""

import json
from hashlib import sha256

from interviews.line_endings import normalize_line_endings
from interviews.names import normal_name
from interviews.transcripts import ParagraphRole
from interviews.transcripts.editing import without_marks

FIELDS = ("words", "role", "speaker", "reason")


def describe_shown(paragraph):
    """Return the value of the hidden field: the fields as they are shown, words by fingerprint."""
    return json.dumps(_by_fingerprint(_fields_of(paragraph)))


class SentParagraph:
    """The posted fields of the paragraph with this key, which is perhaps to be split."""

    def __init__(self, post, key, is_split=False):
        self.post, self.key, self.is_split = post, key, is_split
        self.marked_words = clean(normalize_line_endings(self._get("words")))
        self.words = without_marks(self.marked_words)

    def _get(self, name):
        return self.post.get(f"{name}-{self.key}", "")

    def changes(self, paragraph):
        """Return the fields of a paragraph with what the editor has changed in them."""
        now = _fields_of(paragraph)
        if self.is_split and self.words.split() == paragraph.text.split():
            self.words = now["words"]  # nothing but the place was marked
        sent = {
            "words": self.words,
            "role": self._get("role"),
            "speaker": normal_name(self._get("speaker")),
            "reason": " ".join(clean(self._get("reason")).split()),
        }
        shown, compared = self._shown(now), _by_fingerprint(sent)
        changed = {name: sent[name] for name in FIELDS if compared[name] != shown[name]}
        if self.conflicts_with(paragraph):
            changed.pop("words", None)
        return _as_arguments(now | changed)

    def conflicts_with(self, paragraph):
        """Whether the words were changed here and elsewhere; None stands for a paragraph gone."""
        now = _by_fingerprint({"words": paragraph.text if paragraph else ""})["words"]
        shown, sent = self._shown({"words": ""})["words"], _by_fingerprint({"words": self.words})
        is_known = bool(self._get("shown"))
        return is_known and shown not in (now, sent["words"]) and sent["words"] != now

    def _shown(self, default):
        """Return the fields as they were shown; the default where the page did not say."""
        try:
            shown = json.loads(self._get("shown"))
            return {name: str(shown[name]) for name in FIELDS}
        except (ValueError, TypeError, KeyError):
            return _by_fingerprint(default)


def _fields_of(paragraph):
    return {
        "words": paragraph.text,
        "role": str(paragraph.role),
        "speaker": paragraph.speaker or "",
        "reason": str(paragraph.reason),
    }


def _by_fingerprint(fields):
    return fields | {"words": sha256(fields["words"].strip().encode()).hexdigest()[:16]}


def _as_arguments(fields):
    role = fields["role"]
    fields["role"] = ParagraphRole(role) if role in ParagraphRole else None
    return fields | {"speaker": fields["speaker"] or None}


def clean(text):
    return text.replace("\0", "")
