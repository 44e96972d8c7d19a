"""The audit trail: who did what, in a chain that shows every change made past it."""

import random
from io import StringIO

from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from interviews.history.audit_trail import Misfit, verify
from interviews.models import AuditedPerson, AuditEntry
from interviews.models.audit_entry import AuditAction
from publication.database.derived import drop_derived_objects
from tests.builders import a_draft, an_editor, an_exchange, published

ENTRY, PERSON = AuditEntry._meta.db_table, AuditedPerson._meta.db_table


def execute(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


class AuditTrailTests(TestCase):
    def setUp(self):
        self.editor = an_editor(username="ines", first_name="Ines", last_name="Vale")

    def entries(self, **of):
        return list(AuditEntry.objects.filter(**of).order_by("number"))

    def test_states_and_versions_stand_in_it_with_who_and_what(self):
        interview = a_draft()
        interview.submit(by=self.editor)
        with interview.changing(by=self.editor):
            an_exchange(interview, "And then?", "The cable.")
        moved = self.entries(action="moved")[-1]
        saved = self.entries(action="version")[-1]
        self.assertEqual((moved.action, moved.details), ("moved", {"state": "in_review"}))
        self.assertEqual(saved.action, "version")
        self.assertEqual(saved.person.who, "Ines Vale (ines)")
        self.assertEqual(saved.person.about, interview.title)

    def test_a_change_that_is_rolled_back_leaves_no_entry(self):
        interview, before = a_draft(), AuditEntry.objects.count()
        with transaction.atomic():
            interview.submit(by=self.editor)
            transaction.set_rollback(True)
        self.assertEqual(AuditEntry.objects.count(), before)
        verify()

    def test_the_database_refuses_to_change_an_entry(self):
        AuditEntry.objects.record(AuditAction.EXPORTED, by=self.editor)
        for statement in (
            f"UPDATE {ENTRY} SET action = 'added'",
            f"DELETE FROM {ENTRY}",
            f"UPDATE {PERSON} SET who = 'Somebody else'",
        ):
            with (
                self.subTest(statement),
                self.assertRaises(IntegrityError),
                transaction.atomic(),
            ):
                execute(statement)

    def test_erased_names_are_gone_and_the_chain_holds(self):
        for _each in range(3):
            AuditEntry.objects.record(AuditAction.EXPORTED, by=self.editor)
        AuditEntry.objects.erase_names(account=self.editor.pk)
        self.assertFalse(AuditedPerson.objects.filter(who__contains="Ines").exists())
        verify()

    def test_a_name_that_sql_deletes_is_missed(self):
        entry = AuditEntry.objects.record(AuditAction.EXPORTED, by=self.editor)
        AuditEntry.objects.record(AuditAction.EXPORTED, by=self.editor)
        execute(f"DELETE FROM {PERSON} WHERE entry_id = %s", entry.number)
        with self.assertRaises(Misfit) as caught:
            verify()
        self.assertEqual(caught.exception.number, entry.number)

    def test_no_entry_goes_with_a_deleted_account(self):
        leaving = get_user_model().objects.create_user("leaving")
        entry = AuditEntry.objects.record(AuditAction.EXPORTED, by=leaving)
        leaving.delete()
        self.assertEqual(AuditEntry.objects.get(pk=entry.pk).person.who, "leaving")
        verify()

    def test_the_command_tells_the_digest_of_an_intact_trail(self):
        entry = AuditEntry.objects.record(AuditAction.EXPORTED, by=self.editor)
        out = StringIO()
        call_command("verify_audit_trail", stdout=out)
        self.assertIn(entry.digest, out.getvalue())


class TamperingTests(TestCase):
    """A hundred random rows are changed by SQL, one after the other, without the triggers."""

    COLUMNS = {  # {column: SQL for another value}
        "action": "CASE action WHEN 'added' THEN 'deleted' ELSE 'added' END",
        "kind": "'auth.user'",
        "key": "key || '7'",
        "details": """'{"state": "withdrawn"}'""",
        "person_digest": "digest",
        "previous_digest": "person_digest",
        "digest": "person_digest",
    }

    def test_a_tampered_row_is_always_found(self):
        published(a_draft())
        editor = an_editor()
        for number in range(30):
            AuditEntry.objects.record(AuditAction.CHANGED, by=editor, fields=[number])
        AuditEntry.objects.erase_names(account=editor.pk)
        for number in range(10):
            AuditEntry.objects.record(AuditAction.CHANGED, by=editor, fields=[number])
        drop_derived_objects(connection)
        verify()
        choose, numbers = random.Random(17), [entry.number for entry in AuditEntry.objects.all()]
        for _each in range(100):
            self.tamper(choose, choose.choice(numbers))

    def tamper(self, choose, number):
        with transaction.atomic():
            how = choose.choice(["change", "delete", "name", "add", "at"])
            self.assertTrue(getattr(self, f"{how}_row")(choose, number))
            with self.subTest(how, number=number), self.assertRaises(Misfit) as caught:
                verify()
            if how != "add":
                self.assertLessEqual(caught.exception.number, number + 1)
            transaction.set_rollback(True)

    def change_row(self, choose, number):
        column = choose.choice(list(self.COLUMNS))
        execute(f"UPDATE {ENTRY} SET {column} = {self.COLUMNS[column]} WHERE number = %s", number)
        return True

    def at_row(self, choose, number):
        later = AuditEntry.objects.get(pk=number).at.replace(year=2031)
        return AuditEntry.objects.filter(pk=number).update(at=later)

    def delete_row(self, choose, number):
        execute(f"DELETE FROM {PERSON} WHERE entry_id = %s", number)
        execute(f"DELETE FROM {ENTRY} WHERE number = %s", number)
        return True

    def name_row(self, choose, number):
        named = AuditedPerson.objects.filter(pk=number)
        return named.update(who="Nobody") or self.change_row(choose, number)

    def add_row(self, choose, number):
        """Add an entry that fits all entries before it, at the end."""
        last = AuditEntry.objects.order_by("number").last()
        forged = AuditEntry.objects.get(pk=number)
        forged.number, forged.previous_digest = last.number + 1, last.digest
        forged.digest = forged.compute_digest()
        forged.save(force_insert=True)
        return True


class TrailOfTheCommandTests(TestCase):
    def test_the_command_names_the_first_entry_that_does_not_fit(self):
        for number in range(5):
            AuditEntry.objects.record(AuditAction.CHANGED, fields=[number])
        drop_derived_objects(connection)
        execute(f"UPDATE {ENTRY} SET action = 'added' WHERE number IN (3, 4)")
        with self.assertRaisesMessage(CommandError, "Entry 3: it was changed."):
            call_command("verify_audit_trail")
