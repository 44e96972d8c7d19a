"""The audit trail at the desk: what is recorded there, and the list."""

from django.test import TestCase
from django.urls import reverse

from interviews.models import AuditedPerson, AuditEntry
from interviews.models.audit_entry import AuditAction
from tests.admin_forms import address_of, as_sent
from tests.builders import a_draft, an_editor, someone

LIST = reverse("admin:interviews_auditentry_changelist")


class AuditTrailAtTheDeskTests(TestCase):
    def setUp(self):
        self.editor = an_editor(first_name="Ines", last_name="Vale")
        self.client.force_login(self.editor)

    def save(self, thing, **changed):
        sent = as_sent(self.client.get(address_of(thing), secure=True)) | changed
        return self.client.post(address_of(thing), sent, secure=True)

    def test_a_changed_person_stands_in_the_trail_with_the_fields_and_without_the_words(self):
        person = someone("Ada Okafor")
        self.save(person, biography="A secret of hers.")
        entry = AuditEntry.objects.filter(action="changed").get()
        self.assertEqual((entry.kind, entry.key), ("interviews.person", str(person.pk)))
        self.assertNotIn("secret", str(entry.details))
        self.assertEqual(entry.person.account, self.editor.pk)

    def test_a_save_that_became_a_version_is_one_entry(self):
        interview = a_draft()
        with interview.changing(by=None):
            pass
        before = AuditEntry.objects.count()
        self.save(interview, title="Another title")
        self.assertEqual(AuditEntry.objects.count(), before + 1)

    def test_a_deleted_person_stays_in_the_trail_by_its_name(self):
        person = someone("Nobody Vale")
        self.client.post(
            reverse("admin:interviews_person_delete", args=[person.pk]),
            {"post": "yes"},
            secure=True,
        )
        entry = AuditEntry.objects.filter(action="deleted").get()
        self.assertEqual(entry.person.about, "Nobody Vale")

    def test_the_list_is_searched_by_name_and_filtered_by_what_was_done(self):
        self.save(someone("Ada Okafor"), biography="Words.")
        found = self.client.get(LIST, {"q": "Okafor", "action__exact": "changed"}, secure=True)
        self.assertContains(found, "Ada Okafor")
        self.assertNotContains(
            self.client.get(LIST, {"q": "Okafor", "action__exact": "deleted"}, secure=True),
            "Ada Okafor",
        )

    def test_what_was_done_besides_changing_fields_is_listed_as_a_sentence(self):
        kept, other = someone("Ada Okafor"), someone("Ada Okafoor")
        page, sent = reverse("admin:interviews_person_merge"), {"of": [kept.pk, other.pk]}
        shown = self.client.get(page, sent, secure=True).context
        sent |= {"keep": shown["kept"].pk, "seen": shown["seen"]}
        sent |= {field.name: field.initial for field in shown["fields"]}
        self.client.post(page, sent, secure=True)
        found = self.client.get(LIST, secure=True)
        self.assertContains(found, ">Other entries were merged into this one.<")

    def test_details_are_listed_in_words_and_what_is_not_so_is_left_out(self):
        draft = a_draft("On grids")
        draft.submit(by=self.editor)
        AuditEntry.objects.record(AuditAction.FAILED, name="nobody", locked_out=False)
        AuditEntry.objects.record(AuditAction.FAILED, name="nobody", locked_out=True)

        found = self.client.get(LIST, secure=True)

        self.assertContains(found, ">state: in review<")
        self.assertContains(found, ">had to wait<", 1)
        self.assertNotContains(found, "False")
        self.assertNotContains(found, "Show all")

    def test_entries_with_erased_names_are_listed(self):
        self.save(someone("Ada Okafor"), biography="Words.")
        AuditEntry.objects.erase_names(account=self.editor.pk)
        self.assertFalse(AuditedPerson.objects.filter(about="Ada Okafor").exists())
        self.assertContains(self.client.get(LIST, secure=True), "erased")

    def test_signing_in_and_failing_to_stand_in_the_trail(self):
        self.editor.set_password("a long one of hers")
        self.editor.save()
        self.client.logout()
        before = AuditEntry.objects.count()
        for password in ("wrong", "a long one of hers"):
            self.client.post(
                reverse("admin:login"),
                {"username": self.editor.username, "password": password},
                secure=True,
            )
        actions = AuditEntry.objects.filter(action__in=["failed", "signed_in"], number__gt=before)
        self.assertEqual(
            [each.action for each in actions.order_by("number")], ["failed", "signed_in"]
        )
