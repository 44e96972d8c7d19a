"""manage.py demo: sets up the demo in an empty database, or takes it away again."""

import json
import secrets

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from publication.demo import content, removal

EDITOR = "editor"
MOST_TOLD = 10  # things that are named in a refusal


class Command(BaseCommand):
    help = "Fills an empty database with a demo publication; leaves any other untouched."

    def add_arguments(self, parser):
        parser.add_argument(
            "--remove", action="store_true", help="Take the demo away, where nothing else is."
        )

    def handle(self, remove=False, **options):
        if remove:
            return self.remove()
        if content.is_needed():
            self.load()
        return self.tell_how_to_sign_in()

    @property
    def kept(self):
        """Where the password of the demo desk is kept, for the next `make run` to print."""
        return settings.VAR / "demo-desk-password"

    @property
    def inventory(self):
        """Where the keys of all that the demo made are kept, so that it can be taken away."""
        return settings.VAR / "demo.json"

    def load(self):
        self.stdout.write("Setting up the demo publication …")
        password = secrets.token_urlsafe(9)
        with transaction.atomic():
            content.load(User.objects.create_superuser(EDITOR, password=password))
        self.kept.touch(mode=0o600)
        self.kept.write_text(password)
        self.inventory.write_text(json.dumps(removal.inventory()))

    def remove(self):
        if not self.inventory.exists():
            raise CommandError(f"No demo was set up here: there is no {self.inventory}.")
        if added := removal.what_was_added_to(json.loads(self.inventory.read_text())):
            raise CommandError(
                "The demo stays, since this database holds more than the demo:\n"
                + "\n".join(added[:MOST_TOLD])
            )
        removal.remove(EDITOR)
        self.kept.unlink(missing_ok=True)
        self.inventory.unlink()
        self.stdout.write(
            'The demo is gone. Begin your own: python manage.py startpublication "Its name"'
        )

    def tell_how_to_sign_in(self):
        """Says nothing where the demo was never loaded, or its password has been changed."""
        password = self.kept.read_text() if self.kept.exists() else None
        editor = User.objects.filter(username=EDITOR, is_active=True).first()
        if password and editor and editor.check_password(password):
            self.stdout.write(f"Demo desk: sign in as {EDITOR} with the password {password}")
