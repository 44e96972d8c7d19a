"""manage.py demo: a first edition for an empty database, and the key to its desk."""

import secrets

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand
from django.db import transaction

from publication.demo import edition

EDITOR = "editor"


class Command(BaseCommand):
    help = "Fills an empty database with a demo publication; leaves any other untouched."

    def handle(self, *args, **options):
        if edition.is_needed():
            self.load()
        self.tell_how_to_sign_in()

    @property
    def kept(self):
        """Where the password of the demo desk is kept, for the next `make run` to print."""
        return settings.VAR / "demo-desk-password"

    def load(self):
        self.stdout.write("Setting up the demo publication …")
        password = secrets.token_urlsafe(9)
        with transaction.atomic():
            edition.load(User.objects.create_superuser(EDITOR, password=password))
        self.kept.touch(mode=0o600)
        self.kept.write_text(password)

    def tell_how_to_sign_in(self):
        """Says nothing where the demo was never loaded, or its password has been changed."""
        password = self.kept.read_text() if self.kept.exists() else None
        if password and authenticate(username=EDITOR, password=password):
            self.stdout.write(f"Demo desk: sign in as {EDITOR} with the password {password}")
