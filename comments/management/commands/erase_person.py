"""manage.py erase_person EMAIL: erase a person's data, as their own page does."""

import sys

from django.core.management.base import BaseCommand, CommandError

from comments.privacy import collect, erase


class Command(BaseCommand):
    help = (
        "Erases name, email address, website and network from all replies of a person. "
        "The texts stay."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--yes", action="store_true", help="do not ask before erasing")

    def handle(self, email, *, yes, **options):
        if not yes:
            self.confirm(email)
        counts = ", ".join(f"{kind}: {count}" for kind, count in erase(email).items())
        self.stdout.write(f"Erased what was kept about {email} ({counts}).")

    def confirm(self, email):
        if not sys.stdin.isatty():
            raise CommandError(
                "Nothing was erased. Use --yes if the command cannot ask for confirmation."
            )
        count = len(collect(email)["replies"])
        answer = input(f"Erase who wrote the {count} replies of {email}? It can’t be undone [y/N] ")
        if answer.strip().lower() not in ("y", "yes"):
            raise CommandError("Nothing was erased.")
