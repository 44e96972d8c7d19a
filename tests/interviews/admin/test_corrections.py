"""Corrections at the desk: written, published, and then left alone."""

from django.urls import reverse

from interviews.models import Correction
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import a_correction, an_exchange, an_interview


class WritingACorrection(DeskTestCase):
    def test_a_new_correction_names_the_editor_and_is_not_published(self):
        self.send(Correction(), interview=an_interview().pk, note="It was March.")

        correction = Correction.objects.get()
        self.assertEqual(correction.made_by, self.editor)
        self.assertFalse(correction.is_published)

    def test_another_editor_who_edits_a_correction_does_not_become_the_author_of_it(self):
        self.send(Correction(), interview=an_interview().pk, note="It was March.")
        author, correction = self.editor, Correction.objects.get()
        super().setUp()

        self.send(correction, note="It was in March.")

        correction.refresh_from_db()
        self.assertEqual((correction.note, correction.made_by), ("It was in March.", author))

    def test_one_button_saves_and_publishes_a_correction(self):
        self.send(Correction(), press="_publish", interview=an_interview().pk, note="It was March.")

        self.assertTrue(Correction.objects.get().is_published)

    def test_the_form_of_a_correction_offers_the_exchanges_of_the_interview(self):
        interview, other = an_interview(exchanges=2), an_interview("Another")
        address = address_of(Correction())

        response = self.client.get(address, {"interview": interview.pk})

        offered = response.context["adminform"].form.fields["exchange"].queryset
        self.assertEqual(list(offered), list(interview.exchanges.all()))
        self.assertNotIn(other.exchanges.get(), offered)

    def test_a_correction_of_an_exchange_of_another_interview_is_refused(self):
        stranger = an_exchange(an_interview("Another"))

        response = self.send(
            Correction(), interview=an_interview().pk, note="It was March.", exchange=stranger.pk
        )

        self.assertContains(response, "Select a valid choice.")
        self.assertFalse(Correction.objects.exists())

    def test_a_correction_of_an_unknown_interview_is_refused_with_a_message(self):
        for interview in ("none", "-1", "9" * 30, "²"):
            response = self.send(Correction(), interview=interview, note="It was March.")

            self.assertContains(response, "Nothing here has this name.")


class PublishedCorrections(DeskTestCase):
    def test_a_published_correction_is_shown_and_cannot_be_edited(self):
        correction = a_correction(an_interview())

        response = self.open(correction)

        self.assertContains(response, correction.note)
        self.assertNotContains(response, 'name="note"')
        self.assertNotContains(response, 'name="_publish"')

    def test_a_forged_edit_of_a_published_correction_is_refused(self):
        correction = a_correction(an_interview())

        with self.assertLogs("django.request", "WARNING"):
            response = self.client.post(address_of(correction), {"note": "Never mind."})

        self.assertEqual(response.status_code, 403)

    def test_deleting_a_published_correction_is_refused_with_a_message(self):
        correction = a_correction(an_interview())
        address = reverse("admin:interviews_correction_delete", args=[correction.pk])

        response = self.client.post(address, {"post": "yes"}, follow=True)

        self.assertIn("A published correction cannot be changed.", self.messages(response))
        self.assertTrue(Correction.objects.exists())

    def test_an_interview_lists_the_published_corrections_and_links_to_a_new_one(self):
        interview = an_interview()
        correction = a_correction(interview)

        response = self.open(interview)

        self.assertContains(response, address_of(correction))
        self.assertContains(response, f"{address_of(Correction())}?interview={interview.pk}")
