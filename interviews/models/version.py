"""Version: a saved state of a whole interview, with its author and the time."""

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from interviews.models.content import content_of, words
from interviews.models.exchange_revision import ExchangeRevision
from interviews.models.interview import Interview


class VersionQuerySet(models.QuerySet):
    def record(self, interview, by=None, restores=None):
        """Store the present content of the interview, and return the new version.

        Returns None if the content equals that of the last version. Exchanges that did not change
        share their revisions with the last version. The caller holds the lock of the interview.
        """
        content = content_of(interview)
        last = self.filter(interview=interview).last()
        known = {each.key: each for each in last.revisions} if last else {}
        changed = [
            ExchangeRevision(interview=interview, key=key, content=value)
            for key, value in content.content_by_key.items()
            if key not in known or known[key].content != value
        ]
        stored = ExchangeRevision.objects.bulk_create(changed, batch_size=500)
        current = known | {each.key: each for each in stored}
        order = [current[key].pk for key in content.content_by_key]
        if last and order == last.exchanges and content.facts == last.facts:
            return None
        return self.create(
            interview=interview,
            number=last.number + 1 if last else 1,
            by=by,
            facts=content.facts,
            names=content.names,
            exchanges=order,
            restores=restores,
        )


class Version(models.Model):
    """Never changed and never deleted, unless with the draft that it belongs to."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    saved_at = models.DateTimeField(_("saved"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,  # a change that was made past the desk has no author
        related_name="+",
        verbose_name=_("by"),
    )
    facts = models.JSONField(_("fields, credits and topics"))
    names = models.JSONField(_("names at that time"))
    exchanges = models.JSONField(_("keys of revisions, in order"))
    restores = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="+", verbose_name=_("restored version")
    )

    readers_see = "interview"
    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["interview_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "number"], name="versions_are_numbered_in_order"
            ),
        ]

    def __str__(self):
        return f"{self.interview_id}, {self.number}"

    @cached_property
    def revisions(self):
        """The revisions of the exchanges, in order; one query."""
        found = ExchangeRevision.objects.in_bulk(self.exchanges)
        return [found[key] for key in self.exchanges]

    @cached_property
    def content_by_key(self):
        return {revision.key: revision.content for revision in self.revisions}

    @cached_property
    def before(self):
        """The version before this one, or None."""
        earlier = type(self).objects.filter(interview=self.interview_id, number__lt=self.number)
        return earlier.last()

    def name(self, kind, key):
        """Return the name that a person, topic, series or recurring question had."""
        return self.names.get(kind, {}).get(str(key), "")

    def words_before(self, earlier, key=None):
        """Return the words that this version replaced, as one text.

        They are those of the interview's own fields and of the exchange with this key. Texts of
        further exchanges are left out: a correction of the whole interview would go on showing
        them after one of the exchanges is removed.
        """
        was, now = words(earlier.facts), words(self.facts)
        replaced = [
            earlier.facts[name]
            for name, value in was.items()
            if isinstance(value, str) and value and value != now.get(name)
        ]
        old, new = (words(each.content_by_key.get(key, {})) for each in (earlier, self))
        replaced += [
            earlier.content_by_key[key][name]
            for name, value in old.items()
            if isinstance(value, str) and value and value != new.get(name)
        ]
        return "\n\n".join(replaced)
