"""manage.py restore: a backup, put back into an empty place."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from publication import backup


class Command(BaseCommand):
    help = "Puts a backup into an empty database and an empty place for uploads."
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("name", help="A file, or the name of a backup where backups are kept.")

    def handle(self, name, **options):
        try:
            backup.restore(name)
        except backup.BackupError as error:
            raise CommandError(error) from error
        call_command("migrate", verbosity=0, interactive=False)  # it may be of an earlier release
        self.stdout.write(
            "Restored. Erase again whom you have erased since: manage.py erase_person"
        )
