"""manage.py backup: the whole publication in one file."""

from django.core.management.base import BaseCommand, CommandError

from publication import backup


class Command(BaseCommand):
    help = "Copies database and uploads into one file of the backups' folder or bucket."

    def handle(self, **options):
        try:
            self.stdout.write(backup.make())
        except backup.BackupError as error:
            raise CommandError(error) from error
