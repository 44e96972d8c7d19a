"""manage.py backup: the whole publication in one file."""

from django.core.management.base import BaseCommand, CommandError

from publication import backup


class Command(BaseCommand):
    help = "Copies the database and the uploads into one file, in the folder or bucket for backups."

    def handle(self, **options):
        try:
            self.stdout.write(backup.create_backup())
        except backup.BackupError as error:
            raise CommandError(error) from error
