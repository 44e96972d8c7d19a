"""Two editors have changed the same: the second sees both texts and chooses."""

import re

from django.contrib.admin.models import LogEntry

from interviews.models import Exchange
from tests.admin_forms import DeskTestCase
from tests.builders import a_draft, a_person, a_topic, an_interview, someone
from tests.pictures import TemporaryMediaMixin, make_picture
from tests.pictures import make_upload as uploaded

CHOOSE = "Somebody else has changed this meanwhile. Choose which version to keep."


class BothChangeOneAnswer(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview()
        sent = self.filled(
            self.open(self.interview), title="My title", exchanges__0__answer="My words."
        )
        self.send(self.interview, exchanges__0__answer="Their words.")
        self.response = self.post(self.interview, sent)

    def again(self, **changes):
        """Send the form that showed the conflict."""
        return self.post(self.interview, self.filled(self.response, **changes))

    def answer(self):
        return Exchange.objects.get().answer

    def test_the_second_of_two_conflicting_changes_is_not_saved_over_the_first(self):
        self.interview.refresh_from_db()

        self.assertEqual(self.answer(), "Their words.")
        self.assertNotEqual(self.interview.title, "My title")
        self.assertEqual(LogEntry.objects.count(), 1)

    def test_a_conflict_shows_both_texts_and_marks_the_differences(self):
        self.assertContains(self.response, "My words.")
        self.assertContains(self.response, "<mark>Their</mark> words.", html=False)
        self.assertContains(self.response, "Saved by someone else")
        self.assertContains(self.response, CHOOSE)

    def test_a_conflict_keeps_all_other_input(self):
        self.assertContains(self.response, 'value="My title"')

    def test_a_conflict_is_linked_from_the_top_of_the_page(self):
        page = self.response.content.decode()
        link = '<a href="#id_exchanges-0-answer-conflict">What broke first?: Answer</a>'

        self.assertIn(link, page)
        self.assertIn('id="id_exchanges-0-answer-conflict"', page)

    def test_the_second_editor_may_choose_their_own_text(self):
        self.again(conflict__exchanges__0__answer="yours")

        self.interview.refresh_from_db()
        self.assertEqual(self.answer(), "My words.")
        self.assertEqual(self.interview.title, "My title")

    def test_the_second_editor_may_edit_their_own_text_before_choosing_it(self):
        self.again(
            conflict__exchanges__0__answer="yours", exchanges__0__answer="My words. Their words."
        )

        self.assertEqual(self.answer(), "My words. Their words.")

    def test_the_second_editor_may_choose_the_text_that_was_saved_meanwhile(self):
        self.again(conflict__exchanges__0__answer="saved")

        self.interview.refresh_from_db()
        self.assertEqual(self.answer(), "Their words.")
        self.assertEqual(self.interview.title, "My title")

    def test_an_editor_who_writes_on_after_choosing_the_saved_text_is_asked_again(self):
        response = self.again(
            conflict__exchanges__0__answer="saved", exchanges__0__answer="My new words."
        )

        self.assertEqual(self.answer(), "Their words.")
        self.assertContains(response, CHOOSE)
        self.assertContains(response, "My new words.")

    def test_an_editor_who_does_not_choose_is_asked_again(self):
        response = self.again()

        self.assertEqual(self.answer(), "Their words.")
        self.assertContains(response, CHOOSE)
        self.assertContains(response, "My words.")

    def test_a_third_change_before_the_choice_is_shown_too(self):
        sent = self.filled(self.response, conflict__exchanges__0__answer="yours")
        self.send(self.interview, exchanges__0__answer="A third one’s words.")

        response = self.post(self.interview, sent)

        self.assertEqual(self.answer(), "A third one’s words.")
        self.assertContains(response, CHOOSE)
        self.assertContains(response, "third")

    def test_a_choice_is_kept_when_the_form_comes_back_for_another_reason(self):
        response = self.again(conflict__exchanges__0__answer="yours", title="")
        self.assertNotContains(response, CHOOSE)

        self.post(self.interview, self.filled(response, title="My title"))

        self.assertEqual(self.answer(), "My words.")

    def test_a_workflow_action_waits_until_a_conflict_is_resolved(self):
        draft = a_draft()
        sent = self.filled(self.open(draft), press="_action=publish", standfirst="Mine.")
        self.send(draft, standfirst="Saved.")

        self.post(draft, sent)

        draft.refresh_from_db()
        self.assertFalse(draft.is_published)


class ConflictsOfEachField(TemporaryMediaMixin, DeskTestCase):
    def conflict(self, thing, first, second):
        """What the second editor sees."""
        sent = self.filled(self.open(thing), **second)
        self.send(thing, **first)
        return self.post(thing, sent)

    def assertAsks(self, response, *words):
        self.assertContains(response, CHOOSE, count=1)
        [conflict] = response.context["conflicts"]
        for each in words:
            self.assertContains(response, each)
        return conflict

    def test_a_conflict_about_who_asks_shows_the_names(self):
        interview = an_interview(subjects=[someone("Ines Okafor"), someone("Tom Reyes")])
        ines, tom = someone("Ines Okafor"), someone("Tom Reyes")

        response = self.conflict(
            interview, {"exchanges__0__asked_by": ines.pk}, {"exchanges__0__asked_by": tom.pk}
        )

        self.assertAsks(
            response, '<div class="conflict-saved"><mark>Ines</mark> <mark>Okafor</mark></div>'
        )

    def test_a_conflict_about_who_answers_shows_the_names(self):
        interview = an_interview(subjects=[someone("Ines Okafor"), someone("Tom Reyes")])
        ines, tom, teodor = map(someone, ("Ines Okafor", "Tom Reyes", "Teodor Vass"))
        self.send(interview, exchanges__0__answered_by=[teodor.pk])

        response = self.conflict(
            interview,
            {"exchanges__0__answered_by": [ines.pk]},
            {"exchanges__0__answered_by": [ines.pk, tom.pk]},
        )

        self.assertAsks(response, '<div class="conflict-saved">Ines Okafor</div>')

    def test_a_conflict_about_topics_shows_their_names(self):
        interview = an_interview()
        power, sea = a_topic("Power"), a_topic("The sea")
        self.send(interview, topics=[a_topic("The grid").pk])

        response = self.conflict(interview, {"topics": [power.pk]}, {"topics": [sea.pk]})

        self.assertAsks(response, '<div class="conflict-saved"><mark>Power</mark></div>')

    def test_a_conflict_about_the_order_and_the_role_of_a_credit_is_shown(self):
        response = self.conflict(
            an_interview(), {"credits__0__role": "editor"}, {"credits__0__role": "translator"}
        )

        self.assertAsks(response, "<mark>edited by</mark>")

    def test_a_conflict_about_a_date_is_shown(self):
        response = self.conflict(
            an_interview(), {"held_on": "2026-01-02"}, {"held_on": "2026-03-04"}
        )

        self.assertAsks(response, "2026-<mark>01</mark>-<mark>02</mark>")

    def test_a_conflict_about_a_deleted_text_shows_that_it_is_blank(self):
        interview = an_interview(standfirst="Once.")

        response = self.conflict(interview, {"standfirst": ""}, {"standfirst": "Mine."})

        self.assertAsks(response, "Blank: the text was deleted.")

    def test_a_conflict_about_the_slug_is_shown(self):
        interview = an_interview("A grid")

        response = self.conflict(interview, {"slug": "first"}, {"slug": "second"})

        interview.refresh_from_db()
        self.assertAsks(response)
        self.assertEqual(interview.slug, "first")

    def test_a_conflict_about_a_picture_asks_which_one_to_keep(self):
        person = a_person()
        decorative = {"portrait_decorative": "on"}
        sent = self.filled(
            self.open(person), portrait=uploaded(make_picture(), "a.png"), **decorative
        )
        self.send(person, portrait=uploaded(make_picture(), "b.png"), **decorative)
        person.refresh_from_db()
        first = person.portrait.name

        response = self.post(person, sent)

        person.refresh_from_db()
        self.assertEqual(person.portrait.name, first)
        self.assertContains(response, "tick “Use the picture that you chose”")
        [token] = re.findall('name="kept-portrait" value="([^"]+)">', response.text)
        self.post(person, self.filled(response, portrait="", kept__portrait=token, **decorative))
        person.refresh_from_db()
        self.assertEqual(person.portrait.name, token.rpartition(":")[0])

    def test_a_conflict_shows_markup_in_saved_text_as_text(self):
        interview = an_interview()

        response = self.conflict(
            interview, {"standfirst": "<script>alert(1)</script>"}, {"standfirst": "Mine."}
        )

        self.assertNotContains(response, "<script>alert(1)")
