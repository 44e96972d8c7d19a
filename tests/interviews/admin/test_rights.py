"""Writers change their own drafts; publishing is a right of its own."""

from django.contrib.auth.models import Permission
from django.urls import reverse

from interviews.models import Correction, Interview, Person
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import (
    a_draft,
    a_member_of,
    a_person,
    a_topic,
    an_exchange,
    an_interview,
    begun_by,
    someone,
)

LIST = reverse("admin:interviews_interview_changelist")
REFUSED = "Saved. You do not have permission to change the state of an interview."


class Writers(DeskTestCase):
    def setUp(self):
        self.writer = a_member_of("Writers", first_name="Wanda")
        self.client.force_login(self.writer)

    def test_a_writer_begins_an_interview_and_names_who_speaks(self):
        person = a_person("Hedda Moreau")
        sent = self.filled(self.open(Interview()), title="On grids", credits__0__person=person.pk)

        self.post(Interview(), sent | {"credits-0-role": "subject"})

        interview = Interview.objects.get()
        self.assertEqual(interview.created_by, self.writer)
        self.assertEqual(interview.credits.get().person, person)

    def test_a_writer_begins_an_interview_from_a_transcript(self):
        page = reverse("admin:interviews_interview_transcript")
        review = self.client.post(page, {"text": "# On grids\n\nQ: Why?\n\nA: Because."})

        response = self.client.post(review.url, {"_create": "1"}, follow=True)

        self.assertEqual(response.status_code, 200)
        self.assertEqual(Interview.objects.get().created_by, self.writer)

    def test_a_writer_changes_the_words_of_their_own_draft(self):
        draft = begun_by(self.writer, a_draft("On grids"))

        response = self.send(draft, title="On grids again", exchanges__0__answer="Yes.")

        self.assertEqual(self.messages(response), ["Saved."])
        draft.refresh_from_db()
        self.assertEqual((draft.title, draft.exchanges.get().answer), ("On grids again", "Yes."))

    def test_a_writer_reads_their_published_interview_and_has_no_fields_to_change_it(self):
        draft = begun_by(self.writer, a_draft("On grids", exchanges=1))
        draft.publish(by=None)

        page = self.open(draft)

        self.assertContains(page, "Only people who may publish can change this interview now.")
        self.assertContains(page, draft.exchanges.get().answer)
        for missing in ("<textarea", "Find and replace", 'value="Save"', "data-conversation"):
            self.assertNotContains(page, missing)

    def test_the_list_of_a_writer_has_only_their_own_interviews(self):
        begun_by(self.writer, a_draft("On grids"))
        a_draft("On care")
        an_interview("On glass")

        page = self.client.get(LIST)

        self.assertEqual([each.title for each in page.context["cl"].result_list], ["On grids"])
        self.assertNotContains(page, "On care")
        self.assertNotContains(page, "Show all")
        self.assertContains(self.client.get(LIST, {"state": "draft"}), "Show all")

    def test_a_writer_cannot_open_the_draft_of_somebody_else(self):
        draft = a_draft("On care")
        for page in ("change", "delete", "history", "preview"):
            with self.subTest(page):
                address = reverse(f"admin:interviews_interview_{page}", args=[draft.pk])
                response = self.client.get(address, follow=True)
                said = response.content.decode()
                self.assertNotIn("On care", said)

    def test_a_writer_asks_for_review_and_has_no_button_to_publish(self):
        draft = begun_by(self.writer, a_draft("On grids"))
        page = self.open(draft)

        self.assertEqual(list(page.context["actions"]), ["submit"])
        response = self.send(draft, press="_action=submit")

        self.assertIn("Submitted for review.", self.messages(response)[0])
        draft.refresh_from_db()
        self.assertEqual(draft.status, "in_review")
        self.assertEqual(list(response.context["actions"]), ["return_to_draft"])

    def test_a_writer_who_sends_the_button_of_an_editor_is_refused(self):
        for action in ("publish", "schedule", "withdraw"):
            with self.subTest(action):
                draft = begun_by(self.writer, a_draft("On grids"))
                response = self.send(
                    draft, press=f"_action={action}", action__at="2999-01-01T09:00"
                )
                draft.refresh_from_db()
                self.assertEqual(draft.status, "draft")
                self.assertIn(REFUSED, self.messages(response))

    def test_a_writer_cannot_change_their_interview_once_it_is_scheduled_or_published(self):
        published = begun_by(self.writer, an_interview("On grids"))
        scheduled = begun_by(self.writer, a_draft("On glass"))
        Interview.objects.filter(pk=scheduled.pk).update(
            status="scheduled", published_at="2999-01-01T00:00Z"
        )
        for interview in (published, scheduled):
            with self.subTest(interview):
                page = self.open(interview)
                self.assertEqual(page.status_code, 200)
                self.assertNotContains(page, 'name="_continue"')
                answer = self.client.post(address_of(interview), {"title": "Mine"})
                self.assertEqual(answer.status_code, 403)
                interview.refresh_from_db()
                self.assertTrue(interview.title.startswith("On g"))

    def test_a_writer_cannot_put_an_exchange_into_an_interview_of_somebody_else(self):
        for other in (a_draft("On care"), an_interview("On glass")):
            with self.subTest(other):
                before = other.exchanges.count()
                sent = {"interview": other.pk, "question": "Why?", "answer": "No."}
                response = self.client.post(reverse("admin:interviews_exchange_add"), sent)
                self.assertIn("interview", response.context["adminform"].form.errors)
                self.assertEqual(other.exchanges.count(), before)

    def test_a_writer_changes_an_exchange_of_their_draft_on_its_own_page(self):
        draft = begun_by(self.writer, a_draft("On grids"))

        self.send(draft.exchanges.get(), answer="On its own page.")

        self.assertEqual(draft.exchanges.get().answer, "On its own page.")

    def test_a_writer_restores_no_version_of_a_published_interview(self):
        interview = begun_by(self.writer, an_interview("On grids"))
        interview.record_version(None)
        exchange = interview.exchanges.first()
        interview.correct("It was dry.", by=None, exchange=exchange, answer="Dry.")
        address = reverse("admin:interviews_version_restore", args=[interview.pk])

        response = self.client.post(address, {"from": "1", "change-kind": "typo"})

        self.assertEqual(response.status_code, 403)
        self.assertEqual(interview.exchanges.first().answer, "Dry.")

    def test_a_writer_adds_people_and_topics_but_changes_none(self):
        self.client.post(reverse("admin:interviews_topic_add"), {"name": "Glass"})
        sent = self.filled(self.open(Person()), name="Hedda Moreau")
        self.post(Person(), sent)

        self.assertTrue(Person.objects.filter(name="Hedda Moreau").exists())
        for thing in (someone("Ines Okafor"), a_topic("Care")):
            with self.subTest(thing):
                self.assertEqual(self.client.post(address_of(thing), {}).status_code, 403)

    def test_a_writer_deletes_their_own_draft_only(self):
        own, other = begun_by(self.writer, a_draft("On grids")), a_draft("On care")
        an_exchange(own)
        for draft in (own, other):
            address = reverse("admin:interviews_interview_delete", args=[draft.pk])
            self.client.post(address, {"post": "yes"})

        self.assertEqual([each.title for each in Interview.objects.all()], ["On care"])


