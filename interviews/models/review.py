"""Review by a second person, which the setting PUBLICATION_DEMANDS_REVIEW demands."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from interviews.models.announcements import announce
from interviews.models.content import differ_in_words
from interviews.models.workflow import Status


class SecondPersonNeeded(ValidationError):
    """The user who changed the words last may not publish them."""


def refuse_last_editor(by, last_editor):
    """SecondPersonNeeded if the setting demands review and `by` is the last editor."""
    if settings.PUBLICATION_DEMANDS_REVIEW and by is not None and by == last_editor:
        raise SecondPersonNeeded(
            _("You changed the words last. Somebody else has to read and publish them.")
        )


class ReviewMixin(models.Model):
    class Meta:
        abstract = True

    def find_last_editor(self):
        """Return the user who last changed words of the interview; None if nobody is known.

        Versions without an author are left out: a command or SQL made them.
        """
        version = self.versions.last()
        while version:
            is_changed = version.before is None or differ_in_words(version, version.before)
            if version.by_id and is_changed:
                return version.by
            version = version.before
        return None

    def needs_second_person(self, by):
        """Whether another person than the user `by` has to publish the interview."""
        if not settings.PUBLICATION_DEMANDS_REVIEW or by is None:
            return False
        return self.pk is None or self.find_last_editor() == by

    def refuse_last_editor(self, by):
        """SecondPersonNeeded if the setting demands review and `by` changed the words last."""
        if settings.PUBLICATION_DEMANDS_REVIEW and by is not None:
            refuse_last_editor(by, self.find_last_editor())

    def announce_review(self, by):
        """Tell the site that `by` asks for review; the site emails those who may give it."""
        announce("email_reviewers", self, by)

    def announce_return(self, to, by, note, is_update=False):
        """Tell the site that `by` returned to draft what the user `to` had moved on."""
        if to is not None and to != by:
            announce("email_who_asked", self, to, by, note, is_update)

    @transaction.atomic
    def return_to_review(self, version, by):
        """Send a scheduled interview back to review if `version` changed its words.

        Only where the setting demands review: nobody else has read these words. Return whether
        the interview was sent back.
        """
        is_due = self.status != Status.SCHEDULED or self.is_published
        if not settings.PUBLICATION_DEMANDS_REVIEW or version is None or is_due:
            return False
        if version.before and not differ_in_words(version, version.before):
            return False
        self._move("return_to_draft", Status.DRAFT, by, _("Changed after it was scheduled."))
        self.submit(by)
        return True
