"""What is left for readers where an exchange was removed, and what must not be."""

from django.test import TestCase

from tests.builders import (
    a_correction,
    a_draft,
    an_exchange,
    an_interview_of,
    published,
    someone,
)


class AnExchangeThatWasRemoved(TestCase):
    def setUp(self):
        self.interview = an_interview_of(("Whose essays?", "Marek’s."), ("Why?", "So."))
        self.removed, self.other = self.interview.exchanges.all()

    def test_a_removed_exchange_takes_with_it_the_words_that_a_correction_had_replaced(self):
        a_correction(self.interview, "A name.", exchange=self.removed, answer="A pupil’s.")
        a_correction(self.interview, "A reason.", exchange=self.other, answer="Because.")
        self.removed.remove(by=None)

        for address in (f"{self.interview.get_absolute_url()}changes/", "/corrections/"):
            with self.subTest(address):
                page = self.client.get(address)

                self.assertContains(page, "A name.")
                self.assertNotContains(page, "Marek")
                self.assertNotContains(page, "Whose essays?")
                self.assertContains(page, "So.")

    def test_a_removed_exchange_leaves_its_question_to_the_others_who_answered_it(self):
        draft = a_draft(exchanges=0)
        asking = an_exchange(draft, "Whose essays?", "Marek’s.")
        further = an_exchange(draft, "", "Nobody’s.", answered_by=[someone("Maya Lind")])
        interview = published(draft)
        asking.remove(by=None)

        for address in (interview.get_absolute_url(), further.get_absolute_url()):
            with self.subTest(address):
                page = self.client.get(address)

                self.assertContains(page, "Whose essays?")
                self.assertNotContains(page, "Marek")
