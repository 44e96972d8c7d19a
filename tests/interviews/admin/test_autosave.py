"""Autosave: what an editor typed is kept on the server, and offered again."""

from datetime import UTC, datetime, timedelta
from unittest import mock
from urllib.parse import urlencode

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import override_settings
from django.utils import timezone

from interviews.admin.autosave import CONTINUE, DISCARD, LATE, PAGE
from interviews.models import Autosave, Interview, Page, Person
from publication.page_cache import revision
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import (
    a_correction,
    a_draft,
    a_page,
    a_person,
    a_reader_with_an_account,
    an_editor,
    an_interview,
)

TRANSCRIPT = "/admin/interviews/interview/transcript/"
PASTED = "Q: What broke first?\n\nA: The forecast broke, and then we broke.\n\nQ: And?\n\nA: No."


class AutosaveTestCase(DeskTestCase):
    def autosave(self, path, sent, client=None):
        address = f"/admin/autosave/?{urlencode({'path': path})}"
        return (client or self.client).post(address, sent)

    def type(self, thing, **changes):
        """Open the form of a thing, type, and let the page keep it; return what it would send."""
        response = self.open(thing)
        typed = self.filled(response, **changes) | {PAGE: self.token(response)}
        typed.pop("_continue")
        self.assertEqual(self.autosave(address_of(thing), typed).status_code, 200)
        return typed

    def token(self, response):
        return response.context["autosave"]["page"]

    def offered(self, thing):
        return [each.page for each in self.open(thing).context["autosaves"]]

    def press(self, thing, button, token):
        return self.client.post(address_of(thing), {button: token})


class KeepingTests(AutosaveTestCase):
    def test_an_autosave_changes_nothing_but_itself(self):
        interview = an_interview(standfirst="As it was.")
        before = revision.current(), list(Interview.objects.values()), LogEntry.objects.count()

        self.type(interview, title="Another title", exchanges__0__answer="Another answer.")

        after = revision.current(), list(Interview.objects.values()), LogEntry.objects.count()
        self.assertEqual(after, before)

    @override_settings(TIME_ZONE="Asia/Kathmandu")
    def test_the_answer_has_the_time_in_the_zone_of_the_publication(self):
        with mock.patch.object(timezone, "now", return_value=datetime(2026, 3, 1, 9, tzinfo=UTC)):
            answer = self.autosave(address_of(Person()), {PAGE: "one", "name": "Ada"})

        self.assertEqual(answer.json(), {"time": "14:45"})

    def test_a_page_keeps_its_newest_words_only(self):
        interview = an_interview()
        typed = self.type(interview, title="First")

        self.autosave(address_of(interview), typed | {"title": "Second"})

        (kept,) = Autosave.objects.all()
        self.assertEqual(kept.unsaved_fields["title"], "Second")

    def test_two_tabs_of_one_editor_keep_both_their_words(self):
        interview = an_interview()

        typed = [self.type(interview, title=title) for title in ("First", "Second")]

        self.assertEqual(self.offered(interview), [each[PAGE] for each in reversed(typed)])

    def test_nobody_else_is_offered_what_an_editor_typed(self):
        interview = an_interview()
        typed = self.type(interview, title="Mine")
        self.client.force_login(an_editor())

        self.assertEqual(self.offered(interview), [])
        response = self.press(interview, CONTINUE, typed[PAGE])
        self.assertEqual(response.status_code, 302)

    def test_the_form_of_an_interview_with_200_exchanges_can_be_kept(self):
        draft = a_draft(exchanges=200)

        typed = self.type(draft, exchanges__199__answer="Ж" * 100_000)

        kept = Autosave.objects.get().unsaved_fields
        self.assertEqual(kept["exchanges-199-answer"], typed["exchanges-199-answer"])

    def test_hostile_fields_are_kept_or_refused(self):
        path = address_of(Person())
        for sent, status in [
            ({PAGE: "one", "name": "a\0b \ud800"}, 200),
            ({PAGE: "one\0", "name": "Ada"}, 400),
            ({PAGE: "x" * 41, "name": "Ada"}, 400),
            ({"name": "Ada"}, 400),
        ]:
            with self.subTest(sent):
                sent = urlencode(sent, errors="surrogatepass")
                address = f"/admin/autosave/?path={path}"
                form = "application/x-www-form-urlencoded"
                answer = self.client.post(address, sent, content_type=form)
                self.assertEqual(answer.status_code, status)

    def test_only_pages_that_the_user_may_save_are_kept(self):
        page = a_page()
        correction = a_correction(an_interview())
        correction.publish()
        reads = self.client_class()
        reader = a_reader_with_an_account(is_staff=True)
        reader.user_permissions.set(Permission.objects.filter(codename="view_page"))
        reads.force_login(reader)
        for client, path, status in [
            (reads, address_of(page), 403),
            (reads, address_of(Page()), 403),
            (reads, TRANSCRIPT, 403),
            (self.client, address_of(correction), 403),
            (self.client, "/admin/interviews/page/999/change/", 404),
            (self.client, "/admin/interviews/page/%00/change/", 404),
            (self.client, "/admin/interviews/page/", 403),
            (self.client, "/admin/auth/user/add/", 403),
            (self.client, "/admin/nothing/", 403),
            (self.client, "/", 403),
            (self.client, "", 404),
            (self.client, "/" + "x" * 500, 400),
        ]:
            with self.subTest(path):
                answer = self.autosave(path, {PAGE: "one", "title": "T"}, client)
                self.assertEqual(answer.status_code, status)
        self.assertFalse(Autosave.objects.exists())

    def test_an_autosave_goes_with_the_account_of_its_editor(self):
        self.type(an_interview(), title="Mine")

        self.editor.delete()

        self.assertFalse(Autosave.objects.exists())


