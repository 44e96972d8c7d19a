"""manage.py startpublication: a publication of one's own, without the demo."""

import json
import secrets

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from publication.demo import content

ACCOUNT = "editor"


class Command(BaseCommand):
    help = (
        "Begins a publication in an empty database: makes the tables and an account for its"
        " first editor, and writes its name into settings.toml."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="What the publication is called.")

    def handle(self, name, **options):
        call_command("migrate", verbosity=0, interactive=False)
        if not content.is_needed():
            raise CommandError(
                "This database has content. If that is the demo alone, take it away first:"
                " python manage.py demo --remove"
            )
        write_name(" ".join(name.split()))
        password = secrets.token_urlsafe(9)
        User.objects.create_superuser(ACCOUNT, password=password)
        self.stdout.write(
            f"{name} begins. Run `make run`, and sign in at /admin/ as {ACCOUNT} with the"
            f" password {password}. It is shown once: change it when you have signed in."
        )


def write_name(name):
    """Keep the name of the publication with what else holds for this folder."""
    path = settings.SETTINGS_FILE
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    lines = [line for line in lines if not line.startswith("PUBLICATION_NAME")]
    # A string of JSON is one of TOML, too.
    lines.append(f"PUBLICATION_NAME = {json.dumps(name, ensure_ascii=False)}")
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", "utf-8")
