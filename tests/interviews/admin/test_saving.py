"""Saving at the desk: what an editor changed is written, and nothing else."""

from unittest.mock import patch

from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interviews.models import Exchange, Interview
from publication.page_cache import revision
from tests.admin_forms import DeskTestCase
from tests.builders import a_draft, a_topic, an_exchange, an_interview, published, someone

TWO_LINES = "The forecast.\n\nThen the cable."


class WrittenRows(CaptureQueriesContext):
    """The statements within that change a row of the publication."""

    def __init__(self):
        super().__init__(connection)

    @property
    def statements(self):
        written = [query["sql"] for query in self.captured_queries]
        verbs = ("UPDATE", "INSERT", "DELETE")
        return [sql for sql in written if sql.startswith(verbs) and "django_session" not in sql]

    def assert_are(self, *beginnings):
        tables = [" ".join(sql.split()[:3]).replace('"', "") for sql in self.statements]
        assert tables == list(beginnings), self.statements


def a_long_interview(exchanges=100):
    """Everybody in it is named: who asks, who answers."""
    interview = a_draft(exchanges=0, standfirst="Two lines.\nOf a standfirst.")
    teodor, ines = someone("Teodor Vass"), someone("Ines Okafor")
    for number in range(exchanges):
        an_exchange(
            interview, f"Question {number}?", TWO_LINES, asked_by=teodor, answered_by=[ines]
        )
    return published(interview)


class ChangingNothing(DeskTestCase):
    def test_saving_an_unchanged_form_of_a_hundred_exchanges_writes_no_row(self):
        interview = a_long_interview()
        sent = self.filled(self.open(interview))

        with WrittenRows() as written:
            self.post(interview, sent)

        written.assert_are()

    def test_saving_an_unchanged_form_leaves_nothing_in_the_log(self):
        interview = a_long_interview(3)
        interview.refresh_from_db()
        before = (interview.updated_at, revision.current())

        response = self.send(interview)

        interview.refresh_from_db()
        self.assertEqual((interview.updated_at, revision.current()), before)
        self.assertFalse(LogEntry.objects.exists())
        self.assertEqual(interview.versions.count(), 1)
        self.assertEqual(self.messages(response), ["No changes to save."])

    def test_texts_stored_with_blanks_around_them_stay_as_they_are(self):
        draft = a_draft(exchanges=0)
        exchange = an_exchange(draft, answer="  The forecast.\n\n")

        self.send(draft, exchanges__0__label="The forecast")

        exchange.refresh_from_db()
        self.assertEqual(exchange.answer, "  The forecast.\n\n")
        self.assertEqual(exchange.label, "The forecast")

    def test_a_workflow_action_is_carried_out_though_nothing_was_changed(self):
        draft = a_draft()

        response = self.send(draft, press="_action=publish")

        draft.refresh_from_db()
        self.assertTrue(draft.is_published)
        self.assertIn("Published.", self.messages(response)[0])


class ChangingOneWord(DeskTestCase):
    def test_changing_one_of_a_hundred_exchanges_writes_one_row_and_the_date_of_the_interview(self):
        interview = a_long_interview()
        sent = self.filled(self.open(interview), exchanges__7__answer="The cable.")

        with WrittenRows() as written:
            self.post(interview, sent)

        written.assert_are(
            "UPDATE interviews_exchange SET",
            "UPDATE interviews_interview SET",
            "INSERT INTO interviews_exchangerevision",
            "INSERT INTO interviews_version",
            "UPDATE interviews_interview SET",
            "INSERT INTO interviews_correction",
            "UPDATE interviews_correction SET",
            "INSERT INTO interviews_auditentry",
            "INSERT INTO interviews_auditedperson",
            "UPDATE interviews_audithead SET",
            "INSERT INTO django_admin_log",
        )
        self.assertEqual(interview.exchange_revisions.count(), 101)

    def test_the_log_names_exactly_the_fields_that_were_changed(self):
        interview = a_long_interview(3)

        self.send(interview, exchanges__1__answer="The cable.")

        said = LogEntry.objects.get().get_change_message()
        self.assertEqual(said, "Changed Answer for exchange “Question 1?”.")

    def test_only_the_changed_column_is_written(self):
        interview = a_long_interview(1)
        sent = self.filled(self.open(interview), title="Another title")

        with WrittenRows() as written:
            self.post(interview, sent)

        columns = written.statements[0].partition("WHERE")[0]
        self.assertIn('"title"', columns)
        self.assertIn('"updated_at"', columns)
        self.assertEqual(columns.count(" = "), 2)

    def test_changing_who_answers_is_a_version_too(self):
        interview = a_long_interview(2)
        sent = self.filled(
            self.open(interview), exchanges__0__answered_by=[someone("Teodor Vass").pk]
        )

        self.post(interview, sent)

        self.assertEqual(interview.exchanges.first().answered_by.get().name, "Teodor Vass")
        self.assertEqual(interview.versions.last().by, self.editor)

    def test_line_ends_sent_by_browsers_are_stored_as_line_feeds(self):
        draft = a_draft()

        self.send(
            draft,
            introduction="One.\r\n\r\nTwo.",
            exchanges__0__answer="One.\r\nTwo.",
            exchanges__1__question="New?",
            exchanges__1__answer="Three.\r\n\rFour.",
        )

        draft.refresh_from_db()
        answers = draft.exchanges.order_by("position").values_list("answer", flat=True)
        self.assertEqual(draft.introduction, "One.\n\nTwo.")
        self.assertEqual(list(answers), ["One.\nTwo.", "Three.\n\nFour."])


