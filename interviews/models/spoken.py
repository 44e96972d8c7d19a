"""Spoken: what follows from the words of an exchange, wherever one has them from."""

from interviews import prose


class Spoken:
    """Of what has a `key`, `label`, `question`, `answer`, `note` and `removed_at`: a row of the
    database, or just what a page shows of one."""

    __slots__ = ()

    @property
    def is_removed(self):
        return self.removed_at is not None

    @property
    def question_html(self):
        return prose.inline_from_editor(self.question)

    @property
    def answer_html(self):
        return prose.from_editor(self.answer, key=self.key)

    @property
    def note_html(self):
        return prose.from_editor(self.note, key=f"{self.key}-note")

    @property
    def question_text(self):
        return prose.inline_plain(self.question)

    @property
    def answer_text(self):
        return prose.plain(self.answer)

    @property
    def listed_as(self):
        """What the list of questions calls it."""
        return self.label or self.question_text
