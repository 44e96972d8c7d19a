"""manage.py restore: restores a backup."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from interviews.models.audit_entry import AuditAction, AuditEntry
from publication import backup


class Command(BaseCommand):
    help = "Restores a backup into an empty database and an empty folder or bucket for uploads."
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument(
            "name", help="A file, or the name of a backup in the folder or bucket for backups."
        )

    def handle(self, name, **options):
        try:
            backup.restore_backup(name)
        except backup.BackupError as error:
            raise CommandError(error) from error
        call_command("migrate", verbosity=0, interactive=False)  # it may be of an earlier release
        record = {"data": "backup", "file": Path(name).name}
        AuditEntry.objects.record(AuditAction.RESTORED, **record)
        self.stdout.write(
            "Restored. Run manage.py erase_person again for everyone erased after this backup."
        )
