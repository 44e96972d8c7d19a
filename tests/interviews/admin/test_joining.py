"""Two editors have changed one text: the second one may choose both changes, joined."""

from interviews.admin.autosave import CONTINUE, PAGE
from interviews.models import Exchange
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import a_draft, a_person, a_topic, an_interview_of, someone
from tests.interviews.admin.test_autosave import AutosaveTestCase

CHOOSE = "Choose which version to keep."
BOTH = "Both, joined"
BASE = "The grid failed at night, and nobody noticed for hours."
SAVED = "The grid broke at night, and nobody noticed for hours."
YOURS = "The grid failed at night, and nobody noticed for two hours."
JOINED = "The grid broke at night, and nobody noticed for two hours."
THIRD = "Our grid broke at night, and nobody noticed for hours."
ALL_THREE = "Our grid broke at night, and nobody noticed for two hours."
CHOICE = "conflict__exchanges__0__answer"
TEXT = "joined__exchanges__0__answer"
BOX = "exchanges__0__answer"


class JoiningTestCase(DeskTestCase):
    def conflict(self, thing, name, first, second):
        """Return what the second editor sees after both have changed a field."""
        sent = self.filled(self.open(thing), **{name: second})
        self.send(thing, **{name: first})
        return self.post(thing, sent)


