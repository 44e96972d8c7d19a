"""SourceUtterance: a numbered paragraph of the source of an interview, and where it went."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interviews.models.transcript_source import TranscriptSource
from interviews.models.visibility import NO_ROWS
from interviews.transcripts.transcript import ParagraphRole

NOT_PART = _("Not part of the interview.")
DELETED = _("Deleted by the editor.")


class SourceUtteranceQuerySet(models.QuerySet):
    def keep(self, source, parsed):
        """Store the paragraphs of a ParsedTranscript, as they were read, in their order."""
        self.bulk_create(
            [
                SourceUtterance(
                    source=source,
                    number=number,
                    text=paragraph.text,
                    speaker=paragraph.speaker or "",
                    start=paragraph.start,
                    end=paragraph.end,
                    **_place(paragraph.role, paragraph.reason),
                )
                for number, paragraph in enumerate(parsed.paragraphs, start=1)
            ],
            batch_size=500,
        )

    def record_places(self, places):
        """Store the roles and reasons that changed since the source was read."""
        changed = []
        for utterance in self.all():
            place = _place(*places.get(utterance.number, (ParagraphRole.LEFT_OUT, DELETED)))
            if place != {"role": utterance.role, "reason": utterance.reason}:
                utterance.role, utterance.reason = place["role"], place["reason"]
                changed.append(utterance)
        self.bulk_update(changed, ["role", "reason"], batch_size=500)


def _place(role, reason):
    """Return the columns for a role and a reason; what is left out always has a reason."""
    is_left_out = role == ParagraphRole.LEFT_OUT
    return {"role": str(role), "reason": str(reason or (NOT_PART if is_left_out else ""))}


class SourceUtterance(models.Model):
    """Never changed once a draft was made from its source.

    The exchanges that were made from it have its number among their `utterances`.
    """

    source = models.ForeignKey(TranscriptSource, models.CASCADE, related_name="utterances")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("words"))
    speaker = models.TextField(_("speaker"), blank=True)
    start = models.PositiveBigIntegerField(_("start"), null=True)  # milliseconds
    end = models.PositiveBigIntegerField(_("end"), null=True)  # milliseconds
    # "" is an address or a footnote that stands in the texts that use it.
    role = models.CharField(_("where it went"), max_length=12, choices=ParagraphRole, blank=True)
    reason = models.TextField(_("why"), blank=True)

    readers_see = NO_ROWS
    objects = SourceUtteranceQuerySet.as_manager()

    class Meta:
        verbose_name = _("utterance of a source")
        verbose_name_plural = _("utterances of sources")
        default_permissions = ()  # the interview's permissions apply
        ordering = ["source_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "number"], name="utterances_are_numbered_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(role=ParagraphRole.LEFT_OUT) | ~Q(reason=""),
                name="what_is_left_out_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.number}: {self.text[:80]}"
