"""Each of these actions leaves its entry in the audit trail: who, when, what, about whom."""

from datetime import timedelta
from io import StringIO
from unittest import mock

import time_machine
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from interviews.history.audit_trail import verify
from interviews.history.scheduled_publishing import record_due_interviews
from interviews.models import AuditEntry, PreviewLink
from publication import backup
from publication.sign_in.second_factor import get_new_device
from tests.builders import a_draft, a_member_of, a_reply, an_editor, an_exchange, an_interview
from tests.publication.sign_in.staff import (
    NEW_PASSWORD,
    PASSWORD,
    SECOND_FACTOR,
    SESSIONS,
    StaffCase,
    next_code,
    path_of_link,
)

ACCOUNTS = "/admin/auth/user/"


class AuditedCase(TestCase):
    def assertAudited(self, action, by=None, about="", since=0, **details):
        """The newest entry, after number `since`, tells all this; return its number."""
        entry = AuditEntry.objects.filter(number__gt=since, action=action).first()
        self.assertIsNotNone(entry, f"There is no entry “{action}”.")
        self.assertEqual((entry.names.account, entry.names.about), (by and by.pk, str(about)))
        self.assertLess(timezone.now() - entry.at, timedelta(minutes=5))
        self.assertEqual(entry.details | details, entry.details)
        return entry.number

    def count(self):
        return AuditEntry.objects.count()

    def tearDown(self):
        verify()


class AuditedInterviews(AuditedCase):
    def setUp(self):
        self.editor = an_editor(username="ines")
        self.draft = a_draft("On grids")

    def test_each_change_of_state_leaves_an_entry(self):
        at = timezone.now() + timedelta(hours=1)
        for state, move in (
            ("in_review", lambda: self.draft.submit(by=self.editor)),
            ("draft", lambda: self.draft.return_to_draft(by=self.editor)),
            ("scheduled", lambda: self.draft.schedule(at, by=self.editor)),
            ("published", lambda: self.draft.publish(by=self.editor)),
            ("withdrawn", lambda: self.draft.withdraw(by=self.editor)),
        ):
            before = self.count()
            move()
            self.assertAudited("moved", self.editor, self.draft, before, state=state)

    def test_an_interview_that_appears_at_its_time_leaves_an_entry(self):
        at = timezone.now() + timedelta(minutes=1)
        self.draft.schedule(at, by=self.editor)
        before = self.count()

        with time_machine.travel(at):
            record_due_interviews()

        told = {"state": "published", "scheduled_for": at.isoformat()}
        self.assertAudited("moved", None, self.draft, before, **told)

    def test_versions_and_preview_links_leave_entries(self):
        with self.draft.changing(by=self.editor):
            an_exchange(self.draft, "And then?", "The cable.")
        self.assertAudited("version", self.editor, self.draft)
        link = PreviewLink.objects.make(self.draft, name="Ada", days=7, by=self.editor)
        told = {"preview_link": "made", "link": link.pk}
        self.assertAudited("changed", self.editor, self.draft, **told)
        link.revoke(by=self.editor)
        told = {"preview_link": "revoked", "link": link.pk}
        self.assertAudited("changed", self.editor, self.draft, **told)


