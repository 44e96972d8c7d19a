"""The versions of an interview: version 1 as first published, and one with each correction."""

from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext

from interviews.models.question import group_by_question
from interviews.models.workflow import InvalidTransition


class VersionsMixin(models.Model):
    """An interview that is corrected in public and whose earlier versions can be read."""

    class Meta:
        abstract = True

    @property
    def version(self):
        """The number of the current version."""
        return 1 + len(self.corrections.all())

    @cached_property
    def announced_corrections(self):
        """The corrections that the page shows above the interview."""
        return [c for c in self.corrections.all() if c.kind == c.Kind.CORRECTION]

    def load_version(self, version):
        """Replace `conversation` with that of an earlier version, for reading only.

        Exchanges that were removed since stay removed, and the order is today's. One query.
        Returns the time since when the version was current; None if there is no such version.
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

        ValidationError if the exchange becomes invalid, for example without its pull quote.
        InvalidTransition if the interview was never published.
        """
        if not self.was_published:
            raise InvalidTransition(
                gettext("Nobody has read this interview yet: edit it without a correction.")
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
