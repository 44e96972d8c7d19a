"""Splitting, merging and inserting exchanges by form posts: nothing is saved before “Save”."""

from django.contrib.auth.models import Permission

from interviews.models import PreparedUpdate
from tests.admin_forms import DeskTestCase
from tests.builders import a_draft, an_exchange, published, someone
from tests.interviews.admin.test_prepared_update import UpdateCase
from tests.pictures import TemporaryMediaMixin, make_picture, make_upload


def conversation(*exchanges, **speakers):
    interview = a_draft(exchanges=0)
    for question, answer in exchanges:
        an_exchange(interview, question, answer, **speakers)
    return interview


class RowButtonsTestCase(DeskTestCase):
    def press(self, action, row, response=None, **changes):
        """Press a button of a row on the page that is open; return the page that comes next."""
        button = f"_row={action} exchanges-{row}" if row is not None else f"_row={action}"
        response = response or self.open(self.interview)
        sent = self.filled(response, button, **changes)
        sent["_step"] = response.context["row_steps"]
        self.page = self.post(self.interview, sent)
        return self.page

    def save(self, **changes):
        self.page = self.post(self.interview, self.filled(self.page, **changes))

    def said(self):
        change = self.page.context["row_change"]
        return change["sentence"]

    def saved(self, *names):
        standing = self.interview.exchanges.not_removed().order_by("position")
        return list(standing.values_list(*(names or ("question", "answer"))))

    def shown(self):
        """The rows of the page that have words, in their order."""
        [formset] = [
            inline.formset
            for inline in self.page.context["inline_admin_formsets"]
            if inline.formset.prefix == "exchanges"
        ]
        rows = [(row["question"].value(), row["answer"].value()) for row, _new in formset.rows]
        return [tuple(text or "" for text in row) for row in rows if any(row)]


class SplittingByButtonTests(TemporaryMediaMixin, RowButtonsTestCase):
    def test_an_answer_is_split_at_the_mark_and_nothing_is_saved_before_save(self):
        self.interview = conversation(("What broke?", "The forecast. The cable."), ("Why?", "So."))
        before = self.saved()

        self.press("split", 0, exchanges__0__answer="The forecast.\r\n///\r\nThe cable.")

        split = [("What broke?", "The forecast."), ("", "The cable."), ("Why?", "So.")]
        self.assertEqual(self.shown(), split)
        self.assertIn("the words after the mark are exchange 2. Not saved yet.", self.said())
        self.assertEqual(self.saved(), before)
        self.save()
        self.assertEqual(self.saved(), split)

    def test_each_mark_begins_an_exchange_and_a_line_that_asks_becomes_its_question(self):
        self.interview = conversation(("A?", "a"), ("Z?", "z"))

        self.press("split", 0, exchanges__0__answer="a\n///\nB?\nb\n\n///\n///\n\nc")

        self.save()
        self.assertEqual(self.saved(), [("A?", "a"), ("B?", "b"), ("", "c"), ("Z?", "z")])

    def test_the_new_exchange_has_the_speakers_and_the_pull_quote_goes_with_its_words(self):
        ada, ines = someone("Ada Lo"), someone("Ines Okafor")
        self.interview = conversation(("A?", "one two"), asked_by=ada, answered_by=[ada, ines])

        self.press("split", 0, exchanges__0__answer="one\n///\ntwo", exchanges__0__pull_quote="two")

        self.save()
        first, second = self.interview.exchanges.order_by("position")
        self.assertEqual((first.pull_quote, second.pull_quote), ("", "two"))
        self.assertEqual((second.asked_by, set(second.answered_by.all())), (ada, {ada, ines}))

    def test_without_a_mark_or_words_after_it_the_page_tells_how_to_split(self):
        self.interview = conversation(("A?", "one two"))
        for answer in ("one two", "one /// two", "one two\n///\n "):
            self.press("split", 0, exchanges__0__answer=answer)

            self.assertIn("write /// on a line of its own", self.said())
            self.assertEqual(self.shown(), [("A?", answer)])

    def test_other_changes_of_the_form_stay_and_a_chosen_picture_is_kept(self):
        self.interview = conversation(("A?", "a"))

        self.press("insert", 0, title="Another title", lead_picture=make_upload(make_picture()))

        form = self.page.context["adminform"].form
        self.assertEqual(form["title"].value(), "Another title")
        self.assertTrue(form.fields["lead_picture"].widget.kept)
        self.interview.refresh_from_db()
        self.assertNotEqual(self.interview.title, "Another title")


