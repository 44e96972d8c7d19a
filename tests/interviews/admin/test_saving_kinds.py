"""Two editors at one form, for every kind of thing that the desk has a form for."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.test import SimpleTestCase

from comments.models import ModerationRules, ReplySettings
from interviews.admin.base import NOTHING_CHANGED, DeskAdmin
from interviews.admin.edit_conflicts import DeskForm
from interviews.admin.formsets import DeskFormSet
from interviews.models import Correction
from tests.admin_forms import DeskTestCase
from tests.builders import (
    a_draft,
    a_page,
    a_person,
    a_recurring_question,
    a_series,
    a_topic,
    an_exchange,
    an_interview,
)

CHOOSE = "Choose which version to keep."


def house_rules():
    return ModerationRules.objects.get()


def replies_to_an_interview():
    return ReplySettings.objects.set_for(an_interview(), "moderated", 30)


def an_exchange_on_its_own_page():
    return an_interview().exchanges.get()


def somebody():
    return a_person("Tove Ek")


# {what makes a thing: one field of it and another, each with a value to save}
KINDS = {
    an_interview: ({"standfirst": "First."}, {"title": "Second"}),
    an_exchange_on_its_own_page: ({"answer": "First."}, {"label": "Second"}),
    somebody: ({"biography": "First."}, {"description": "Second"}),
    a_topic: ({"description": "First."}, {"name": "Second"}),
    a_series: ({"description": "First."}, {"title": "Second"}),
    a_page: ({"body": "First."}, {"title": "Second"}),
    a_recurring_question: ({"introduction": "First."}, {"wording": "Second?"}),
    house_rules: ({"suspect_words": "first"}, {"blocked_words": "second"}),
    replies_to_an_interview: ({"policy": "open"}, {"close_after": 7}),
}


class EveryModel(DeskTestCase):
    def each(self):
        for make, (first, second) in KINDS.items():
            with self.subTest(make.__name__):
                yield make(), first, second

    def assertHas(self, thing, fields):
        thing.refresh_from_db()
        for name, value in fields.items():
            self.assertEqual(getattr(thing, name), value)

    def test_two_editors_can_change_different_fields_of_any_object(self):
        for thing, first, second in self.each():
            forms = [self.filled(self.open(thing), **fields) for fields in (first, second)]

            for sent in forms:
                self.post(thing, sent)

            self.assertHas(thing, first | second)

    def test_two_editors_who_change_one_field_of_any_object_get_a_conflict(self):
        for thing, first, _second in self.each():
            [name] = first
            mine = {name: "closed" if name == "policy" else "Mine."}
            sent = self.filled(self.open(thing), **mine)
            self.send(thing, **first)

            response = self.post(thing, sent)
            self.assertContains(response, CHOOSE)
            self.assertContains(response, "Not saved yet")
            self.assertHas(thing, first)

            self.post(thing, self.filled(response, **{f"conflict__{name}": "yours"}))
            self.assertHas(thing, mine)

    def test_an_unchanged_form_of_any_object_leaves_nothing_in_the_log(self):
        for thing, _first, _second in self.each():
            dates = [f for f in thing._meta.fields if getattr(f, "auto_now", False)]
            thing.refresh_from_db()
            before = [getattr(thing, field.name) for field in dates]

            response = self.send(thing)

            thing.refresh_from_db()
            self.assertEqual([getattr(thing, field.name) for field in dates], before)
            self.assertEqual(self.messages(response), [NOTHING_CHANGED])
            self.assertFalse(LogEntry.objects.exists())

    def test_an_unchanged_form_saved_with_add_another_opens_a_blank_form(self):
        response = self.send(a_topic(), press="_addanother")

        self.assertEqual(response.request["PATH_INFO"], "/admin/interviews/topic/add/")
        self.assertEqual(self.messages(response), [NOTHING_CHANGED])

    def test_a_key_derived_from_a_name_is_saved_with_the_name(self):
        for thing, name in ((a_person(), "name"), (a_topic(), "name"), (a_series(), "title")):
            self.send(thing, **{name: "Åsa Berg"})

            thing.refresh_from_db()
            self.assertIn("berg", thing.sort_key)


class Corrections(DeskTestCase):
    """Those that are not published yet; the others stay as they are."""

    def setUp(self):
        super().setUp()
        its = an_interview()
        self.correction = Correction.objects.create(interview=its, note="March.", made_by=None)

    def test_two_editors_can_change_different_fields_of_a_correction(self):
        first = self.filled(self.open(self.correction), note="First.")
        second = self.filled(self.open(self.correction), was="Second.")

        for sent in (first, second):
            self.post(self.correction, sent)

        self.correction.refresh_from_db()
        self.assertEqual((self.correction.note, self.correction.was), ("First.", "Second."))

    def test_publishing_an_unchanged_correction_is_logged(self):
        self.send(self.correction, press="_publish")

        self.correction.refresh_from_db()
        self.assertTrue(self.correction.is_published)
        self.assertEqual(LogEntry.objects.get().get_change_message(), "Changed published.")


class RecurringQuestions(DeskTestCase):
    def test_two_editors_who_mark_different_exchanges_as_one_question_get_a_conflict(self):
        question = a_recurring_question()
        interview = an_interview()
        one, other = (an_exchange(interview, question.wording) for _each in range(2))
        sent = self.filled(self.open(question), asked_in=[one.pk])
        self.send(question, asked_in=[other.pk])

        response = self.post(question, sent)
        self.assertContains(response, CHOOSE)
        self.assertEqual(question.exchanges.get(), other)
        both = {"asked_in": [one.pk, other.pk], "conflict__asked_in": "yours"}
        self.post(question, self.filled(response, **both))

        self.assertEqual(set(question.exchanges.all()), {one, other})


class TheExchangeOnItsOwnPage(DeskTestCase):
    def test_one_editor_can_move_an_exchange_on_its_own_page_while_another_edits_it(self):
        interview = an_interview(exchanges=3)
        last = interview.exchanges.order_by("position").last()
        move = self.filled(self.open(last), place=1)
        self.send(interview, exchanges__2__answer="Mine.")

        self.post(last, move)

        first = interview.exchanges.order_by("position").first()
        self.assertEqual((first, first.answer), (last, "Mine."))

    def test_the_page_of_an_exchange_and_the_form_of_its_interview_are_compared(self):
        interview = an_interview()
        exchange = interview.exchanges.get()
        sent = self.filled(self.open(exchange), answer="Mine.")
        self.send(interview, exchanges__0__answer="Saved.")

        response = self.post(exchange, sent)

        self.assertContains(response, CHOOSE)
        exchange.refresh_from_db()
        self.assertEqual(exchange.answer, "Saved.")


class DeletedMeanwhile(DeskTestCase):
    def test_the_text_of_a_form_whose_object_was_deleted_is_shown_for_copying(self):
        draft = a_draft()
        exchange = draft.exchanges.get()
        for thing, name in ((exchange, "answer"), (a_topic(), "description"), (draft, "title")):
            with self.subTest(name):
                sent = self.filled(self.open(thing), **{name: "My <words>."})
                type(thing).objects.filter(pk=thing.pk).delete()

                response = self.post(thing, sent)

                self.assertContains(response, "My &lt;words&gt;.", status_code=404)
                self.assertContains(response, "Someone else deleted this", status_code=404)

    def test_the_text_of_a_form_whose_exchange_became_a_tombstone_is_shown_for_copying(self):
        exchange = an_interview().exchanges.get()
        sent = self.filled(self.open(exchange), answer="My words.")
        exchange.remove(by=None)

        response = self.post(exchange, sent)

        self.assertContains(response, "My words.", status_code=404)


class EveryAdminForm(SimpleTestCase):
    def test_every_admin_form_compares_its_initial_values_with_the_stored_values(self):
        desks = [desk for desk in admin.site._registry.values() if isinstance(desk, DeskAdmin)]
        self.assertGreater(len(desks), 9)

        for desk in desks:
            self.assertTrue(issubclass(desk.form, DeskForm), desk)
            for inline in desk.inlines:
                self.assertTrue(issubclass(inline.form, DeskForm), inline)
                self.assertTrue(issubclass(inline.formset, DeskFormSet), inline)