class TwoEditors(DeskTestCase):
    """Both open the form, then one saves after the other."""

    def save_both(self, thing, first, second):
        forms = [self.filled(self.open(thing), **changes) for changes in (first, second)]
        responses = [self.post(thing, sent) for sent in forms]
        thing.refresh_from_db()
        return responses[-1]

    def test_two_editors_can_change_different_answers(self):
        interview = a_long_interview(3)

        self.save_both(
            interview, {"exchanges__0__answer": "First."}, {"exchanges__1__answer": "Second."}
        )

        answers = interview.exchanges.order_by("position").values_list("answer", flat=True)
        self.assertEqual(list(answers), ["First.", "Second.", TWO_LINES])

    def test_two_editors_can_change_different_fields_of_one_exchange(self):
        interview = a_long_interview(1)

        self.save_both(
            interview, {"exchanges__0__answer": "First."}, {"exchanges__0__label": "Second"}
        )

        exchange = interview.exchanges.get()
        self.assertEqual((exchange.answer, exchange.label), ("First.", "Second"))

    def test_one_editor_can_change_the_standfirst_and_another_the_title(self):
        interview = an_interview()

        self.save_both(interview, {"standfirst": "First."}, {"title": "Second"})

        self.assertEqual((interview.standfirst, interview.title), ("First.", "Second"))

    def test_one_editor_can_choose_who_asks_and_another_who_answers(self):
        interview = an_interview()
        teodor, ines = someone("Teodor Vass"), someone("Ines Okafor")

        self.save_both(
            interview,
            {"exchanges__0__asked_by": teodor.pk},
            {"exchanges__0__answered_by": [ines.pk]},
        )

        exchange = interview.exchanges.get()
        self.assertEqual((exchange.asked_by, exchange.answered_by.get()), (teodor, ines))

    def test_one_editor_can_choose_a_topic_and_another_change_a_word(self):
        interview, topic = an_interview(), a_topic()

        self.save_both(interview, {"topics": [topic.pk]}, {"title": "Second"})

        self.assertEqual((interview.topics.get(), interview.title), (topic, "Second"))

    def test_one_editor_can_change_the_slug_and_another_a_word(self):
        interview = an_interview("A grid")

        self.save_both(interview, {"slug": "the-grid"}, {"standfirst": "Second."})

        self.assertEqual((interview.slug, interview.standfirst), ("the-grid", "Second."))
        self.assertEqual(interview.former_slugs.get().slug, "a-grid")

    def test_two_editors_can_each_add_an_exchange(self):
        interview = an_interview()

        self.save_both(
            interview,
            {"exchanges__1__question": "First?", "exchanges__1__answer": "Yes."},
            {"exchanges__1__question": "Second?", "exchanges__1__answer": "No."},
        )

        questions = interview.exchanges.order_by("position").values_list("question", flat=True)
        self.assertEqual(list(questions)[1:], ["First?", "Second?"])

    def test_two_editors_can_each_add_a_credit(self):
        interview = an_interview()
        first, second = someone("Tove Ek"), someone("Tom Reyes")

        self.save_both(
            interview, {"credits__2__person": first.pk}, {"credits__2__person": second.pk}
        )

        self.assertEqual(set(interview.people.all()) & {first, second}, {first, second})

    def test_a_blank_row_for_a_credit_stays_blank_when_another_editor_adds_a_credit(self):
        interview = an_interview()

        response = self.save_both(
            interview, {"credits__2__person": someone("Tove Ek").pk}, {"title": "Second"}
        )

        self.assertNotContains(response, "form-errors")
        self.assertEqual(interview.title, "Second")

    def test_two_editors_can_make_the_same_change_and_it_is_logged_once(self):
        interview = an_interview()

        response = self.save_both(interview, {"standfirst": "Same."}, {"standfirst": "Same."})

        self.assertEqual(LogEntry.objects.count(), 1)
        self.assertIn("No changes to save.", self.messages(response))

    def test_an_interview_that_became_too_long_for_the_form_loses_no_answer(self):
        interview = an_interview()
        sent = self.filled(self.open(interview), exchanges__0__answer="Second.")
        self.enterContext(patch("interviews.admin.interview.MAX_EXCHANGES_IN_FORM", 1))
        an_exchange(interview, "One more?")

        self.post(interview, sent)

        self.assertEqual(interview.exchanges.order_by("position").first().answer, "Second.")

    def test_a_state_that_another_editor_set_meanwhile_is_kept(self):
        draft = a_draft()
        sent = self.filled(self.open(draft), title="Second")
        Interview.objects.get(pk=draft.pk).publish(by=None)

        self.assertContains(self.post(draft, sent), "Choose what kind of change this is.")
        self.post(draft, sent | {"change-kind": "typo"})

        draft.refresh_from_db()
        self.assertTrue(draft.is_published)
        self.assertEqual(draft.title, "Second")

    def test_a_form_without_its_initial_values_is_compared_with_the_stored_values(self):
        draft = a_draft()
        sent = self.filled(self.open(draft), exchanges__0__answer="Second.")
        bare = {name: value for name, value in sent.items() if not name.startswith("initial-")}

        self.post(draft, bare)

        self.assertEqual(Exchange.objects.get().answer, "Second.")