class OfferingTests(AutosaveTestCase):
    def test_the_page_offers_what_was_typed_with_its_time(self):
        interview = an_interview()
        self.type(interview, title="Mine")
        Autosave.objects.update(saved_at=timezone.now().replace(hour=14, minute=3))

        self.assertContains(self.open(interview), "You have changes from 14:03 that are not saved.")

    def test_an_older_offer_has_its_day(self):
        interview = an_interview()
        self.type(interview, title="Mine")
        Autosave.objects.update(saved_at=datetime(2026, 3, 1, 14, 3, tzinfo=UTC))

        self.assertContains(self.open(interview), "You have changes from 1 March 2026, 14:03")

    def test_going_on_shows_the_words_and_saves_nothing(self):
        interview = an_interview("As it was", exchanges=2)
        typed = self.type(interview, title="", exchanges__0__answer="Mine.", exchanges__1__ORDER=1)

        response = self.press(interview, CONTINUE, typed[PAGE])

        form = response.context["adminform"].form
        rows = response.context["inline_admin_formsets"][1].formset.forms
        self.assertEqual(form["title"].value(), "")
        self.assertEqual(rows[0]["answer"].value(), "Mine.")
        self.assertFalse(response.context["errors"])
        interview.refresh_from_db()
        self.assertEqual(interview.title, "As it was")

    def test_what_was_gone_on_with_can_be_saved(self):
        interview = an_interview()
        typed = self.type(interview, title="Mine", exchanges__0__answer="My answer.")
        response = self.press(interview, CONTINUE, typed[PAGE])

        sent = self.filled(response) | {PAGE: self.token(response)}
        self.post(interview, sent)

        interview.refresh_from_db()
        self.assertEqual(interview.title, "Mine")
        self.assertEqual(interview.exchanges.get().answer, "My answer.")
        self.assertEqual(self.offered(interview), [])

    def test_what_somebody_else_has_changed_meanwhile_is_a_conflict(self):
        interview = an_interview()
        typed = self.type(interview, title="Mine")
        self.send(interview, title="Theirs")

        response = self.press(interview, CONTINUE, typed[PAGE])

        self.assertContains(response, "Saved by someone else")
        self.assertEqual([label for label, _id in response.context["conflicts"]], ["Title"])

    def test_another_tab_that_is_still_open_replaces_nothing_that_was_gone_on_with(self):
        interview = an_interview()
        typed = self.type(interview, title="Mine")
        response = self.press(interview, CONTINUE, typed[PAGE])

        self.autosave(address_of(interview), typed | {"title": "Of the other tab"})

        self.assertNotEqual(self.token(response), typed[PAGE])
        self.assertEqual(set(self.offered(interview)), {self.token(response), typed[PAGE]})

    def test_discarding_deletes_one_autosave(self):
        interview = an_interview()
        first, second = (self.type(interview, title=title) for title in ("First", "Second"))

        self.press(interview, DISCARD, first[PAGE])

        self.assertEqual(self.offered(interview), [second[PAGE]])

    def test_saving_forgets_what_this_page_kept_and_nothing_else(self):
        interview = an_interview()
        first, second = (self.type(interview, title=title) for title in ("First", "Second"))

        self.post(interview, first | {"_continue": "1"})

        self.assertEqual(self.offered(interview), [second[PAGE]])

    def test_a_refused_form_keeps_its_autosave(self):
        interview = an_interview()
        typed = self.type(interview, title="")

        response = self.post(interview, typed | {"_continue": "1"})

        self.assertEqual(self.token(response), typed[PAGE])
        self.assertTrue(Autosave.objects.exists())

    def test_an_autosave_that_comes_after_its_form_was_saved_is_not_offered(self):
        interview = an_interview()
        response = self.open(interview)
        sent = self.filled(response, title="Mine") | {PAGE: self.token(response)}
        self.post(interview, sent | {LATE: "1"})

        self.autosave(address_of(interview), sent)

        self.assertEqual(self.offered(interview), [])

    def test_traces_of_saved_pages_go_after_an_hour(self):
        Autosave.objects.forget(user=self.editor, path="/", page="old", may_come_late=True)
        Autosave.objects.update(saved_at=timezone.now() - timedelta(hours=2))

        self.type(an_interview(), title="Mine")

        self.assertFalse(Autosave.objects.filter(page="old").exists())

    def test_every_add_form_keeps_what_was_typed(self):
        typed = self.type(Person(), name="Ada Lovelace")
        (token,) = self.offered(Person())

        response = self.press(Person(), CONTINUE, token)

        self.assertContains(response, 'value="Ada Lovelace"')
        self.assertFalse(Person.objects.exists())
        self.post(Person(), typed | {PAGE: self.token(response), "_save": "1"})
        self.assertEqual(self.offered(Person()), [])

    def test_an_exchange_that_was_added_and_not_saved_comes_back(self):
        interview = an_interview()
        new = {"exchanges__1__question": "New?", "exchanges__1__answer": "Yes."}
        typed = self.type(interview, exchanges__TOTAL_FORMS=2, **new)

        response = self.press(interview, CONTINUE, typed[PAGE])

        self.assertContains(response, "New?")

    def test_words_for_something_that_was_deleted_can_be_copied(self):
        person = a_person("Ada")
        self.type(person, description="A countess who counts")
        address = address_of(person)
        person.delete()

        response = self.client.get(address)

        self.assertContains(response, "A countess who counts", status_code=404)
        self.assertContains(response, DISCARD, status_code=404)
        self.assertNotContains(response, CONTINUE, status_code=404)

    def test_the_first_page_of_the_desk_lists_what_was_not_saved(self):
        interview = an_interview("A grid")
        self.type(interview, title="Mine")
        self.type(interview, title="Mine too")

        response = self.client.get("/admin/")

        self.assertContains(response, f'<a href="{address_of(interview)}">A grid</a>', 1)


class TranscriptTests(AutosaveTestCase):
    def test_a_pasted_text_is_kept(self):
        page = self.token(self.client.get(TRANSCRIPT))
        self.autosave(TRANSCRIPT, {PAGE: page, "text": PASTED})

        response = self.client.post(TRANSCRIPT, {CONTINUE: page})

        self.assertEqual(response.context["form"]["text"].value(), PASTED)
        self.assertFalse(response.context["form"].errors)

    def test_what_was_typed_into_a_review_is_applied_by_continuing(self):
        review = self.client.post(TRANSCRIPT, {"text": PASTED}, follow=True)
        path = review.redirect_chain[-1][0]
        sent = {PAGE: self.token(review), "title": "A title of mine", "words-2": "Typed."}
        self.autosave(path, sent)

        self.assertContains(self.client.get(path), "Continue with them")
        again = self.client.post(path, {CONTINUE: sent[PAGE]}, follow=True)

        self.assertContains(again, "A title of mine")
        self.assertContains(again, "Typed.")
        self.assertFalse(Autosave.objects.exists())
        self.client.post(path, {"_create": "1", "title": "A title of mine"})
        self.assertEqual(Interview.objects.get().title, "A title of mine")
