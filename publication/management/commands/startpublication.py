"""manage.py startpublication: starts a publication in an empty database, without the demo."""

import json
import secrets

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from interviews.models import Publication
from interviews.names import normal_name
from publication.accounts.groups import record_new_account
from publication.demo import content

ACCOUNT = "editor"


class Command(BaseCommand):
    help = (
        "Starts a publication in an empty database: creates the tables and an account for the"
        " first editor, and writes the publication's name into settings.toml."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="The name of the publication.")

    def handle(self, name, **options):
        call_command("migrate", verbosity=0, interactive=False)
        if not content.is_database_empty():
            raise CommandError(
                "This database has content. If it is only the demo, remove the demo first:"
                " python manage.py demo --remove"
            )
        name = normal_name(name)
        write_name(name)
        Publication.objects.update(name=name)  # a row that was left of the demo
        password = secrets.token_urlsafe(9)
        record_new_account(User.objects.create_superuser(ACCOUNT, password=password))
        self.stdout.write(
            f"{name} is ready. Run `make run`, and sign in at /admin/ as {ACCOUNT} with the"
            f" password {password}. The password is not shown again: change it after signing in."
        )


def write_name(name):
    """Write the name of the publication into the settings file."""
    path = settings.SETTINGS_FILE
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    lines = [line for line in lines if not line.startswith("PUBLICATION_NAME")]
    # A JSON string is also a TOML string.
    lines.append(f"PUBLICATION_NAME = {json.dumps(name, ensure_ascii=False)}")
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", "utf-8")
