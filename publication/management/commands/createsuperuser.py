"""manage.py createsuperuser: Django's command, with an entry in the audit trail."""

from django.contrib.auth.management.commands import createsuperuser
from django.contrib.auth.models import User
from django.db import transaction

from publication.accounts.groups import record_new_account


class Command(createsuperuser.Command):
    @transaction.atomic
    def handle(self, *args, **options):
        super().handle(*args, **options)
        record_new_account(User.objects.latest("pk"))
