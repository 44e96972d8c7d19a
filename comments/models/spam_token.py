"""SpamToken: a word of the replies that moderators decided about, and how they decided."""

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from interviews.models.visibility import NO_ROWS

EVERY_TEXT = ""  # the word that every text holds: its counts are those of the texts


class SpamTokenQuerySet(models.QuerySet):
    def counts(self, words):
        """How many texts were learnt, as (spam, not spam), and {word: the same of the texts that
        have it} for each of the words that is known; one query.
        """
        known = self.filter(word__in=[EVERY_TEXT, *words]).values_list("word", "spam", "ham")
        counts = {word: (spam, ham) for word, spam, ham in known}
        return counts.pop(EVERY_TEXT, (0, 0)), counts

    @transaction.atomic
    def add_text(self, words, is_spam):
        """Count a text that holds these words; three queries."""
        self._take_turn()
        self.bulk_create([SpamToken(word=word) for word in words], ignore_conflicts=True)
        kind = "spam" if is_spam else "ham"
        self._of(words).update(**{kind: F(kind) + 1})

    @transaction.atomic
    def remove_text(self, words, is_spam):
        """Count it no more; words of no other text go, and nothing sinks below 0; three queries."""
        self._take_turn()
        kind = "spam" if is_spam else "ham"
        self._of(words).filter(**{f"{kind}__gt": 0}).update(**{kind: F(kind) - 1})
        self.filter(word__in=words, spam=0, ham=0).delete()

    def _of(self, words):
        return self.filter(word__in=[EVERY_TEXT, *words])

    def _take_turn(self):
        # Texts share words in any order; who first locks the one they all share can't deadlock.
        # That one is never deleted, or who waits for it would wake up without it.
        self.select_for_update().get_or_create(word=EVERY_TEXT)


class SpamToken(models.Model):
    LONGEST = 40  # characters

    word = models.CharField(_("word"), max_length=LONGEST, primary_key=True)
    spam = models.PositiveIntegerField(_("texts that were spam"), default=0)
    ham = models.PositiveIntegerField(_("texts that were not"), default=0)

    readers_see = NO_ROWS
    objects = SpamTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")

    def __str__(self):
        return self.word
