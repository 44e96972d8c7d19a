"""SpamToken: a word of replies, with counts of how moderators decided about them."""

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from interviews.models.visibility import NO_ROWS

TEXT_COUNTS = ""  # its counts are the numbers of texts


class SpamTokenQuerySet(models.QuerySet):
    def counts(self, words):
        """Return (spam, ham) of all texts, and {word: (spam, ham)} of known words. One query."""
        known = self.filter(word__in=[TEXT_COUNTS, *words]).values_list("word", "spam", "ham")
        counts = {word: (spam, ham) for word, spam, ham in known}
        return counts.pop(TEXT_COUNTS, (0, 0)), counts

    @transaction.atomic
    def add_text(self, words, is_spam):
        """Count a text that contains these words. Three queries."""
        self._lock_counts()
        self.bulk_create([SpamToken(word=word) for word in words], ignore_conflicts=True)
        kind = "spam" if is_spam else "ham"
        self._for_words(words).update(**{kind: F(kind) + 1})

    @transaction.atomic
    def remove_text(self, words, is_spam):
        """Undo add_text: delete words of no other text; no count drops below 0. Three queries."""
        self._lock_counts()
        kind = "spam" if is_spam else "ham"
        self._for_words(words).filter(**{f"{kind}__gt": 0}).update(**{kind: F(kind) - 1})
        self.filter(word__in=words, spam=0, ham=0).delete()

    def _for_words(self, words):
        return self.filter(word__in=[TEXT_COUNTS, *words])

    def _lock_counts(self):
        # Texts share words in any order. All transactions lock this shared row first, so that they
        # cannot deadlock. It is never deleted, or a waiting transaction would find no row.
        self.select_for_update().get_or_create(word=TEXT_COUNTS)


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
