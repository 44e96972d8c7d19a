"""Decision: what was done with a reply, by whom, when and why."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews import prose
from interviews.models.visibility import NO_ROWS
from interviews.names import get_user_name


class DecisionQuerySet(models.QuerySet):
    def in_effect(self):
        """Decisions that were not undone, the newest first."""
        return self.exclude(kind=Decision.Kind.UNDONE).filter(undone=None).order_by("-at", "-pk")

    def with_can_be_undone(self):
        """Annotate `can_be_undone`: the kind allows it, and it is the newest on its reply."""
        newer = Decision.objects.in_effect().filter(reply=OuterRef("reply"), pk__gt=OuterRef("pk"))
        stands = Q(kind__in=Decision.CAN_BE_UNDONE, undone=None)
        newest = Case(When(stands & ~Exists(newer), then=True), default=False)
        return self.annotate(can_be_undone=newest)

    def excluding_authors(self):
        """Leave out what authors did with their own replies."""
        by_the_author = Q(kind__in=[Decision.Kind.EDITED, Decision.Kind.WITHDRAWN])
        return self.exclude(by_the_author | Q(undoes__kind=Decision.Kind.WITHDRAWN))

    def approved_by_moderator(self):
        """Approvals by a moderator, not by the rules."""
        return self.filter(kind=Decision.Kind.APPROVED, by__isnull=False)


class Decision(models.Model):
    """Database triggers refuse to edit or delete a decision."""

    class Kind(models.TextChoices):
        APPROVED = "approved", _("published")
        DECLINED = "declined", _("declined")
        SPAM = "spam", _("marked as spam")
        FEATURED = "featured", _("featured")
        UNFEATURED = "unfeatured", _("no longer featured")
        PROMOTED = "promoted", _("made a question of the interview")
        UNDONE = "undone", _("undone")
        EDITED = "edited", _("edited by its author")
        WITHDRAWN = "withdrawn", _("withdrawn by its author")
        ERASED = "erased", _("name and address erased")

    CAN_BE_UNDONE = {Kind.APPROVED, Kind.DECLINED, Kind.SPAM, Kind.FEATURED, Kind.UNFEATURED}

    BY_AUTHOR = {Kind.EDITED, Kind.WITHDRAWN, Kind.ERASED}

    reply = models.ForeignKey("comments.Reply", models.PROTECT, related_name="decisions")
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,  # the rules themselves, or the author of the reply
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    previous_status = models.CharField(max_length=10)
    was_queued = models.BooleanField(default=False)
    was_learnt_as_spam = models.BooleanField(null=True)
    previous_body = models.TextField(_("the text before the edit"), blank=True)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone", verbose_name=_("undoes")
    )

    readers_see = NO_ROWS
    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        *("approved", "declined", "spam", "featured", "unfeatured"),
                        *("promoted", "undone", "edited", "withdrawn", "erased"),
                    ]
                ),
                name="decision_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="undone", undoes__isnull=False)
                | ~Q(kind="undone") & Q(undoes=None),
                name="decision_undoes_only_if_undone",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"

    @property
    def who(self):
        """Who decided, for moderators; "" for the author of the reply, since the kind says so."""
        if self.by_id:
            return get_user_name(self.by)
        if self.kind in self.BY_AUTHOR:
            return ""
        return gettext("its author") if self.kind == self.Kind.UNDONE else gettext("the rules")

    @property
    def previous_body_html(self):
        """The text before the edit, as readers would have seen it."""
        return prose.from_reader(self.previous_body)
