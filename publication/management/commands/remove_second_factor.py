"""Take the second factor of an account away, for the last superuser who has lost it."""

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from publication.sign_in.second_factor import remove_second_factor


class Command(BaseCommand):
    help = "Take the second factor of an account away; its password is then enough to sign in."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        account = User.objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"There is no account {username}.")
        if not remove_second_factor(account):
            raise CommandError(f"{username} has no second factor.")
        self.stdout.write(f"{username} now signs in with the password alone.")
