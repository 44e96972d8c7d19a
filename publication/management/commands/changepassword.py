"""manage.py changepassword: Django's command, with an entry in the audit trail."""

import getpass

from django.contrib.auth.management.commands import changepassword
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from interviews.models.audit_entry import AuditAction, AuditEntry


class Command(changepassword.Command):
    @transaction.atomic
    def handle(self, *args, **options):
        done = super().handle(*args, **options)
        account = User.objects.get(username=options["username"] or getpass.getuser())
        AuditEntry.objects.record(AuditAction.CHANGED, about=account, fields=[_("password")])
        return done
