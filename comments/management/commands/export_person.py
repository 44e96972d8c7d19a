"""manage.py export_person EMAIL: print the data kept about a person, as JSON."""

import json

from django.core.management.base import BaseCommand
from django.core.serializers.json import DjangoJSONEncoder

from comments.privacy import collect
from interviews.models.audit_entry import AuditAction, AuditEntry


class Command(BaseCommand):
    help = "Prints all data kept about the person with an email address, as JSON."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, email, **options):
        kept = collect(email)
        AuditEntry.objects.record(AuditAction.EXPORTED, data="person")
        self.stdout.write(json.dumps(kept, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