class MergingByButtonTests(RowButtonsTestCase):
    def test_merging_keeps_the_key_every_word_and_all_speakers(self):
        ada, ines = someone("Ada Lo"), someone("Ines Okafor")
        self.interview = conversation(("A?", "a"), answered_by=[ada])
        an_exchange(self.interview, "B?", "b", answered_by=[ines])
        first = self.interview.exchanges.order_by("position").first()
        published(self.interview)

        self.press("merge", 0)

        self.assertIn("different speakers", self.said())
        self.save()
        merged = self.interview.exchanges.not_removed().get()
        self.assertEqual((merged.key, merged.answer), (first.key, "a\n\nB?\n\nb"))
        self.assertEqual(set(merged.answered_by.all()), {ada, ines})

    def test_texts_that_have_no_place_are_named(self):
        self.interview = conversation(("A?", "a"), ("B?", "b"))

        self.press("merge", 0, exchanges__0__label="First", exchanges__1__label="Second")

        self.assertIn("Left out: Second", self.said())

    def test_the_last_exchange_has_nothing_to_merge_with(self):
        self.interview = conversation(("A?", "a"))

        self.press("merge", 0)

        self.assertEqual(self.said(), "There is no exchange to merge with.")

    def test_a_new_row_is_merged_into_the_one_that_readers_know(self):
        self.interview = conversation(("A?", "a"), ("B?", "b"))
        known = self.interview.exchanges.get(question="B?").key
        page = self.press("insert", 0)

        self.press("merge", 3, page, exchanges__3__question="New?", exchanges__3__answer="n")

        self.save()
        self.assertEqual(
            self.saved("question", "answer", "key")[1], ("New?", "n\n\nB?\n\nb", known)
        )

    def test_the_editor_sees_a_colleagues_words_before_they_are_merged_away(self):
        self.interview = conversation(("A?", "a"), ("B?", "b"))
        page = self.open(self.interview)
        self.interview.exchanges.filter(question="B?").update(answer="b, she said")

        self.press("merge", 0, page)

        self.assertIn("somebody else has changed this meanwhile", self.said())
        self.assertEqual(self.shown(), [("A?", "a"), ("B?", "b, she said")])
        self.press("merge", 0, self.page)
        self.save()
        self.assertEqual(self.saved(), [("A?", "a\n\nB?\n\nb, she said")])

    def test_a_conflict_is_found_after_a_button_was_pressed(self):
        self.interview = conversation(("A?", "a"), ("B?", "b"))
        self.press("split", 0, exchanges__0__answer="mine\n///\nc")
        self.interview.exchanges.filter(question="A?").update(answer="theirs")

        self.save()

        self.assertTrue(self.page.context["conflicts"])
        self.assertEqual(self.saved(), [("A?", "theirs"), ("B?", "b")])


class UndoingByButtonTests(RowButtonsTestCase):
    def test_steps_are_undone_one_by_one(self):
        self.interview = conversation(("A?", "a b"), ("C?", "c"))
        marked = "a\n///\nb"
        self.press("split", 0, exchanges__0__answer=marked)
        self.press("merge", 0, self.page)

        self.press("undo", None, self.page)
        self.assertEqual(self.shown(), [("A?", "a"), ("", "b"), ("C?", "c")])
        self.press("undo", None, self.page)
        self.assertEqual(self.shown(), [("A?", marked), ("C?", "c")])

    def test_a_step_whose_text_was_changed_afterwards_is_not_undone(self):
        self.interview = conversation(("A?", "a"), ("C?", "c"))
        self.press("insert", 0)

        self.press("undo", None, self.page, exchanges__3__answer="Later words")

        self.assertIn("Not undone", self.said())
        self.assertIn(("", "Later words"), self.shown())

    def test_a_step_that_no_page_wrote_changes_nothing(self):
        self.interview = conversation(("A?", "a"))
        steps = ["", "[", "3", "{}", '{"row": 1, "changed": {"title": 5}}', '{"changed": []}']
        for step in steps:
            sent = self.filled(self.open(self.interview), "_row=undo") | {"_step": [step]}

            self.page = self.post(self.interview, sent)

            self.assertIn("Not undone", self.said())

    def test_a_button_that_is_on_no_page_changes_nothing(self):
        self.interview = conversation(("A?", "a"))
        for value in ("", "split", "split exchanges-9", "split credits-0", "fly exchanges-0"):
            response = self.send(self.interview, f"_row={value}", exchanges__0__answer="a\n///\nb")

            self.assertEqual(response.status_code, 200)
            self.assertEqual(self.saved(), [("A?", "a")])


