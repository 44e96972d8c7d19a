"""manage.py verify_audit_trail: check that the audit trail stands as it was written."""

from django.core.management.base import BaseCommand, CommandError

from interviews.history.audit_trail import Misfit, verify


class Command(BaseCommand):
    help = (
        "Checks the digests of the audit trail, and names the first entry that does not fit. "
        "Keep the printed digest elsewhere: it proves that the trail up to it is the same."
    )

    def handle(self, **options):
        try:
            count, digest = verify()
        except Misfit as misfit:
            raise CommandError(f"The audit trail was changed. {misfit}") from misfit
        self.stdout.write(f"All {count} entries fit. The digest of the last one is {digest}.")
