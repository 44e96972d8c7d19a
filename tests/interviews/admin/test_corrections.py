"""Corrections at the desk: written, published, and then left alone."""

from django.urls import reverse

from interviews.models import Correction
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import a_correction, a_draft, an_exchange, an_interview


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

    def test_the_form_of_a_correction_is_filled_with_the_previous_wording(self):
        exchange = an_interview().exchanges.get()
        exchange.answer = "The model."
        exchange.save()

        response = self.client.get(
            address_of(Correction()), {"interview": exchange.interview_id, "exchange": exchange.pk}
        )

        self.assertEqual(response.context["adminform"].form["was"].value(), "The forecast.")

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

            self.assertContains(response, "Select a valid choice.")


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


class SuggestingACorrection(DeskTestCase):
    def suggested(self, response):
        return [said for said in self.messages(response) if "readers have read" in said]

    def test_changing_a_published_answer_suggests_a_correction_of_the_exchange(self):
        interview = an_interview(exchanges=2)
        second = interview.exchanges.last()

        response = self.send(interview, exchanges__1__answer="The weather.")

        about = f"?interview={interview.pk}&amp;exchange={second.pk}"
        self.assertIn(f'href="{address_of(Correction())}{about}"', self.suggested(response)[0])

    def test_changing_several_published_answers_suggests_a_correction_of_the_interview(self):
        interview = an_interview(exchanges=2)

        response = self.send(
            interview, exchanges__0__question="What broke?", exchanges__1__answer="The weather."
        )

        self.assertIn(f'?interview={interview.pk}"', self.suggested(response)[0])

    def test_the_page_of_one_exchange_suggests_a_correction_too(self):
        exchange = an_interview().exchanges.get()

        response = self.send(exchange, answer="The weather.")

        self.assertIn(f"exchange={exchange.pk}", self.suggested(response)[0])

    def test_unchanged_and_new_exchanges_suggest_no_correction(self):
        interview = an_interview()
        interview.exchanges.update(answer="The forecast.\n\nThen the grid.")

        response = self.send(
            interview,
            title="Renamed",
            exchanges__0__answer="The forecast.\r\n\r\nThen the grid.",
            exchanges__1__question="And then?",
            exchanges__1__answer="Then the water.",
        )

        self.assertEqual(interview.exchanges.count(), 2)
        self.assertEqual(self.suggested(response), [])

    def test_changing_a_draft_suggests_no_correction(self):
        response = self.send(a_draft(), exchanges__0__answer="The weather.")

        self.assertEqual(self.suggested(response), [])
