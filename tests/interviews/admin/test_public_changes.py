"""Saving a published interview asks what kind of change it is."""

from interviews.models import Correction, Exchange
from tests.admin_forms import DeskTestCase
from tests.builders import a_draft, an_interview

ASKED = "Choose what kind of change this is."


class SavingAPublishedInterview(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview()

    def test_changed_words_without_a_kind_are_not_saved_and_stay_in_the_form(self):
        response = self.send(
            self.interview, exchanges__0__answer="The model.", change__kind="", title="A network"
        )

        self.assertContains(response, ASKED)
        self.assertContains(response, "The model.")
        self.assertContains(response, 'value="A network"')
        self.assertEqual(Exchange.objects.get().answer, "The forecast.")
        self.assertFalse(Correction.objects.exists())

    def test_a_correction_without_a_note_is_asked_for_the_note(self):
        response = self.send(
            self.interview, exchanges__0__answer="The model.", change__kind="correction"
        )

        self.assertContains(response, "Tell readers in a sentence what was changed.")

    def test_a_correction_is_published_with_the_words_that_it_corrects(self):
        self.send(
            self.interview,
            exchanges__0__answer="The model.",
            change__kind="correction",
            change__note="It was the model.",
        )

        correction = self.interview.corrections.get()
        self.assertEqual(correction.made_by, self.editor)
        self.assertEqual(correction.exchange, self.interview.exchanges.get())
        self.assertContains(self.client.get(self.interview.get_absolute_url()), "It was the model.")

    def test_the_page_of_one_exchange_asks_too(self):
        exchange = self.interview.exchanges.get()

        response = self.send(exchange, answer="The model.", change__kind="")

        self.assertContains(response, ASKED)
        self.send(exchange, answer="The model.")
        self.assertEqual(self.interview.corrections.get().kind, "typo")

    def test_nothing_is_asked_where_no_word_changes(self):
        self.send(self.interview, exchanges__0__answer="The \r\nforecast.", change__kind="")

        self.assertFalse(Correction.objects.exists())
        self.assertEqual(self.interview.versions.count(), 2)

    def test_an_invented_kind_is_refused(self):
        for kind in ("unexplained", "x" * 400):
            response = self.send(
                self.interview, exchanges__0__answer="The model.", change__kind=kind
            )

            self.assertEqual(response.status_code, 200)
            self.assertFalse(Correction.objects.exists())

    def test_nothing_is_asked_of_a_draft(self):
        draft = a_draft("Another")

        response = self.open(draft)

        self.assertNotContains(response, 'name="change-kind"')