class BothChangeOneAnswer(JoiningTestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview_of(("What broke?", BASE))
        self.response = self.conflict(self.interview, BOX, SAVED, YOURS)

    def again(self, response=None, **changes):
        return self.post(self.interview, self.filled(response or self.response, **changes))

    def answer(self):
        return Exchange.objects.get().answer

    def test_the_page_shows_both_changes_joined_and_what_the_saved_text_changed(self):
        self.assertContains(self.response, BOTH)
        joined = "The grid <del>failed</del><mark>broke</mark> at night, and nobody noticed for"
        self.assertContains(self.response, joined, html=False)
        self.assertNotContains(self.response, "You both changed the same words")

    def test_no_choice_is_made_for_the_editor(self):
        page = self.response.content.decode()
        choices = page.count('type="radio" name="conflict-exchanges-0-answer"')
        self.assertEqual(choices, 3)

        self.again()

        self.assertEqual(self.answer(), SAVED)

    def test_the_editor_may_choose_both_joined(self):
        self.again(**{CHOICE: "joined"})

        self.assertEqual(self.answer(), JOINED)

    def test_the_editor_may_edit_the_joined_text_and_choose_it(self):
        self.again(**{CHOICE: "joined", TEXT: f"{JOINED} Then they did."})

        self.assertEqual(self.answer(), f"{JOINED} Then they did.")

    def test_an_editor_who_edits_the_joined_text_and_chooses_another_is_asked_again(self):
        for choice in ("yours", "saved", ""):
            with self.subTest(choice):
                response = self.again(**{CHOICE: choice, TEXT: f"{JOINED} Then they did."})

                self.assertEqual(self.answer(), SAVED)
                self.assertContains(response, CHOOSE)
                self.assertContains(response, f"{JOINED} Then they did.")
                self.assertContains(response, YOURS)

        self.again(response, **{CHOICE: "joined"})

        self.assertEqual(self.answer(), f"{JOINED} Then they did.")

    def test_an_editor_who_edits_the_joined_text_is_asked_again_even_if_the_own_text_is_as_saved(
        self,
    ):
        response = self.again(**{BOX: SAVED, TEXT: f"{JOINED} Then they did."})

        self.assertContains(response, CHOOSE)
        self.assertContains(response, f"{JOINED} Then they did.")

    def test_an_editor_who_chooses_both_and_then_writes_in_the_own_text_is_asked_again(self):
        more = YOURS.replace("night", "dawn")

        response = self.again(**{CHOICE: "joined", BOX: more})

        self.assertEqual(self.answer(), SAVED)
        self.assertContains(response, CHOOSE)
        self.assertContains(response, more)
        self.again(response, **{CHOICE: "joined"})
        self.assertEqual(self.answer(), JOINED.replace("night", "dawn"))

    def test_a_page_that_comes_back_without_a_choice_offers_the_same_joined_text(self):
        response = self.again(self.again())

        self.again(response, **{CHOICE: "joined"})

        self.assertEqual(self.answer(), JOINED)

    def test_a_third_change_is_joined_as_well_before_and_after_the_choice(self):
        for choice in ("", "joined"):
            with self.subTest(choice):
                self.send(self.interview, **{BOX: SAVED})
                response = self.again()
                self.send(self.interview, **{BOX: THIRD})

                response = self.again(response, **{CHOICE: choice})

                self.assertEqual(self.answer(), THIRD)
                self.assertContains(response, CHOOSE)
                self.again(response, **{CHOICE: "joined"})
                self.assertEqual(self.answer(), ALL_THREE)

    def test_a_third_change_is_joined_with_the_joined_text_that_was_edited(self):
        self.send(self.interview, **{BOX: THIRD})

        response = self.again(**{TEXT: f"{JOINED} Then they did."})

        self.again(response, **{CHOICE: "joined"})
        self.assertEqual(self.answer(), f"{ALL_THREE} Then they did.")

    def test_the_joined_text_stays_when_the_form_comes_back_for_another_reason(self):
        response = self.again(**{CHOICE: "joined", "title": ""})
        self.assertNotContains(response, CHOOSE)

        self.again(response, title="A title")

        self.assertEqual(self.answer(), JOINED)

    def test_the_choice_of_a_joined_text_that_was_not_sent_is_no_choice(self):
        sent = self.filled(self.response, **{CHOICE: "joined"})
        del sent["joined-exchanges-0-answer"]

        response = self.post(self.interview, sent)

        self.assertEqual(self.answer(), SAVED)
        self.assertContains(response, CHOOSE)

    def test_a_joined_text_that_is_chosen_can_be_split_by_a_button(self):
        marked = JOINED.replace(", and", ".\r\n///\r\nAnd")
        pressed = self.filled(
            self.response, "_row=split exchanges-0", **{CHOICE: "joined", TEXT: marked}
        )

        response = self.post(self.interview, pressed)
        self.again(response)

        answers = Exchange.objects.order_by("position").values_list("answer", flat=True)
        self.assertEqual(
            list(answers), ["The grid broke at night.", "And nobody noticed for two hours."]
        )


class OtherConflicts(JoiningTestCase):
    def test_words_that_both_changed_are_shown_in_both_wordings(self):
        draft = a_draft(standfirst=BASE)

        response = self.conflict(draft, "standfirst", SAVED, BASE.replace("failed", "fell"))

        self.assertContains(response, '<mark class="saved-wording">broke </mark>', html=False)
        self.assertContains(response, '<mark class="your-wording">fell</mark>', html=False)
        self.assertContains(response, "You both changed the same words in 1 place.")
        self.post(draft, self.filled(response, conflict__standfirst="joined"))
        draft.refresh_from_db()
        self.assertEqual(draft.standfirst, SAVED.replace("broke", "broke fell"))

    def test_the_base_is_found_after_further_saves(self):
        draft = a_draft(introduction=BASE)
        sent = self.filled(self.open(draft), introduction=YOURS)
        for words in ("Another.", "Yet another.", SAVED):
            self.send(draft, introduction=words)

        response = self.post(draft, sent)
        self.post(draft, self.filled(response, conflict__introduction="joined"))

        draft.refresh_from_db()
        self.assertEqual(draft.introduction, JOINED)

    def test_without_saved_versions_the_words_of_both_texts_are_kept(self):
        person = a_person(biography="She drew the grid and its maps.")

        response = self.conflict(
            person, "biography", "She drew the grid.", "She drew the maps of a country."
        )

        self.assertContains(response, "Words that one of you removed may be in it again.")
        self.post(person, self.filled(response, conflict__biography="joined"))
        person.refresh_from_db()
        self.assertEqual(person.biography, "She drew the grid. maps of a country.")

    def test_two_titles_can_be_joined(self):
        draft = a_draft("A grid at night")

        response = self.conflict(draft, "title", "Our grid at night", "A grid at noon")
        self.post(draft, self.filled(response, conflict__title="joined"))

        draft.refresh_from_db()
        self.assertEqual(draft.title, "Our grid at noon")

    def test_joining_is_not_offered_if_one_of_the_texts_has_all_words(self):
        response = self.conflict(a_draft(standfirst=BASE), "standfirst", "", YOURS)

        self.assertContains(response, CHOOSE)
        self.assertNotContains(response, BOTH)

    def test_joining_is_not_offered_for_pull_quotes_labels_and_choices(self):
        for name, first, second in (
            ("exchanges__0__pull_quote", "grid failed", "at night"),
            ("exchanges__0__label", "The grid", "The night"),
            ("held_on", "2026-01-02", "2026-03-04"),
            ("language", "de", "fr"),
        ):
            with self.subTest(name):
                interview = an_interview_of(("What broke?", BASE))

                response = self.conflict(interview, name, first, second)

                self.assertContains(response, CHOOSE)
                self.assertNotContains(response, BOTH)

    def test_markup_in_a_joined_text_is_shown_as_text(self):
        draft = a_draft(standfirst=BASE)

        response = self.conflict(
            draft, "standfirst", SAVED, BASE.replace("failed", "</div><script>alert(1)</script>")
        )

        self.assertNotContains(response, "<script>alert(1)")


class SeveralThings(JoiningTestCase):
    """Topics and speakers are chosen, not written: the changes of both are saved unasked."""

    def setUp(self):
        super().setUp()
        self.interview = an_interview_of(("What broke?", BASE))
        self.one, self.two, self.three = (a_topic(name).pk for name in ("One", "Two", "Three"))

    def topics(self):
        return set(self.interview.topics.values_list("pk", flat=True))

    def test_topics_that_two_editors_add_are_both_saved(self):
        self.conflict(self.interview, "topics", [self.one], [self.two])

        self.assertEqual(self.topics(), {self.one, self.two})

    def test_a_topic_that_one_editor_removes_and_one_that_the_other_adds_are_both_heeded(self):
        self.send(self.interview, topics=[self.one, self.two])
        self.conflict(self.interview, "topics", [self.two], [self.one, self.two, self.three])
        self.assertEqual(self.topics(), {self.two, self.three})

        self.conflict(self.interview, "topics", [self.one, self.two, self.three], [self.two])
        self.assertEqual(self.topics(), {self.one, self.two})

    def test_two_editors_who_replace_a_topic_are_asked(self):
        self.send(self.interview, topics=[self.one])

        response = self.conflict(self.interview, "topics", [self.two], [self.three])

        self.assertContains(response, CHOOSE)
        self.assertEqual(self.topics(), {self.two})

    def test_topics_of_both_stay_when_the_form_comes_back_for_another_reason(self):
        sent = self.filled(self.open(self.interview), topics=[self.two], title="")
        self.send(self.interview, topics=[self.one])

        response = self.post(self.interview, sent)
        self.post(self.interview, self.filled(response, title="A title"))

        self.assertEqual(self.topics(), {self.one, self.two})

    def test_speakers_that_two_editors_add_are_both_saved(self):
        ines, tom = someone("Ines Okafor"), someone("Teodor Vass")

        self.conflict(self.interview, "exchanges__0__answered_by", [ines.pk], [tom.pk])

        self.assertEqual(set(Exchange.objects.get().answered_by.all()), {ines, tom})


class AutosavedConflicts(JoiningTestCase, AutosaveTestCase):
    def test_a_joined_text_that_was_edited_and_not_saved_is_offered_again(self):
        draft = a_draft(standfirst=BASE)
        response = self.conflict(draft, "standfirst", SAVED, YOURS)
        token = self.token(response)
        edited = f"{JOINED} Then they did."
        typed = self.filled(response, joined__standfirst=edited) | {PAGE: token}
        self.autosave(address_of(draft), typed)

        response = self.press(draft, CONTINUE, token)

        self.assertContains(response, edited)
        self.post(draft, self.filled(response, conflict__standfirst="joined"))
        draft.refresh_from_db()
        self.assertEqual(draft.standfirst, edited)

    def test_a_joined_text_is_shown_when_the_interview_was_deleted_meanwhile(self):
        draft = a_draft(standfirst=BASE)
        response = self.conflict(draft, "standfirst", SAVED, YOURS)
        sent = self.filled(response, joined__standfirst=f"{JOINED} Then they did.")
        address = address_of(draft)
        draft.delete()

        response = self.client.post(address, sent)

        self.assertContains(response, f"{JOINED} Then they did.", status_code=404)
