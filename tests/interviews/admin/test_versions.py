"""The versions of an interview at the desk: listed, compared, restored."""

from django.urls import reverse

from tests.admin_forms import DeskTestCase
from tests.builders import a_draft, an_exchange, an_interview


class VersionsTestCase(DeskTestCase):
    def history(self, interview, **params):
        address = reverse("admin:interviews_interview_history", args=[interview.pk])
        return self.client.get(address, params)

    def compare(self, interview, earlier, later):
        address = reverse("admin:interviews_version_compare", args=[interview.pk])
        return self.client.get(address, {"from": earlier, "to": later})

    def restore(self, interview, number, **words):
        address = reverse("admin:interviews_version_restore", args=[interview.pk])
        sent = {"from": number, "to": number} | words
        sent = {name.replace("__", "-"): value for name, value in sent.items()}
        return self.client.post(address, sent, follow=True)


class ListingVersions(VersionsTestCase):
    def test_each_save_is_listed_with_its_editor_and_what_changed(self):
        draft = a_draft()
        self.send(draft, title="Another title")
        self.send(draft, exchanges__0__answer="The model.")

        response = self.history(draft)

        self.assertContains(response, self.editor.username)
        self.assertContains(response, ">Title</a>")
        self.assertContains(response, ">1 exchange</a>")

    def test_a_change_past_the_desk_is_listed_without_an_editor(self):
        draft = a_draft()
        self.send(draft, title="Another title")
        draft.exchanges.update(answer="The model.")

        self.assertContains(self.history(draft), "not at the desk")

    def test_the_number_of_queries_does_not_grow_with_the_versions(self):
        draft = a_draft()
        for number in range(3):
            self.send(draft, title=f"Title {number}")
        self.history(draft)
        with self.assertNumQueries(11):
            self.history(draft)
        for number in range(3):
            self.send(draft, title=f"Title {number}!")
        with self.assertNumQueries(11):
            self.history(draft)


class ComparingVersions(VersionsTestCase):
    def test_a_comparison_shows_each_word_that_was_removed_and_added(self):
        draft = a_draft()
        self.send(draft, title="A grid")
        self.send(draft, exchanges__0__answer="The model failed.")

        response = self.compare(draft, 2, 3)

        self.assertContains(response, "<del>forecast</del>")
        self.assertContains(response, "<ins>model failed</ins>")

    def test_a_moved_exchange_is_neither_removed_nor_added(self):
        draft = a_draft(exchanges=0)
        for letter in "ABC":
            an_exchange(draft, f"{letter}?", f"{letter}.")
        draft.record_version(by=None)
        a, b, c = draft.exchanges.order_by("position")
        with draft.changing(by=self.editor):
            draft.reorder_exchanges([c, a, b])

        response = self.compare(draft, 1, 2)

        self.assertContains(response, "Moved from place 3 to 1", count=1)
        self.assertNotContains(response, "Removed")
        self.assertNotContains(response, "Added")

    def test_versions_that_do_not_exist_are_not_found(self):
        draft = a_draft()
        self.send(draft, title="A grid")

        for number in ("9", "-1", "x", "9" * 40, "²", ""):
            self.assertEqual(self.compare(draft, number, 1).status_code, 404)


class RestoringVersions(VersionsTestCase):
    def test_one_exchange_is_restored_and_the_others_stay(self):
        draft = a_draft(exchanges=2)
        draft.record_version(by=None)
        first, _second = draft.exchanges.order_by("position")
        self.send(draft, exchanges__0__answer="One.", exchanges__1__answer="Two.")

        self.restore(draft, 1, exchange=first.key)

        answers = list(draft.exchanges.order_by("position").values_list("answer", flat=True))
        self.assertEqual(answers, ["The forecast.", "Two."])
        self.assertEqual(draft.versions.last().restores.number, 1)

    def test_a_deleted_exchange_comes_back_with_its_key(self):
        draft = a_draft(exchanges=2)
        draft.record_version(by=None)
        key = draft.exchanges.order_by("position").first().key
        self.send(draft, exchanges__0__DELETE="on")
        self.assertEqual(draft.exchanges.count(), 1)

        self.restore(draft, 1, exchange=key)

        self.assertEqual(draft.exchanges.get(key=key).answer, "The forecast.")

    def test_the_whole_interview_is_restored(self):
        draft = a_draft("A grid", exchanges=2)
        draft.record_version(by=None)
        before = draft.versions.get()
        self.send(draft, title="Another", exchanges__0__DELETE="on", exchanges__1__answer="Two.")
        draft.credits.all().delete()

        self.restore(draft, 1)

        after = draft.versions.last()
        self.assertEqual(after.facts, before.facts)
        self.assertEqual(after.content_by_key, before.content_by_key)
        self.assertEqual([*after.content_by_key], [*before.content_by_key])

    def test_restoring_published_words_asks_what_kind_of_change_it_is(self):
        interview = an_interview()
        self.send(interview, exchanges__0__answer="The model.")

        response = self.restore(interview, 1, to=2)
        self.assertContains(response, "Choose what kind of change this is.")

        self.restore(interview, 1, change__kind="correction", change__note="It was right.")
        self.assertEqual(interview.exchanges.get().answer, "The forecast.")
        self.assertEqual(interview.corrections.count(), 2)

    def test_restoring_needs_the_right_to_change_and_a_post(self):
        draft = a_draft()
        draft.record_version(by=None)
        address = reverse("admin:interviews_version_restore", args=[draft.pk])

        self.assertEqual(self.client.get(address).status_code, 405)

    def test_an_exchange_that_the_version_lacks_is_not_found(self):
        draft = a_draft()
        draft.record_version(by=None)

        self.assertEqual(self.restore(draft, 1, exchange="x-nobody").status_code, 404)
