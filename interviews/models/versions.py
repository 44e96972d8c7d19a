"""The versions of an interview: 1 as first published, and one more with each correction."""

from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext

from interviews.models.question import group_by_question
from interviews.models.workflow import InvalidTransition


class VersionsMixin(models.Model):
    """Is corrected in public, and can be read as it was before."""

    class Meta:
        abstract = True

    @property
    def version(self):
        """1 as first published, and one more with each correction."""
        return 1 + len(self.corrections.all())

    @cached_property
    def announced_corrections(self):
        """Those that a reader should meet before reading."""
        return [c for c in self.corrections.all() if c.kind == c.Kind.CORRECTION]

    def load_version(self, version):
        """Have the conversation of that version, to be read; since when it stood, None if never.

        One query. What was removed since stays removed, and questions stand in today's order.
        """
        from interviews.models import ExchangeRevision

        if not 1 <= version <= self.version:
            return None
        earlier = list(self.corrections.all())[: version - 1]
        since = earlier[-1].published_at if earlier else self.published_at
        said = ExchangeRevision.objects.filter(exchange__interview=self).texts_at(since)
        exchanges = list(self.exchanges.all())
        for exchange in exchanges:
            exchange.interview = self
            if exchange.pk in said:
                exchange.restore(said[exchange.pk])
        self.conversation = group_by_question(
            [each for each in exchanges if each.has_text], earlier
        )
        return since

    @transaction.atomic
    def correct(self, note, by, exchange=None, kind="correction", **words):
        """Publish a correction, and change the exchange's `question` or `answer` with it.

        ValidationError if the words can't stand so: a pull quote would no longer be in them.
        """
        if not self.was_published:
            raise InvalidTransition(
                gettext("What nobody has read yet is changed without a correction.")
            )
        was = ""
        if exchange:
            exchange = self.exchanges.select_for_update(of=("self",)).get(pk=exchange.pk)
            was = "\n\n".join(getattr(exchange, name) for name in words)
            for name, text in words.items():
                setattr(exchange, name, text)
            exchange.full_clean()
            exchange.save(update_fields=words)
        self.save(update_fields=["updated_at"])
        correction = self.corrections.create(
            exchange=exchange, kind=kind, note=note, was=was, made_by=by
        )
        correction.publish()
        return correction
