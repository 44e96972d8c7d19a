"""manage.py erase_person EMAIL: what their own page does, for one who asked otherwise."""

import sys

from django.core.management.base import BaseCommand, CommandError

from comments.personal_data import erase, everything_about


class Command(BaseCommand):
    help = (
        "Erases name, address, website and network from whatever a person wrote; "
        "the words stay where they stand."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--yes", action="store_true", help="do not ask before erasing")

    def handle(self, email, *, yes, **options):
        if not yes:
            self.make_sure(email)
        counts = ", ".join(f"{kind}: {count}" for kind, count in erase(email).items())
        self.stdout.write(f"Erased what was kept about {email} ({counts}).")

    def make_sure(self, email):
        if not sys.stdin.isatty():
            raise CommandError("Nothing was erased: say --yes, since there is nobody to ask.")
        count = len(everything_about(email)["replies"])
        answer = input(f"Erase who wrote the {count} replies of {email}? It can’t be undone [y/N] ")
        if answer.strip().lower() not in ("y", "yes"):
            raise CommandError("Nothing was erased.")
