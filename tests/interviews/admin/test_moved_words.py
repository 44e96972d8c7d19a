"""Exchanges that are split or merged keep the times and the utterances of their words."""

from tests.builders import a_draft, an_exchange
from tests.interviews.admin.test_row_buttons import RowButtonsTestCase

SOURCE = ("start", "end", "utterances")


class MovedWordsTests(RowButtonsTestCase):
    def setUp(self):
        super().setUp()
        self.interview = a_draft(exchanges=0)
        self.spoken("How?", "Slowly. In the hall. By night.", 1000, 9000, [1, 2])
        self.spoken("Why?", "So.", 9000, 12000, [3, 4])
        self.spoken("Written?", "Here.", None, None, None)

    def spoken(self, question, answer, start, end, utterances):
        exchange = an_exchange(self.interview, question, answer)
        exchange.start, exchange.end, exchange.utterances = start, end, utterances
        exchange.save()

    def test_a_split_exchange_keeps_its_start_and_the_last_part_has_the_end(self):
        answer = "Slowly.\n///\nIn the hall.\n///\nBy night."
        self.press("split", 0, exchanges__0__answer=answer)
        self.save()

        parts = [(1000, None, [1, 2]), (None, None, [1, 2]), (None, 9000, [1, 2])]
        self.assertEqual(self.saved(*SOURCE)[:3], parts)

    def test_merged_exchanges_have_the_first_start_the_last_end_and_all_utterances(self):
        self.press("merge", 0)
        self.press("merge", 0, response=self.page)
        self.save()

        self.assertEqual(self.saved(*SOURCE), [(1000, 12000, [1, 2, 3, 4])])

    def test_a_paragraph_that_moves_between_exchanges_takes_its_utterances_along(self):
        self.page = self.open(self.interview)
        self.save(exchanges__0__answer="Slowly.", exchanges__1__answer="In the hall.\n\nSo.")

        self.assertEqual(
            self.saved(*SOURCE)[:2], [(1000, 9000, [1, 2]), (9000, 12000, [1, 2, 3, 4])]
        )

    def test_other_words_change_neither_times_nor_utterances(self):
        before = self.saved(*SOURCE)
        self.page = self.open(self.interview)
        self.save(exchanges__0__answer="Quickly.", exchanges__2__answer="Not here.")

        self.assertEqual(self.saved(*SOURCE), before)
        self.assertEqual(self.saved("answer")[0], ("Quickly.",))
