"""TranscriptReview: a transcript that an editor corrects before a draft is made of it."""

import json
from contextlib import contextmanager
from functools import cached_property

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview
from interviews.models.transcript_source import TranscriptSource
from interviews.models.visibility import NO_ROWS
from interviews.transcripts import steps
from interviews.transcripts.reviewed import ReviewedTranscript

MAX_STEPS = 50  # that can be undone
TITLE_LENGTH = 200


class TranscriptReviewQuerySet(models.QuerySet):
    def unfinished(self, user):
        """Filter for the reviews that a user can go on with, the newest first."""
        return self.filter(user=user, interview=None).order_by("-changed_at", "-pk")

    def begin(self, parsed, by, source=None):
        """Store the ParsedTranscript of a source for its review, and return the review."""
        content = ReviewedTranscript.begin(parsed)
        now = timezone.now()
        title = (content.transcript().title or content.first_words)[:TITLE_LENGTH]
        state = as_json(content.as_plain())
        return self.create(user=by, state=state, title=title, changed_at=now, source=source)


class TranscriptReview(models.Model):
    """The paragraphs of a transcript as one editor has corrected them, and the steps to that.

    Only this editor sees the review. The words are deleted when the draft has them.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    title = models.CharField(max_length=TITLE_LENGTH)
    state = models.TextField()  # JSON of a ReviewedTranscript
    steps = models.TextField(default="[]")  # JSON, see transcripts/steps.py
    changed_at = models.DateTimeField()
    source = models.OneToOneField(
        TranscriptSource,
        models.CASCADE,
        null=True,  # reviews that were begun before sources were kept have none
        related_name="review",
    )
    interview = models.ForeignKey(  # the draft, once it was created
        Interview, models.CASCADE, null=True, related_name="+"
    )

    objects = TranscriptReviewQuerySet.as_manager()

    readers_see = NO_ROWS

    class Meta:
        verbose_name = _("review of a transcript")
        verbose_name_plural = _("reviews of transcripts")
        default_permissions = ()

    def __str__(self):
        return self.title

    @cached_property
    def content(self):
        return ReviewedTranscript.from_plain(json.loads(self.state))

    @property
    def last_step(self):
        """The name of the step that undo() would take back; "" if there is none."""
        taken = json.loads(self.steps)
        return taken[-1]["name"] if taken else ""

    @contextmanager
    def changing(self, name):
        """Store a change of the content as a step; after an exception nothing is changed."""
        before, taken = self.state, json.loads(self.steps)
        try:
            yield self.content
        except Exception:
            del self.content
            raise
        self.state = as_json(self.content.as_plain())
        if self.state != before:
            step = steps.difference(str(name), json.loads(before), json.loads(self.state))
            self._store([*taken, step] if step else taken)

    def undo(self):
        """Take the last step back, and return it; None if there is none."""
        taken = json.loads(self.steps)
        if not taken:
            return None
        step = taken.pop()
        self.state = as_json(steps.undo(step, json.loads(self.state)))
        self.__dict__.pop("content", None)
        self._store(taken)
        return step

    def finish(self, interview):
        """Record the draft that was created, and delete the words, which the draft has."""
        self.interview, self.state = interview, as_json({})
        self._store([])

    def _store(self, taken):
        self.steps = as_json(taken[-MAX_STEPS:])
        self.changed_at = timezone.now()
        self.save(update_fields=["state", "steps", "changed_at", "interview"])


def as_json(plain):
    return json.dumps(plain, cls=DjangoJSONEncoder, separators=(",", ":"))
