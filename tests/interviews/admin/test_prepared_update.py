"""The desk prepares an update of a published interview while readers see the published text."""

from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interviews.models import Autosave, Exchange, Interview, Picture, PreparedUpdate, Version
from publication.page_cache import revision
from tests.admin_forms import DeskTestCase
from tests.builders import a_draft, a_reader_with_an_account, an_editor, an_exchange, an_interview
from tests.pictures import TemporaryMediaMixin, make_photograph, make_upload

SAVED = "Saved. Readers still see the published text."
EXPLAINED = {"change__kind": "update", "change__note": "We asked again."}


class UpdateCase(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview(exchanges=2)
        self.first, self.second = self.interview.exchanges.order_by("position")
        self.address = self.address_of("update")

    def address_of(self, page):
        return reverse(f"admin:interviews_interview_{page}", args=[self.interview.pk])

    def look(self):
        return self.client.get(self.address)

    def fill(self, response, press="_continue", **changes):
        """Return what a browser sends, with the hidden fields and the note of the update."""
        note, hidden = response.context["public_change"]["note"], {}
        if note.field.show_hidden_initial:
            hidden[note.html_initial_name] = note.shown_fingerprint
        hidden[note.html_name] = note.value() or ""
        kind = response.context["public_change"]["kind"].value() or ""
        return (
            dict(response.context["hidden_fields"])
            | hidden
            | self.filled(response, press, **({"change__kind": kind} | changes))
        )

    def save(self, press="_continue", response=None, **changes):
        sent = self.fill(response or self.look(), press, **changes)
        return self.client.post(self.address, sent, follow=True)

    @property
    def update(self):
        return PreparedUpdate.objects.get()

    def answers(self):
        return list(self.interview.exchanges.order_by("position").values_list("answer", flat=True))


class SavingAnUpdate(UpdateCase):
    def test_readers_see_the_old_text_everywhere_until_the_update_is_published(self):
        page = self.interview.get_absolute_url()
        places = [page, f"{page.rstrip('/')}.json", f"{page.rstrip('/')}.md", f"{page}changes/"]
        places += ["/feed.atom", "/feed.json", "/search/?q=barometer", "/corrections/", "/"]
        reader = self.client_class()
        before, number = [reader.get(each).content for each in places], revision.current()

        response = self.save(exchanges__0__answer="The barometer.", title="A grid, again")

        self.assertContains(response, SAVED)
        self.assertEqual([reader.get(each).content for each in places], before)
        self.assertEqual(revision.current(), number)
        self.assertEqual(Version.objects.count(), 1)
        self.assertContains(self.look(), "The barometer.")
        response = self.save("_action=publish", **EXPLAINED)
        self.assertContains(response, "Published. Readers can see it now.")
        self.assertNotContains(response, SAVED)  # no longer true
        self.assertContains(reader.get(page), "The barometer.")
        self.assertContains(reader.get(page), "A grid, again")
        self.assertContains(reader.get(f"{page}changes/"), "We asked again.")
        self.assertFalse(PreparedUpdate.objects.exists())

    def test_what_was_typed_into_the_published_form_becomes_an_update_without_being_saved(self):
        sent = self.filled(self.open(self.interview), "_keep_update", exchanges__0__answer="Rain.")

        response = self.client.post(self.address, sent, follow=True)

        self.assertContains(response, SAVED)
        self.assertEqual(self.answers(), ["The forecast.", "The forecast."])
        self.assertContains(response, "Rain.")
        self.assertContains(self.open(self.interview), f'href="{self.address}"')

    def test_the_published_form_does_not_overwrite_the_note_of_the_update(self):
        self.save(exchanges__0__answer="Rain.", **EXPLAINED)
        sent = self.filled(self.open(self.interview), "_keep_update", exchanges__1__answer="Snow.")

        self.client.post(self.address, sent | {"change-kind": "", "change-note": ""})

        self.assertEqual((self.update.kind, self.update.note), ("update", "We asked again."))
        with self.update.applied():
            self.assertEqual(self.answers(), ["Rain.", "Snow."])

    def test_opening_the_page_and_saving_no_change_makes_no_update(self):
        response = self.save(change__kind="")

        self.assertContains(response, "No changes to save.")
        self.assertFalse(PreparedUpdate.objects.exists())

    def test_an_exchange_that_is_only_in_the_update_is_edited_under_its_key(self):
        self.save(exchanges__2__question="And then?", exchanges__2__answer="It rained.")
        key, opened = self.update.exchanges[2][0], self.look()
        an_interview("Another, whose rows take the same primary keys", exchanges=3)

        self.save(response=opened, exchanges__2__answer="It snowed.")

        self.assertEqual([each for each, _content in self.update.exchanges][2:], [key])
        self.assertEqual(self.update.exchanges[2][1]["answer"], "It snowed.")
        self.save("_action=publish", **EXPLAINED)
        self.assertEqual(self.interview.exchanges.get(key=key).answer, "It snowed.")

    def test_a_credit_that_is_only_in_the_update_is_edited_as_the_same_credit(self):
        person = self.interview.credits.first().person
        self.save(credits__2__person=person.pk, credits__2__role="editor")
        opened = self.look()
        an_interview("Another, whose rows take the same primary keys")

        self.save(response=opened, credits__2__role="translator")

        self.assertEqual(self.update.facts["credits"][2], [person.pk, "translator"])
        self.assertEqual(len(self.update.facts["credits"]), 3)

    def test_a_new_recurring_question_of_an_update_is_stored(self):
        self.save(exchanges__0__recurring="Who says no?")

        self.assertContains(self.look(), 'value="Who says no?"')

    def test_a_refused_form_gives_every_word_back(self):
        response = self.save(title="", exchanges__0__answer="Rain.", change__note="Rained.")

        self.assertContains(response, "Not saved yet")
        self.assertContains(response, "Rain.")
        self.assertContains(response, "Rained.")
        self.assertFalse(PreparedUpdate.objects.exists())

    def test_saving_deletes_the_autosave_and_continuing_with_one_finds_its_rows(self):
        self.save(exchanges__2__question="And then?", exchanges__2__answer="It rained.")
        sent = self.fill(self.look(), exchanges__2__answer="It snowed.")
        sent.pop("_continue")
        stored = self.client.post(
            f"{reverse('autosave')}?path={self.address}", sent | {"autosave_page": "abc"}
        )
        self.assertEqual(stored.status_code, 200)
        self.assertContains(self.look(), "not saved")

        shown = self.client.post(self.address, {"_autosave_continue": "abc"})

        self.assertContains(shown, "It snowed.")
        page = Autosave.objects.get().page
        self.save(response=shown, autosave_page=page)
        self.assertFalse(Autosave.objects.exists())
        self.assertEqual(self.update.exchanges[2][1]["answer"], "It snowed.")

    def test_a_draft_has_no_update(self):
        self.interview = a_draft("Unpublished")

        self.assertEqual(self.client.get(self.address_of("update")).status_code, 404)
        self.assertNotContains(self.open(self.interview), "Keep as an update")

    def test_a_page_without_permission_to_change_saves_nothing(self):
        sent = self.fill(self.look(), exchanges__0__answer="Rain.")
        reader = a_reader_with_an_account(is_staff=True)
        reader.user_permissions.add(Permission.objects.get(codename="view_interview"))
        self.client.force_login(reader)

        self.assertEqual(self.client.post(self.address, sent).status_code, 403)
        self.assertEqual(self.client.get(self.address).status_code, 200)

    def test_hostile_hidden_fields_change_nothing_else(self):
        response = self.look()
        for rows in ("[", "[1]", '{"exchanges": 3}', '{"exchanges": {"1": [2]}}', "[" * 100_000):
            sent = self.fill(response, exchanges__0__answer="Rain.")
            sent |= {"update_rows": rows, "update_shown": "9" * 40}
            self.assertEqual(self.client.post(self.address, sent).status_code, 302)
        self.assertEqual(self.answers(), ["The forecast.", "The forecast."])


class WritingWithoutScripts(UpdateCase):
    def test_the_row_buttons_change_the_form_of_an_update_and_save_nothing(self):
        self.save(exchanges__2__question="And then?", exchanges__2__answer="It rained.")

        sent = self.fill(self.look(), "_row=insert exchanges-2", exchanges__2__answer="It snowed.")
        response = self.client.post(self.address, sent)

        self.assertContains(response, "Not saved yet.")
        self.assertContains(response, "It snowed.")
        self.assertEqual(self.update.exchanges[2][1]["answer"], "It rained.")
        self.save(response=response, exchanges__3__answer="Between.")
        answers = [content["answer"] for _key, content in self.update.exchanges]
        self.assertEqual(sorted(answers[2:]), ["Between.", "It snowed."])


class PicturesOfAnUpdate(TemporaryMediaMixin, UpdateCase):
    def test_a_picture_that_is_uploaded_to_an_update_is_kept_for_it(self):
        picture = make_upload(make_photograph())

        self.save(lead_picture=picture, lead_alt="A mast.", **EXPLAINED)

        name = self.update.facts["lead_picture"]
        self.assertTrue(Picture.objects.filter(name=name).exists())
        self.assertFalse(Interview.objects.get().lead_picture)
        self.assertContains(self.look(), name)
        self.update.publish(by=None)
        self.assertEqual(Interview.objects.get().lead_picture.name, name)
        self.assertEqual(Interview.objects.get().lead_width, 30)

    def test_a_refused_form_of_an_update_keeps_its_picture(self):
        response = self.save(lead_picture=make_upload(make_photograph()), title="")

        self.assertContains(response, 'name="kept-lead_picture"')
        self.assertTrue(Picture.objects.exists())


class TwoEditorsOfAnUpdate(UpdateCase):
    def test_of_two_changes_of_one_answer_the_second_editor_is_asked(self):
        first, second = self.look(), self.look()
        self.save(response=first, exchanges__0__answer="Rain.")

        response = self.save(response=second, exchanges__0__answer="Snow.")

        self.assertContains(response, "Not saved yet")
        self.assertContains(response, "Rain.")
        self.assertContains(response, "Snow.")
        self.assertEqual(self.update.exchanges[0][1]["answer"], "Rain.")

    def test_changes_of_different_answers_are_both_saved(self):
        first, second = self.look(), self.look()
        self.save(response=first, exchanges__0__answer="Rain.")

        self.save(response=second, exchanges__1__answer="Snow.")

        with self.update.applied():
            self.assertEqual(self.answers(), ["Rain.", "Snow."])

    def test_of_two_changes_of_the_note_the_second_editor_is_asked(self):
        self.save(exchanges__0__answer="Rain.", **EXPLAINED)
        first, second = self.look(), self.look()
        self.save(response=first, change__note="It rained.")

        response = self.save(response=second, change__note="It snowed.")

        self.assertContains(response, "Not saved yet")
        self.assertContains(response, "rained")
        self.assertEqual(self.update.note, "It rained.")

    def test_an_update_that_was_published_meanwhile_is_not_lost_nor_published_twice(self):
        self.save(exchanges__2__question="And then?", exchanges__2__answer="It rained.")
        opened = self.look()
        self.save("_action=publish", **EXPLAINED)

        self.save(response=opened, exchanges__2__answer="It snowed.")

        self.assertEqual(self.answers()[2:], ["It rained."])
        with self.update.applied():
            self.assertEqual(self.answers()[2:], ["It snowed."])

    def test_going_back_after_publication_and_saving_makes_no_update_of_kind_and_note_alone(self):
        self.save(exchanges__0__answer="Rain.", **EXPLAINED)
        opened = self.look()
        self.save("_action=publish", response=opened)

        response = self.save(response=opened)

        self.assertContains(response, "No changes to save.")
        self.assertFalse(PreparedUpdate.objects.exists())

    def test_a_row_that_a_colleague_removed_from_the_update_is_not_added_again_unasked(self):
        self.save(exchanges__2__question="And then?", exchanges__2__answer="It rained.")
        opened = self.look()
        self.save(exchanges__2__DELETE="on")

        response = self.save(response=opened, exchanges__2__answer="It snowed.")

        self.assertContains(response, "It snowed.")
        self.assertEqual(len(self.update.exchanges), 2)


class LaterChangesInPublic(UpdateCase):
    def setUp(self):
        super().setUp()
        self.save(exchanges__0__answer="Rain.")

    def test_a_typing_error_corrected_meanwhile_stays_corrected(self):
        opened = self.look()
        self.send(self.interview, exchanges__1__answer="The forecasts.")

        self.save(response=opened, exchanges__0__answer="Rain again.")
        self.save("_action=publish", **EXPLAINED)

        self.assertEqual(self.answers(), ["Rain again.", "The forecasts."])

    def test_the_page_names_what_was_changed_in_both_until_it_is_saved(self):
        self.send(self.interview, exchanges__0__answer="The forecasts.")

        response = self.look()

        self.assertContains(response, "changed in the published interview as well")
        self.assertContains(
            response, '<a href="#id_exchanges-0-answer">What broke first?: Answer</a>'
        )
        self.assertNotContains(self.save(response=response), "published interview as well")

    def test_saving_a_page_that_was_opened_before_does_not_hide_what_was_changed_in_both(self):
        opened = self.look()
        self.send(self.interview, exchanges__0__answer="The forecasts.")

        self.assertContains(self.save(response=opened), "published interview as well")


class PublishingFromTheDesk(UpdateCase):
    def setUp(self):
        super().setUp()
        self.save(exchanges__0__answer="Rain.", change__kind="")

    def test_an_update_without_a_kind_is_saved_and_not_published(self):
        response = self.save("_action=publish", exchanges__1__answer="Snow.", change__kind="")

        self.assertContains(response, "Choose what kind of change this is.")
        self.assertEqual(self.answers(), ["The forecast.", "The forecast."])
        with self.update.applied():
            self.assertEqual(self.answers(), ["Rain.", "Snow."])

    def test_an_update_is_scheduled_for_a_moment_and_listed_as_scheduled(self):
        at = {"action__at": "2099-03-03T09:00"}

        response = self.save("_action=schedule", **at, **EXPLAINED)

        self.assertContains(response, "Scheduled. It will be published automatically.")
        self.assertContains(response, "3 March 2099")
        self.assertEqual(self.update.moved_by, self.editor)
        listed = self.client.get(reverse("admin:interviews_interview_changelist"))
        self.assertContains(listed, "update: scheduled")

    def test_a_refused_moment_stays_in_the_form_and_nothing_is_saved(self):
        response = self.save("_action=schedule", action__at="2001-01-01T09:00", title="Again")

        self.assertContains(response, "Choose a time in the future")
        self.assertContains(response, "2001-01-01T09:00")
        self.assertNotEqual(self.update.facts["title"], "Again")

    def test_publishing_counts_its_publisher_as_an_editor_only_if_words_changed(self):
        colleague = an_editor()
        self.client.force_login(colleague)

        self.save("_action=submit", change__kind="")

        self.assertEqual(self.update.status, "in_review")
        self.assertEqual((self.update.edited_by, self.update.moved_by), (self.editor, colleague))

    def test_the_checklist_of_the_update_is_shown_on_its_page(self):
        response = self.save(exchanges__1__answer="")

        self.assertContains(response, "Nobody answers this question")

    def test_the_update_of_a_withdrawn_interview_offers_no_publication(self):
        self.interview.withdraw(by=None)

        response = self.look()

        self.assertContains(response, "Submit for review")
        self.assertNotContains(response, "Publish now")

    def test_an_update_is_discarded_after_a_question(self):
        address = self.address_of("update_discard")
        self.assertContains(self.client.get(address), "Discard this update?")
        self.assertTrue(PreparedUpdate.objects.exists())

        response = self.client.post(address, follow=True)

        self.assertContains(response, "The update was discarded.")
        self.assertFalse(PreparedUpdate.objects.exists())
        self.assertEqual(self.client.get(address).status_code, 404)


class ReadingAnUpdate(UpdateCase):
    def test_the_preview_shows_exactly_what_is_published(self):
        self.save(exchanges__0__answer="Rain.", exchanges__2__answer="More.", **EXPLAINED)

        preview = self.client.get(self.address_of("update_preview"))

        self.assertEqual(preview["X-Robots-Tag"], "noindex")
        self.assertIn("no-store", preview["Cache-Control"])
        self.assertContains(preview, "Preview: not published")
        self.save("_action=publish")
        published = self.client_class().get(self.interview.get_absolute_url())
        shown, there = (each.context["interview"] for each in (preview, published))
        for name in ("title", "version", "reading_minutes"):
            self.assertEqual(getattr(shown, name), getattr(there, name))
        texts = [
            [(q.answers[0].key, q.answers[0].answer_html) for q in i.questions]
            for i in (shown, there)
        ]
        self.assertEqual(*texts)
        notes = [[(c.kind, c.note, c.was) for c in i.corrections.all()] for i in (shown, there)]
        self.assertEqual(*notes)

    def test_the_comparison_shows_every_difference_from_the_published_text(self):
        self.save(exchanges__0__answer="Rain.", exchanges__2__answer="More.")
        self.send(self.interview, exchanges__1__answer="The forecasts.")

        page = self.client.get(self.address_of("update_comparison"))

        self.assertContains(page, "<ins>Rain</ins>")
        self.assertContains(page, "More.")
        self.assertNotContains(page, "forecasts")

    def test_the_page_of_an_update_takes_as_many_queries_for_more_exchanges(self):
        def count():
            with CaptureQueriesContext(
                connection,
            ) as queries:
                self.look()
            return len(queries)

        self.save(exchanges__0__answer="Rain.")
        self.look()
        few = count()
        for number in range(10):
            an_exchange(self.interview, f"{number}?", "Yes.")
        self.look()

        self.assertEqual(count(), few)
        self.assertEqual(Exchange.objects.count(), 12)
