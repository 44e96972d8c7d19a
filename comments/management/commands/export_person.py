"""manage.py export_person EMAIL: what is kept about a person, as JSON."""

import json

from django.core.management.base import BaseCommand
from django.core.serializers.json import DjangoJSONEncoder

from comments.personal_data import everything_about


class Command(BaseCommand):
    help = "Prints all that is kept about the person behind a mail address, as JSON."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, email, **options):
        kept = everything_about(email)
        self.stdout.write(json.dumps(kept, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