class PlacingByButtonTests(RowButtonsTestCase):
    def test_a_row_is_shown_at_the_place_that_was_typed_before_a_button_was_pressed(self):
        self.interview = conversation(("A?", "a"), ("B?", "b"), ("C?", "c"))

        self.press("insert", 1, exchanges__2__ORDER=1)

        self.assertEqual([question for question, _answer in self.shown()], ["C?", "A?", "B?"])
        self.save()
        self.assertEqual([question for question, _answer in self.saved()], ["C?", "A?", "B?"])

    def test_a_place_counts_from_what_the_page_showed_last(self):
        self.interview = conversation(("A?", "a"), ("B?", "b"), ("C?", "c"))
        self.press("insert", 0, exchanges__0__ORDER=3)
        shown = {f"initial-exchanges-{row}-ORDER": place for row, place in enumerate((3, 1, 2))}

        self.save(exchanges__0__ORDER=2, **shown)

        self.assertEqual([question for question, _answer in self.saved()], ["B?", "A?", "C?"])


class ChangingTickedRowsTests(RowButtonsTestCase):
    def setUp(self):
        super().setUp()
        self.interview = conversation(("A?", "a"), ("B?", "b"), ("C?", "c"), ("D?", "d"))

    def change(self, *rows, **fields):
        sent = self.filled(self.open(self.interview), "_row=change ticked-exchanges")
        ticked = [f"exchanges-{row}" for row in rows]
        self.page = self.post(self.interview, sent | {"_selected": ticked, **fields})

    def questions(self):
        return "".join(question[0] for question, _answer in self.saved())

    def test_ticked_rows_are_moved_together_to_the_typed_place(self):
        for place, order in (("1", "BDAC"), ("2", "ABDC"), ("99", "ACBD")):
            with self.subTest(place):
                self.change(1, 3, _to=place)
                self.assertEqual("".join(question[0] for question, _answer in self.shown()), order)
        self.assertEqual(self.said(), "Changed: exchange 3, 4. Not saved yet.")

        self.save()

        self.assertEqual(self.questions(), "ACBD")

    def test_ticked_rows_get_their_speakers(self):
        person = self.interview.subjects[0]
        exchanges = self.interview.exchanges.order_by("position")

        self.change(0, 2, _answered_by=str(person.pk), _asked_by=str(person.pk))
        self.save()

        self.assertEqual([each.asked_by for each in exchanges], [person, None, person, None])
        self.assertEqual([each.answered_by.count() for each in exchanges], [1, 0, 1, 0])
        self.change(0, _answered_by="-")
        self.save()
        self.assertEqual(exchanges.first().answered_by.count(), 0)

    def test_without_a_ticked_row_or_a_change_the_page_says_what_to_do(self):
        for rows, fields in (((), {"_to": "1"}), ((1,), {}), ((9,), {"_to": "1"})):
            self.change(*rows, **fields)

            self.assertIn("tick exchanges", self.said())

    def test_a_change_that_no_page_offers_is_refused_by_the_form(self):
        self.change(0, _to="x" * 30, _asked_by="999999")
        self.save()

        self.assertEqual(self.questions(), "ABCD")
        self.assertIsNone(self.interview.exchanges.order_by("position").first().asked_by)


class RowButtonsInAnUpdateTests(UpdateCase):
    def test_the_form_of_an_update_is_shown_again_with_the_rows_and_saved_by_save(self):
        marked, replace = "One.\n///\nTwo.", self.address_of("replace")

        page = self.save("_row=split exchanges-0", exchanges__0__answer=marked)

        self.assertFalse(PreparedUpdate.objects.exists())
        self.assertContains(page, "the words after the mark are exchange 2")
        self.assertNotContains(page, replace)  # that page changes the published text
        self.save(response=page)
        contents = self.update.content.content_by_key.values()
        self.assertEqual([each["answer"] for each in contents][:2], ["One.", "Two."])
        self.assertNotIn("One.", self.answers())


class RightsOfRowButtonsTests(RowButtonsTestCase):
    def test_who_may_not_add_exchanges_does_not_split_and_sees_no_button(self):
        self.interview = conversation(("A?", "a"), ("B?", "b"))
        self.editor.user_permissions.set(
            Permission.objects.filter(codename__in=("change_interview", "change_exchange"))
        )
        self.editor.is_superuser = False
        self.editor.save()

        self.press("split", 0, exchanges__0__answer="a\n///\nb")
        self.assertIsNone(self.said())
        self.assertNotContains(self.page, 'value="split exchanges-0"')
        self.press("merge", 0)
        self.assertEqual(self.said(), "Not merged: you may not remove exchanges.")
