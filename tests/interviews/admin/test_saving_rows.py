"""Rows of a form that somebody else removes, changes or moves while an editor works on them."""

from django.contrib.admin.models import LogEntry

from interviews.models import Exchange
from interviews.models.row_order import find_unmoved, merge_order
from tests.admin_forms import DeskTestCase
from tests.builders import a_person, an_exchange, an_interview, someone
from tests.interviews.admin.test_exchanges import of_questions, published_of_questions, questions_of

GONE = "Someone else has removed this exchange."
NOT_REMOVED = "Not removed: somebody else has changed this meanwhile"


class RemovedMeanwhile(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.interview = of_questions("A", "B", "C")

    def remove_after_opening(self, question="A", **changes):
        sent = self.filled(self.open(self.interview), **changes)
        self.interview.exchanges.get(question=question).remove(by=None)
        return self.post(self.interview, sent)

    def test_an_unchanged_row_that_another_editor_removed_stays_removed(self):
        self.remove_after_opening(exchanges__1__answer="Mine.")

        self.assertEqual(questions_of(self.interview), "BC")
        self.assertEqual(Exchange.objects.get(question="B").answer, "Mine.")

    def test_a_row_that_both_editors_remove_makes_no_conflict(self):
        self.remove_after_opening(exchanges__0__DELETE="on")

        self.assertEqual(questions_of(self.interview), "BC")

    def test_an_edited_row_that_another_editor_removed_makes_a_conflict_and_keeps_the_text(self):
        response = self.remove_after_opening(exchanges__0__answer="Mine.", title="My title")

        self.assertContains(response, GONE)
        self.assertContains(response, "Mine.")
        self.assertContains(response, 'value="My title"')

    def test_a_removed_row_may_be_added_again_at_the_same_place(self):
        response = self.remove_after_opening(exchanges__0__answer="Mine.")

        self.post(self.interview, self.filled(response, conflict__exchanges__0="yours"))

        self.assertEqual(questions_of(self.interview), "ABC")
        self.assertEqual(Exchange.objects.get(question="A").answer, "Mine.")

    def test_the_text_of_a_removed_row_may_be_discarded(self):
        response = self.remove_after_opening(exchanges__0__answer="Mine.", title="My title")

        self.post(self.interview, self.filled(response, conflict__exchanges__0="saved"))

        self.interview.refresh_from_db()
        self.assertEqual(questions_of(self.interview), "BC")
        self.assertEqual(self.interview.title, "My title")

    def test_an_edited_credit_that_another_editor_removed_makes_a_conflict(self):
        interview = an_interview()
        sent = self.filled(self.open(interview), credits__1__role="editor")
        interview.credits.get(role="interviewer").delete()

        response = self.post(interview, sent)
        self.assertContains(response, "Someone else has removed this person.")
        self.post(interview, self.filled(response, conflict__credits__1="yours"))

        self.assertEqual(interview.credits.get(role="editor").person, someone("Teodor Vass"))

    def test_rows_after_a_removed_row_are_shown_when_the_form_comes_back(self):
        interview = an_interview()
        sent = self.filled(self.open(interview), title="")
        interview.credits.get(role="subject").delete()

        response = self.post(interview, sent)

        self.assertContains(response, 'name="credits-0-role"')
        self.assertContains(response, 'name="credits-1-role"')


class ChangedMeanwhile(DeskTestCase):
    def test_an_exchange_that_another_editor_changed_is_not_removed_before_its_text_is_shown(self):
        interview = of_questions("A", "B")
        sent = self.filled(self.open(interview), exchanges__0__DELETE="on")
        self.send(interview, exchanges__0__answer="Written meanwhile.")

        response = self.post(interview, sent)

        self.assertContains(response, NOT_REMOVED)
        self.assertContains(response, "Written meanwhile.")
        self.assertEqual(questions_of(interview), "AB")

    def test_an_exchange_that_another_editor_changed_may_be_removed_once_its_text_was_shown(self):
        interview = of_questions("A", "B")
        sent = self.filled(self.open(interview), exchanges__0__DELETE="on")
        self.send(interview, exchanges__0__answer="Written meanwhile.")
        response = self.post(interview, sent)

        self.post(interview, self.filled(response, exchanges__0__DELETE="on"))

        self.assertEqual(questions_of(interview), "B")

    def test_an_unchanged_row_shows_its_new_text_when_the_form_comes_back(self):
        interview = of_questions("A", "B")
        sent = self.filled(self.open(interview), title="")
        self.send(interview, exchanges__0__answer="Written meanwhile.")

        response = self.post(interview, sent)
        self.assertContains(response, "Written meanwhile.")
        self.post(
            interview, self.filled(response, title="Mine", exchanges__0__answer="And once more.")
        )

        self.assertEqual(Exchange.objects.get(question="A").answer, "And once more.")

    def test_a_link_of_a_person_that_another_editor_changed_is_not_removed_before_it_is_shown(self):
        person = a_person()
        person.links.create(label="Her site", url="https://example.org/")
        sent = self.filled(self.open(person), links__0__DELETE="on")
        self.send(person, links__0__label="Her new site")

        response = self.post(person, sent)

        self.assertContains(response, NOT_REMOVED)
        self.assertEqual(person.links.get().label, "Her new site")


class Ordering(DeskTestCase):
    def test_one_editor_can_reorder_exchanges_and_another_edit_one_afterwards(self):
        interview = of_questions(*"ABCD")
        edit = self.filled(self.open(interview), exchanges__0__answer="Mine.")
        self.send(interview, exchanges__3__ORDER=1)

        self.post(interview, edit)

        self.assertEqual(questions_of(interview), "DABC")
        self.assertEqual(Exchange.objects.get(question="A").answer, "Mine.")

    def test_one_editor_can_edit_an_exchange_and_another_reorder_afterwards(self):
        interview = of_questions(*"ABCD")
        move = self.filled(self.open(interview), exchanges__3__ORDER=1)
        self.send(interview, exchanges__0__answer="Mine.")

        self.post(interview, move)

        self.assertEqual(questions_of(interview), "DABC")
        self.assertEqual(Exchange.objects.get(question="A").answer, "Mine.")

    def test_two_editors_can_each_move_a_different_exchange(self):
        interview = of_questions(*"ABCDEF")
        move = self.filled(self.open(interview), exchanges__5__ORDER=3)
        self.send(interview, exchanges__0__ORDER=4)

        self.post(interview, move)

        self.assertEqual(questions_of(interview), "BFCDAE")

    def test_of_two_moves_of_one_exchange_the_later_one_counts(self):
        interview = of_questions(*"ABCD")
        move = self.filled(self.open(interview), exchanges__0__ORDER=4)
        self.send(interview, exchanges__0__ORDER=2)

        self.post(interview, move)

        self.assertEqual(questions_of(interview), "BCDA")

    def test_an_exchange_that_was_added_meanwhile_keeps_its_place(self):
        interview = published_of_questions("A", "B", "C")
        move = self.filled(self.open(interview), exchanges__0__ORDER=2)
        self.send(interview, exchanges__3__question="N", exchanges__3__ORDER=3)

        self.post(interview, move)

        self.assertEqual(questions_of(interview), "BANC")

    def test_reordering_writes_only_the_places_that_change(self):
        interview = of_questions(*"ABCDEF")
        before = dict(Exchange.objects.values_list("question", "position"))

        self.send(interview, exchanges__4__ORDER=6)

        after = dict(Exchange.objects.values_list("question", "position"))
        self.assertEqual({q for q in after if after[q] != before[q]}, {"E", "F"})

    def test_the_log_says_that_the_order_was_changed(self):
        interview = of_questions("A", "B")

        self.send(interview, exchanges__0__ORDER=2)

        self.assertEqual(
            LogEntry.objects.get().get_change_message(), "Changed Order of the exchanges."
        )

    def test_a_new_order_changes_the_date_of_the_interview(self):
        interview = of_questions("A", "B")
        interview.refresh_from_db()
        before = interview.updated_at

        self.send(interview, exchanges__0__ORDER=2)

        interview.refresh_from_db()
        self.assertGreater(interview.updated_at, before)


class MergingOrders(DeskTestCase):
    def test_moves_of_one_editor_are_applied_to_the_order_of_the_other(self):
        for shown, wanted, stored, right in (
            ("ABCD", "ABCD", "DCBA", "DCBA"),
            ("ABCD", "DCBA", "ABCD", "DCBA"),
            ("ABCD", "ABDC", "BACD", "BDAC"),
            ("ABC", "ABNC", "ABC", "ABNC"),
            ("ABC", "NABC", "xABC", "xNABC"),
            ("ABC", "ABCN", "ABCx", "ABCxN"),
            ("AC", "CA", "AbC", "CAb"),
            ("", "N", "", "N"),
        ):
            if len(wanted) > len(shown):
                stored += "".join(set(wanted) - set(shown))

            found = "".join(merge_order(shown, wanted, stored))

            self.assertEqual(found, right, (shown, wanted, stored))

    def test_as_few_rows_as_possible_are_counted_as_moved(self):
        for shown, wanted, moved in (("ABCDE", "EABCD", "E"), ("ABCDE", "BCDEA", "A")):
            self.assertEqual(set(wanted) - find_unmoved(shown, wanted), set(moved))


class RowsThatSomebodyElseAdds(DeskTestCase):
    def test_rows_that_another_editor_adds_do_not_shift_what_was_typed_into_a_row(self):
        interview = of_questions("A", "B")
        sent = self.filled(self.open(interview), exchanges__1__answer="For B.")
        an_exchange(interview, "N")
        interview.reorder_exchanges(
            sorted(interview.exchanges.all(), key=lambda e: "NAB".index(e.question))
        )

        self.post(interview, sent)

        self.assertEqual(questions_of(interview), "NAB")
        self.assertEqual(Exchange.objects.get(question="B").answer, "For B.")
