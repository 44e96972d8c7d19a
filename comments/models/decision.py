"""Decision: what was done about a reply, by whom, when and why."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews import prose
from interviews.models.visibility import NO_ROWS


class DecisionQuerySet(models.QuerySet):
    def standing(self):
        """Those that nobody took back, the newest first."""
        return self.exclude(verb=Decision.Verb.UNDONE).filter(undone=None).order_by("-at", "-pk")

    def with_what_can_be_undone(self):
        """With `can_be_undone`: whether it is the newest about its reply that stands, and whether
        its kind can be taken back."""
        newer = Decision.objects.standing().filter(reply=OuterRef("reply"), pk__gt=OuterRef("pk"))
        stands = Q(verb__in=Decision.CAN_BE_UNDONE, undone=None)
        newest = Case(When(stands & ~Exists(newer), then=True), default=False)
        return self.annotate(can_be_undone=newest)

    def by_the_desk(self):
        """Without what authors did with their own replies, as often as they like."""
        by_the_author = Q(verb__in=[Decision.Verb.EDITED, Decision.Verb.WITHDRAWN])
        return self.exclude(by_the_author | Q(undoes__verb=Decision.Verb.WITHDRAWN))

    def approved_by_somebody(self):
        """Approvals by a moderator, rather than by the rules."""
        return self.filter(verb=Decision.Verb.APPROVED, by__isnull=False)


class Decision(models.Model):
    """Never edited and never deleted; triggers in the database see to that."""

    class Verb(models.TextChoices):
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

    CAN_BE_UNDONE = {Verb.APPROVED, Verb.DECLINED, Verb.SPAM, Verb.FEATURED, Verb.UNFEATURED}

    ITS_AUTHORS = {Verb.EDITED, Verb.WITHDRAWN, Verb.ERASED}

    reply = models.ForeignKey("comments.Reply", models.PROTECT, related_name="decisions")
    verb = models.CharField(_("what"), max_length=10, choices=Verb)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,  # the rules themselves, or the author of the reply
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    was = models.CharField(max_length=10)
    was_queued = models.BooleanField(default=False)
    was_learnt_as_spam = models.BooleanField(null=True)
    words = models.TextField(_("the words as they were"), blank=True)
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
                    verb__in=[
                        *("approved", "declined", "spam", "featured", "unfeatured"),
                        *("promoted", "undone", "edited", "withdrawn", "erased"),
                    ]
                ),
                name="decision_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(verb="undone", undoes__isnull=False)
                | ~Q(verb="undone") & Q(undoes=None),
                name="decision_that_undoes_says_which",
            ),
        ]

    def __str__(self):
        return f"{self.get_verb_display()}, {self.at:%Y-%m-%d %H:%M}"

    @property
    def who(self):
        """Who decided, in words for moderators; "" for its author, since the verb says so."""
        if self.by_id:
            return self.by.get_full_name() or self.by.get_username()
        if self.verb in self.ITS_AUTHORS:
            return ""
        return gettext("its author") if self.verb == self.Verb.UNDONE else gettext("the rules")

    @property
    def words_html(self):
        """The words as readers would have seen them."""
        return prose.from_reader(self.words)