class AuditedSignIns(AuditedCase, StaffCase):
    """`self.editor` does this for their own account."""

    def changed(self, what, since=0, **details):
        fields = {"fields": [what]}
        return self.assertAudited("changed", self.editor, self.editor, since, **fields, **details)

    def test_sign_ins_and_failures_leave_entries(self):
        self.enter_password("wrong")
        self.assertAudited("failed", None, "ada", locked_out=False)
        self.enter_password()
        self.assertAudited("signed_in", self.editor, "ada")
        self.client.post("/admin/logout/")
        self.assertAudited("signed_out", self.editor, "ada")
        self.enter_password(username="nobody")
        self.assertAudited("failed", None, "no account with this name")

    def test_a_second_factor_leaves_entries_and_so_does_a_wrong_code(self):
        self.client.force_login(self.editor)
        get_new_device(self.editor)
        self.client.post(f"{SECOND_FACTOR}set-up/", {"code": next_code(self.editor)})
        self.changed("second factor set up")
        self.client.post(f"{SECOND_FACTOR}recovery-codes/", {"password": PASSWORD})
        self.changed("recovery codes replaced")
        self.client.logout()
        self.enter_password()
        self.enter_code("000000")
        self.assertAudited("failed", None, "ada")
        call_command("remove_second_factor", "ada", stdout=StringIO())
        self.assertAudited("changed", None, "ada", fields=["second factor removed"])

    def test_a_new_password_and_ended_sessions_leave_entries(self):
        self.client_class().force_login(self.editor)
        self.client.force_login(self.editor)
        self.client.post(SESSIONS)
        since = self.changed("sessions ended", sessions=1)
        sent = {"old_password": PASSWORD, "new_password1": NEW_PASSWORD}
        wrong = {"new_password2": PASSWORD}
        self.client.post("/admin/password_change/", sent | wrong)
        self.assertEqual(self.count(), since)
        self.client.post("/admin/password_change/", sent | {"new_password2": NEW_PASSWORD})
        since = self.changed("password", since)
        with mock.patch("getpass.getpass", return_value=PASSWORD + NEW_PASSWORD):
            call_command("changepassword", "ada", stdout=StringIO())
        self.assertAudited("changed", None, "ada", since, fields=["password"])
        self.client.logout()
        self.client.post("/admin/password-reset/", {"email": "ada@example.org"})
        self.choose_password(path_of_link(self.get_email().text))
        self.changed("password, by an email")


class AuditedAccounts(AuditedCase, StaffCase):
    """`self.editor` decides about another account."""

    def setUp(self):
        self.client.force_login(self.editor)

    def test_invitations_rights_and_deletions_leave_entries_with_the_rights(self):
        editors, moderators = (Group.objects.get(name=n) for n in ("Editors", "Moderators"))
        sent = {"username": "bob", "email": "bob@example.org", "groups": [moderators.pk]}
        self.client.post(f"{ACCOUNTS}add/", sent)
        self.assertAudited("added", self.editor, "bob", rights=["Moderators"])
        bob = User.objects.get(username="bob")
        self.client.post(f"{ACCOUNTS}{bob.pk}/invite/")
        self.assertAudited("changed", self.editor, "bob", done="Invited by email.")
        changed = sent | {"groups": [editors.pk, moderators.pk]}
        self.client.post(f"{ACCOUNTS}{bob.pk}/change/", changed)
        told = {"rights": ["Editors", "Moderators"], "may_sign_in": False}
        self.assertAudited("changed", self.editor, "bob", **told)
        self.client.post(f"{ACCOUNTS}{bob.pk}/delete/", {"post": "yes"})
        self.assertAudited("deleted", self.editor, "bob")

    def test_an_account_that_a_command_adds_leaves_an_entry(self):
        told = {"username": "root", "email": "root@example.org"}
        call_command("createsuperuser", interactive=False, stdout=StringIO(), **told)
        self.assertAudited("added", None, "root", rights=["everything"])


class AuditedData(AuditedCase):
    """Exports, erasures and backups; tests of backups restore one."""

    def test_exports_and_erasures_of_personal_data_leave_entries_without_the_address(self):
        a_reply(an_interview(), email="olu@example.org")
        call_command("export_person", "olu@example.org", stdout=StringIO())
        self.assertAudited("exported", data="person")
        call_command("erase_person", "olu@example.org", "--yes", stdout=StringIO())
        self.assertAudited("erased", replies=1)
        editor = a_member_of("Editors")
        link = PreviewLink.objects.make(a_draft("On glass"), name="Ada", days=7, by=editor)
        link.erase_holder(by=editor)
        self.assertAudited("erased", editor, preview_link=link.pk)
        self.assertFalse("olu@" in str(list(AuditEntry.objects.values())))

    def test_a_backup_leaves_an_entry_with_its_name(self):
        failing = mock.patch.object(backup, "TemporaryDirectory", side_effect=OSError)
        with failing, self.assertRaises(OSError):
            backup.create_backup()

        entry = AuditEntry.objects.get(action="exported")
        self.assertEqual(entry.details["data"], "backup")
        self.assertRegex(entry.details["file"], r"^publication-\d{8}T\d{6}Z\.tar$")
