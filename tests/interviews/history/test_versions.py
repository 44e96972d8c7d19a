"""Readers can read every former version of an answer."""

from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from interviews.history.unrecorded import record_unrecorded_changes
from interviews.models import Exchange, Interview, Version
from interviews.models.content import changed_keys
from interviews.models.versions import UnexplainedChange
from tests.builders import a_draft, a_person, a_topic, an_exchange, an_interview


class AnEarlierVersion(TestCase):
    def setUp(self):
        self.interview = an_interview()
        self.exchange = self.interview.exchanges.get()
        self.address = self.interview.get_absolute_url()

    def version(self, number):
        return self.client.get(f"{self.address}versions/{number}/")

    def test_an_earlier_version_has_the_words_as_they_were_before_the_correction(self):
        self.interview.correct("It was.", by=None, exchange=self.exchange, answer="The model.")

        self.assertContains(self.version(1), "The forecast.")
        self.assertNotContains(self.version(1), "The model.")
        self.assertContains(self.version(2), "The model.")

    def test_an_earlier_version_has_the_words_that_were_changed_without_a_correction_too(self):
        self.interview.exchanges.update(question="Quietly?")

        self.assertContains(self.version(1), "What broke first?")

    def test_an_earlier_version_says_since_when_it_stood(self):
        self.interview.correct("It was.", by=None, exchange=self.exchange, answer="The model.")

        for number, since in [
            (1, self.interview.published_at),
            (2, self.interview.corrections.get().published_at),
        ]:
            self.assertContains(self.version(number), f'datetime="{since:%Y-%m-%d}"')

    def test_an_earlier_version_of_several_shows_each_with_its_own_words(self):
        for answer in ("Second.", "Third."):
            exchange = Exchange.objects.get()
            self.interview.correct("Again.", by=None, exchange=exchange, answer=answer)

        shown = [self.version(number).content.decode() for number in (1, 2, 3)]
        for said, page in zip(["The forecast.", "Second.", "Third."], shown, strict=True):
            self.assertIn(f"<p>{said}</p>", page)

    def test_an_earlier_version_lacks_what_was_asked_later(self):
        an_exchange(self.interview, "And then?", "Then it rained.")
        self.interview.correct("A question was added.", by=None)

        self.assertNotContains(self.version(1), "it rained")
        self.assertContains(self.version(2), "it rained")

    def test_an_earlier_version_lacks_what_was_removed_since(self):
        self.interview.correct("It was.", by=None, exchange=self.exchange, answer="The model.")
        Exchange.objects.get().remove(by=None)

        self.assertNotContains(self.version(1), "The forecast.")

    def test_an_earlier_version_is_not_indexed_and_says_that_it_is_an_earlier_one(self):
        self.interview.correct("It was.", by=None, exchange=self.exchange, answer="The model.")

        self.assertContains(self.version(1), '<meta name="robots" content="noindex">')
        self.assertContains(self.version(1), "This is an earlier version.")

    def test_an_earlier_version_is_linked_from_the_page_that_tells_the_changes(self):
        self.interview.correct("It was.", by=None, exchange=self.exchange, answer="The model.")

        self.assertContains(self.client.get(f"{self.address}changes/"), "versions/1/")

    def test_an_earlier_version_that_never_existed_is_not_found(self):
        for number in (0, 2, 10**30):
            self.assertEqual(self.version(number).status_code, 404)

    def test_an_earlier_version_goes_when_the_interview_is_withdrawn(self):
        self.interview.withdraw(by=None)

        self.assertEqual(self.version(1).status_code, 410)


