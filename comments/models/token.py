"""Token: a word of the replies that moderators decided about, and how they decided."""

import json

from django.db import connections, models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

EVERY_TEXT = ""  # the word that every text holds: its counts are those of the texts

# Asked while a reader waits, so by hand: for a list of 150 words, Django takes three times as
# long to make the query as the database to answer it. As JSON they are one parameter. Most words
# are rare and share their counts with many others, so what comes back is short.
THOSE = {
    "sqlite": "json_each(%s) CROSS JOIN comments_token ON word = value",
    "postgresql": "comments_token"
    " WHERE word = ANY(ARRAY(SELECT json_array_elements_text(%s::json)))",
}
COUNTS = {
    vendor: f"SELECT word = '{EVERY_TEXT}', spam, ham, COUNT(*) FROM {those} GROUP BY 1, 2, 3"  # noqa: S608
    for vendor, those in THOSE.items()
}


class TokenQuerySet(models.QuerySet):
    def counts(self, words):
        """All texts that were spam and all that were not, and of the words that are known
        {(texts that were spam, texts that were not): how many words have these counts}; one query.
        """
        connection = connections[self.db]
        with connection.cursor() as cursor:
            cursor.execute(COUNTS[connection.vendor], [json.dumps([EVERY_TEXT, *words])])
            rows = cursor.fetchall()
        texts = next(((spam, ham) for is_every, spam, ham, _one in rows if is_every), (0, 0))
        return texts, {(spam, ham): many for is_every, spam, ham, many in rows if not is_every}

    @transaction.atomic
    def add_text(self, words, is_spam):
        """Count a text that holds these words; three queries."""
        self._take_turn()
        self.bulk_create([Token(word=word) for word in words], ignore_conflicts=True)
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


class Token(models.Model):
    LONGEST = 40  # characters

    word = models.CharField(_("word"), max_length=LONGEST, primary_key=True)
    spam = models.PositiveIntegerField(_("texts that were spam"), default=0)
    ham = models.PositiveIntegerField(_("texts that were not"), default=0)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")

    def __str__(self):
        return self.word