class WithoutTheRightToPublish(DeskTestCase):
    """Somebody who may change interviews, and no more."""

    def setUp(self):
        self.editor = a_member_of("Editors")
        self.editor.groups.clear()
        names = ["add_interview", "change_interview", "change_exchange", "add_correction"]
        self.editor.user_permissions.set(Permission.objects.filter(codename__in=names))
        self.client.force_login(self.editor)

    def test_changing_interviews_does_not_include_what_is_published(self):
        interview = an_interview("On grids")

        self.assertEqual(self.client.post(address_of(interview), {}).status_code, 403)
        exchange = interview.exchanges.first()
        self.assertEqual(self.client.post(address_of(exchange), {}).status_code, 403)

    def test_changing_interviews_does_not_include_corrections(self):
        sent = {"interview": an_interview().pk, "kind": "typo", "_publish": "1"}

        response = self.client.post(reverse("admin:interviews_correction_add"), sent)

        self.assertEqual(response.status_code, 403)
        self.assertFalse(Correction.objects.exists())

    def test_changing_interviews_does_not_include_publishing(self):
        draft = a_draft("On care")

        response = self.send(draft, press="_action=publish")

        self.assertIn(REFUSED, self.messages(response))
        draft.refresh_from_db()
        self.assertEqual(draft.status, "draft")


class Editors(DeskTestCase):
    def test_an_editor_publishes_and_corrects_what_a_writer_has_begun(self):
        draft = begun_by(a_member_of("Writers"), a_draft("On grids"))
        self.client.force_login(a_member_of("Editors"))

        self.send(draft, press="_action=publish")
        response = self.send(draft, exchanges__0__answer="Dry.")

        draft.refresh_from_db()
        self.assertTrue(draft.is_published)
        self.assertEqual(self.messages(response), ["Saved."])