class RecordedVersions(TestCase):
    def test_publishing_records_the_first_version(self):
        interview = an_interview()

        version = interview.versions.get()

        self.assertEqual(version.facts["title"], interview.title)
        self.assertEqual([each.content["answer"] for each in version.revisions], ["The forecast."])

    def test_a_change_records_only_the_exchanges_that_changed(self):
        interview = an_interview(exchanges=5)
        first = interview.versions.get()

        with interview.changing(by=None, kind="typo"):
            interview.exchanges.filter(position=2).update(answer="The model.")

        second = interview.versions.last()
        self.assertEqual(len(set(second.exchanges) - set(first.exchanges)), 1)
        self.assertEqual(changed_keys(second, first), [interview.exchanges.get(position=2).key])

    def test_a_change_of_nothing_records_no_version(self):
        interview = an_interview()

        with interview.changing(by=None):
            interview.exchanges.update(answer="The forecast.")

        self.assertEqual(interview.versions.count(), 1)

    def test_every_kind_of_change_past_the_desk_is_a_version_without_an_author(self):
        interview = an_interview(exchanges=2)
        ada = a_person("Ada Lovelace")
        changes = [
            lambda: interview.exchanges.filter(position=1).update(answer="The model."),
            lambda: Interview.objects.update(title="Another title"),
            lambda: interview.credits.filter(role="interviewer").delete(),
            lambda: interview.exchanges.get(position=1).answered_by.add(ada),
            lambda: interview.topics.add(a_topic()),
            lambda: interview.reorder_exchanges(list(interview.exchanges.order_by("-position"))),
            lambda: an_exchange(interview, "And then?", "Then it rained."),
            lambda: interview.exchanges.get(position=1).remove(by=None),
        ]
        for number, change in enumerate(changes, start=2):
            change()

            self.assertEqual(record_unrecorded_changes(), 1)
            last = interview.versions.last()
            self.assertEqual((last.number, last.by), (number, None))

    def test_changing_readers_words_past_the_desk_is_told_to_readers(self):
        interview = an_interview()

        with connection.cursor() as cursor:
            cursor.execute("UPDATE interviews_exchange SET answer = 'Something else.'")
        record_unrecorded_changes()

        response = self.client.get(f"{interview.get_absolute_url()}changes/")
        self.assertContains(response, "Change without a note")
        self.assertNotContains(response, "No corrections since.")

    def test_an_unrecorded_change_never_stands_beside_the_claim_that_nothing_changed(self):
        interview = an_interview()
        interview.exchanges.update(answer="Something else.")

        for page in ("", "changes/"):
            response = self.client.get(f"{interview.get_absolute_url()}{page}")
            self.assertContains(response, "changed without a note")

    def test_a_change_of_topics_needs_no_explanation(self):
        interview = an_interview()

        with interview.changing(by=None):
            interview.topics.add(a_topic())

        self.assertEqual(interview.versions.count(), 2)
        self.assertFalse(interview.corrections.exists())

    def test_a_change_of_published_words_is_refused_without_its_kind_and_its_note(self):
        interview = an_interview()
        for words in ({}, {"kind": "correction"}, {"kind": "retraction", "note": "  "}):
            with (
                self.assertRaises(UnexplainedChange),
                interview.changing(by=None, **words),
            ):
                interview.exchanges.update(answer="The model.")

        self.assertEqual(Exchange.objects.get().answer, "The forecast.")
        self.assertEqual(interview.versions.count(), 1)

    def test_a_correction_holds_the_words_that_it_replaced(self):
        interview = an_interview()

        with interview.changing(by=None, kind="correction", note="It was the model."):
            interview.exchanges.update(answer="The model.")

        correction = interview.corrections.get()
        self.assertEqual(correction.was, "The forecast.")
        self.assertEqual(correction.exchange, interview.exchanges.get())

    def test_a_correction_of_several_answers_never_shows_one_that_is_removed_later(self):
        interview = an_interview(exchanges=2)

        with interview.changing(by=None, kind="correction", note="It was the model."):
            interview.exchanges.update(answer="The model.")
        with interview.changing(by=None, kind="retraction", note="It was wrong."):
            interview.exchanges.first().remove(by=None)

        self.assertEqual(interview.corrections.get(kind="correction").was, "")
        address = interview.get_absolute_url()
        for page in (f"{address}changes/", "/corrections/"):
            self.assertNotContains(self.client.get(page), "The forecast.")

    def test_a_corrected_title_leaves_the_trace_that_a_corrected_answer_leaves(self):
        interview = an_interview("A grid")

        with interview.changing(by=None, kind="correction", note="It is a network."):
            Interview.objects.update(title="A network")

        address = interview.get_absolute_url()
        self.assertContains(self.client.get(address), "It is a network.")
        self.assertContains(self.client.get(f"{address}versions/1/"), "<h1>A grid</h1>")
        self.assertContains(self.client.get(f"{address}versions/2/"), "<h1>A network</h1>")

    def test_a_typing_error_counts_as_a_version_and_is_no_correction(self):
        interview = an_interview()

        with interview.changing(by=None, kind="typo"):
            interview.exchanges.update(answer="The forecasts.")

        address = interview.get_absolute_url()
        self.assertContains(self.client.get(address), "version 2")
        self.assertContains(self.client.get(f"{address}changes/"), "Typing error")
        self.assertNotContains(self.client.get("/corrections/"), "Typing error")

    def test_a_version_and_its_revisions_are_neither_edited_nor_deleted(self):
        interview = an_interview()

        for rows, change in [
            (interview.versions, {"number": 9}),
            (interview.exchange_revisions, {"content": {}}),
        ]:
            with self.assertRaisesMessage(IntegrityError, "is not edited"), transaction.atomic():
                rows.update(**change)
            with self.assertRaisesMessage(IntegrityError, "is not deleted"), transaction.atomic():
                rows.all().delete()

    def test_a_draft_can_be_deleted_with_its_versions(self):
        draft = a_draft()
        draft.record_version(by=None)

        draft.delete()

        self.assertFalse(Version.objects.exists())
