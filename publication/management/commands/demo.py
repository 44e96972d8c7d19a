"""manage.py demo: fills an empty database with the demo publication, or removes the demo."""

import json
import secrets

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from publication.demo import content, removal

EDITOR = "editor"
MAX_LISTED = 10  # things that an error message lists


class Command(BaseCommand):
    help = "Fills an empty database with a demo publication; does nothing in another database."

    def add_arguments(self, parser):
        parser.add_argument(
            "--remove",
            action="store_true",
            help="Remove the demo, if the database has nothing else.",
        )

    def handle(self, remove=False, **options):
        if remove:
            return self.remove()
        if content.is_database_empty():
            self.load()
        return self.print_sign_in()

    @property
    def password_file(self):
        """The file with the demo editor's password, which the next `make run` prints."""
        return settings.VAR / "demo-desk-password"

    @property
    def inventory_file(self):
        """The file with the primary keys of the demo's rows, which `--remove` needs."""
        return settings.VAR / "demo.json"

    def load(self):
        self.stdout.write("Setting up the demo publication …")
        password = secrets.token_urlsafe(9)
        with transaction.atomic():
            content.load(User.objects.create_superuser(EDITOR, password=password))
        self.password_file.touch(mode=0o600)
        self.password_file.write_text(password)
        self.inventory_file.write_text(json.dumps(removal.list_content()))

    def remove(self):
        if not self.inventory_file.exists():
            raise CommandError(f"There is no demo here: the file {self.inventory_file} is missing.")
        if added := removal.list_additions(json.loads(self.inventory_file.read_text())):
            raise CommandError(
                "The demo was not removed, because this database holds more than the demo:\n"
                + "\n".join(added[:MAX_LISTED])
            )
        removal.remove(EDITOR)
        self.password_file.unlink(missing_ok=True)
        self.inventory_file.unlink()
        self.stdout.write(
            'The demo is removed. Start your own: python manage.py startpublication "Its name"'
        )

    def print_sign_in(self):
        """Print the demo editor's password, unless it was changed or there is no demo."""
        password = self.password_file.read_text() if self.password_file.exists() else None
        editor = User.objects.filter(username=EDITOR, is_active=True).first()
        if password and editor and editor.check_password(password):
            self.stdout.write(f"Demo desk: sign in as {EDITOR} with the password {password}")
