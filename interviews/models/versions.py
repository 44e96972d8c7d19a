"""The history of an interview: every saved version, and what was changed in public."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews.models.audit_entry import AuditAction, AuditEntry
from interviews.models.content import changed_keys, content_of, differ_in_words
from interviews.models.workflow import InvalidTransition


class UnexplainedChange(ValidationError):
    """The words of a published interview changed, and no kind of change was chosen."""


class VersionsMixin(models.Model):
    """An interview whose saved versions are kept, and whose changes in public are explained.

    Readers number the versions from 1, as first published, and count one for each correction.
    """

    # Set to False by triggers when the content changes (see interviews.history.unrecorded).
    is_recorded = models.BooleanField(_("recorded"), default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def version(self):
        """The number of the current version."""
        return 1 + len(self.corrections.all())

    @cached_property
    def announced_corrections(self):
        """The corrections that the page shows above the interview."""
        return [each for each in self.corrections.all() if each.is_announced]

    @cached_property
    def noted_corrections(self):
        """The corrections with a note, oldest first; not the typing errors."""
        return [each for each in self.corrections.all() if each.note]

    @cached_property
    def has_unexplained_change(self):
        """Whether readers see words that are in no version yet, since SQL changed them."""
        if self.is_recorded:
            return False
        last = self.versions.last()
        return bool(last) and differ_in_words(content_of(self), last)

    # --- Recording ------------------------------------------------------------------

    @contextmanager
    def changing(self, by, kind="", note="", about=None):
        """Record all changes within as one version, and explain it if readers see it.

        Args:
            by: the user, or None.
            kind: a Correction.Kind; needed if the words of a published interview change.
            note: what readers read about the change.
            about: the exchange that the note is about, by default the only one that changed.
        """
        with transaction.atomic():
            self.record_change_made_elsewhere()
            yield
            self.record_version(by, kind, note, about)

    def lock(self):
        """Lock the stored row until the transaction ends."""
        rows = type(self).objects.filter(pk=self.pk).select_for_update(no_key=True)
        list(rows.values_list("pk"))

    @transaction.atomic
    def record_change_made_elsewhere(self):
        """Record a change that was made past the desk as a version without an author."""
        self.lock()
        self.record_version(None, self.corrections.model.Kind.UNEXPLAINED)

    def record_version(self, by, kind="", note="", about=None, restores=None):
        """Record the present content as a version, if it changed; return the version or None.

        UnexplainedChange if readers see the change and `kind` is ""; None means that readers see
        the same words as before. The caller holds the lock of the interview.
        """
        unrecorded = type(self).objects.filter(pk=self.pk, is_recorded=False)
        if not unrecorded.exists():
            return None
        version = self.versions.record(self, by, restores)
        unrecorded.update(is_recorded=True)
        if version is None:
            return None
        earlier = version.before
        is_seen = earlier and self.was_published and kind is not None
        is_public = is_seen and differ_in_words(version, earlier)
        if is_public:
            self._explain(version, earlier, by, kind, note, about)
        told = {"version": version.number, "change": kind if is_public else ""}
        AuditEntry.objects.record(AuditAction.VERSION, by=by, about=self, **told)
        return version

    def _explain(self, version, earlier, by, kind, note, about):
        kinds = self.corrections.model.Kind
        if kind not in kinds.values:
            raise UnexplainedChange(gettext("Choose what kind of change this is."))
        if not note.strip() and kind not in (kinds.TYPO, kinds.UNEXPLAINED):
            raise UnexplainedChange(gettext("Tell readers in a sentence what was changed."))
        keys = changed_keys(version, earlier)
        if about is None and len(keys) == 1:
            about = self.exchanges.filter(key=keys[0]).first()
        self.corrections.create(
            version=version,
            exchange=about,
            kind=kind,
            note=note.strip(),
            was=version.words_before(earlier, about and about.key),
            made_by=by,
        ).publish()

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
        self.record_change_made_elsewhere()
        if exchange and words:
            exchange = self.exchanges.get(pk=exchange.pk)
            for name, text in words.items():
                setattr(exchange, name, text)
            exchange.full_clean()
            exchange.save(update_fields=words)
        self.save(update_fields=["updated_at"])
        version = self.record_version(by, kind, note, exchange)
        if version and (correction := self.corrections.filter(version=version).first()):
            return correction
        correction = self.corrections.create(exchange=exchange, kind=kind, note=note, made_by=by)
        correction.publish()
        return correction
