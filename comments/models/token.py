"""Token: a word of the replies that moderators decided about, and how they decided."""

import json

from django.db import connections, models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from comments.statements import carry_out
from interviews.models.visibility import NO_ROWS

EVERY_TEXT = ""  # the word that every text holds: its counts are those of the texts

# As JSON, up to 151 words are one value, and what they are answered by is one row. They are joined,
# since PostgreSQL would compare a list of them with every word of a short table.
COUNTS = {
    "sqlite": "SELECT json_group_array(word), json_group_array(spam), json_group_array(ham)"
    " FROM json_each(%s) CROSS JOIN comments_token ON word = value",
    "postgresql": "SELECT json_agg(word)::text, json_agg(spam)::text, json_agg(ham)::text"
    " FROM json_array_elements_text(%s::json) AS said JOIN comments_token ON word = said",
}


class TokenQuerySet(models.QuerySet):
    def counts(self, words):
        """How many texts were learnt, as (spam, not spam), and {word: the same of the texts that
        have it} for each of the words that is known; one query.
        """
        connection = connections[self.db]
        asked = [json.dumps([EVERY_TEXT, *words])]
        (found,) = carry_out(connection, COUNTS[connection.vendor], asked)
        words, spam, ham = (json.loads(column or "[]") for column in found)
        counts = dict(zip(words, zip(spam, ham, strict=True), strict=True))
        return counts.pop(EVERY_TEXT, (0, 0)), counts

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

    readers_see = NO_ROWS
    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")

    def __str__(self):
        return self.word
