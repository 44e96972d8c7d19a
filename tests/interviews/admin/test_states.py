"""States at the desk: a button for each verb that leads on, and it saves first."""

from datetime import datetime
from unittest import mock

from django.contrib.auth.models import Permission
from django.test import override_settings
from django.utils import timezone

from interviews.models import Interview
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import a_draft, a_reader_with_an_account, an_exchange, an_interview


class WorkflowActions(DeskTestCase):
    def press(self, interview, verb, **asked):
        response = self.send(interview, press=f"_action={verb}", **asked)
        interview.refresh_from_db()
        return response

    def test_one_button_saves_and_publishes_an_interview(self):
        draft = a_draft()

        self.press(draft, "publish", title="A better title")

        self.assertEqual(draft.title, "A better title")
        self.assertTrue(draft.is_published)
        self.assertEqual(draft.state_changes.first().by, self.editor)

    def test_a_new_interview_that_is_incomplete_is_saved_as_a_draft(self):
        response = self.send(Interview(), press="_action=publish", title="Without a word")

        self.assertIn("The interview has no answer yet.", self.messages(response))
        self.assertEqual(Interview.objects.get().state, Interview.Status.DRAFT)

    def test_a_refused_publication_says_why_and_saves_the_text(self):
        draft = a_draft(exchanges=0)

        response = self.press(draft, "publish", title="A better title")

        self.assertIn("The interview has no answer yet.", self.messages(response))
        self.assertEqual(draft.title, "A better title")
        self.assertEqual(draft.state, Interview.Status.DRAFT)

    @override_settings(TIME_ZONE="Europe/Oslo")
    def test_an_interview_is_scheduled_in_the_time_zone_of_the_publication(self):
        draft = a_draft()

        self.press(draft, "schedule", action__at="2040-06-01T09:00")

        self.assertEqual(draft.state, Interview.Status.SCHEDULED)
        self.assertEqual(draft.published_at, datetime.fromisoformat("2040-06-01T07:00+00:00"))

    def test_withdrawing_an_interview_stores_the_reason(self):
        interview = an_interview()

        self.press(interview, "withdraw", action__note="The source asked.")

        self.assertTrue(interview.is_withdrawn)
        self.assertEqual(interview.state_changes.first().note, "The source asked.")

    def test_a_reason_that_is_too_long_is_refused(self):
        interview = an_interview()

        response = self.press(interview, "withdraw", action__note="x" * 501)

        self.assertContains(response, "at most 500 characters")
        self.assertContains(response, "x" * 501)
        self.assertTrue(interview.is_published)

    def test_the_form_offers_only_the_workflow_actions_that_the_state_allows(self):
        offered = self.open(an_interview()).content.decode()

        self.assertIn('value="withdraw"', offered)
        self.assertNotIn('value="publish"', offered)

    def test_a_workflow_action_that_the_state_does_not_allow_is_refused(self):
        draft = a_draft()

        response = self.press(draft, "withdraw")

        self.assertIn("This is not possible: the interview is draft.", self.messages(response))

    def test_the_state_is_not_a_field_of_the_form(self):
        draft = a_draft()

        self.send(draft, status="published", published_at="2020-01-01")

        draft.refresh_from_db()
        self.assertEqual(draft.state, Interview.Status.DRAFT)

    def test_a_get_request_changes_no_state(self):
        draft = a_draft()

        self.client.get(address_of(draft), {"_action": "publish"})

        draft.refresh_from_db()
        self.assertEqual(draft.state, Interview.Status.DRAFT)

    def test_the_first_button_which_the_enter_key_presses_only_saves(self):
        page = self.open(a_draft()).content.decode()
        form = page[page.index('id="interview_form"') :]

        first = form[form.index('type="submit"') :]

        self.assertTrue(first.startswith('type="submit" class="default" name="_continue"'))

    def test_an_editor_who_may_only_view_cannot_change_a_state(self):
        draft = a_draft()
        sent = self.filled(self.open(draft), "_action=publish")
        self.client.force_login(a_reader_with_an_account(is_staff=True))

        with self.assertLogs("django.request", "WARNING"):
            response = self.client.post(address_of(draft), sent)

        self.assertEqual(response.status_code, 403)

    def test_an_editor_who_may_only_add_saves_the_text_and_changes_no_state(self):
        writer = a_reader_with_an_account(is_staff=True)
        nouns = ["interview", "exchange", "credit"]
        begins = Permission.objects.filter(codename__in=[f"add_{noun}" for noun in nouns])
        writer.user_permissions.set(begins)
        self.client.force_login(writer)
        words = {"exchanges__0__question": "Why?", "exchanges__0__answer": "Because."}

        self.send(Interview(), press="_action=publish", title="Begun", **words)

        self.assertEqual(Interview.objects.get(title="Begun").state, Interview.Status.DRAFT)


class Moments(DeskTestCase):
    """In Berlin clocks go forward on 28 March 2027 at 2:00, and back on 31 October at 3:00."""

    def schedule(self, draft, at, zone="Europe/Berlin", **changes):
        with override_settings(TIME_ZONE=zone), timezone.override(zone):
            response = self.send(
                draft, press="_action=schedule", action__at=at, **{"title": "New words"} | changes
            )
        draft.refresh_from_db()
        return response

    def assertStays(self, response, draft, at):
        """The page is shown again with all that was typed, and nothing is saved."""
        self.assertContains(response, f'value="{at}"')
        self.assertContains(response, 'value="New words"')
        self.assertContains(response, "Nothing has been saved yet.")
        self.assertContains(response, '<details class="workflow-action" open>', count=1)
        self.assertNotEqual(draft.title, "New words")
        self.assertEqual(draft.state, Interview.Status.DRAFT)

    def test_a_moment_that_is_refused_stays_in_the_field_and_loses_nothing(self):
        draft = a_draft()

        for at, sentence in (
            ("", "Not scheduled: choose a date and time."),
            ("soon", "Not scheduled: enter a valid date and time."),
            ("9999-12-31T23:59 second", "Not scheduled: enter a valid date and time."),
            ("2001-01-01T09:00", "Choose a time in the future, or publish it now."),
        ):
            with self.subTest(at):
                response = self.schedule(draft, at, "America/New_York")

                self.assertContains(response, sentence)
                self.assertStays(response, draft, at.partition(" ")[0])

    def test_a_new_interview_with_a_refused_moment_is_not_saved_and_keeps_its_words(self):
        response = self.send(
            Interview(), press="_action=schedule", title="New words", action__at="2001-01-01T09:00"
        )

        self.assertContains(response, 'value="New words"')
        self.assertFalse(Interview.objects.exists())

    def test_a_time_that_the_clocks_leap_over_is_explained(self):
        draft = a_draft()

        response = self.schedule(draft, "2027-03-28T02:30")

        self.assertContains(
            response,
            "On 28 March 2027 clocks go forward in Europe/Berlin: 02:30 does not exist. Choose "
            "another time.",
        )
        self.assertStays(response, draft, "2027-03-28T02:30")
        self.assertNotContains(response, "action-at-which")

    def test_of_a_time_that_comes_twice_the_editor_chooses_one(self):
        draft = a_draft()

        response = self.schedule(draft, "2027-10-31T02:30")

        self.assertContains(
            response,
            "On 31 October 2027 clocks go back in Europe/Berlin: 02:30 comes twice. Choose which",
        )
        self.assertContains(response, 'value="first"> 02:30 the first time, summer time')
        self.assertContains(response, 'value="second"> 02:30 the second time, winter time')
        self.assertStays(response, draft, "2027-10-31T02:30")
        for which, moment in (
            ("first", "2027-10-31T00:30+00:00"),
            ("second", "2027-10-31T01:30+00:00"),
        ):
            draft = a_draft()
            self.schedule(draft, "2027-10-31T02:30", action__at__which=which)
            self.assertEqual(draft.published_at, datetime.fromisoformat(moment))

    def test_the_choice_between_two_moments_is_ignored_once_another_time_is_entered(self):
        draft = a_draft()

        self.schedule(draft, "2027-10-31T04:30", action__at__which="first")

        self.assertEqual(draft.published_at, datetime.fromisoformat("2027-10-31T03:30+00:00"))

    def test_the_form_shows_when_an_interview_is_scheduled_though_the_time_comes_twice(self):
        draft = a_draft()
        self.schedule(draft, "2027-10-31T02:30", action__at__which="second")

        with override_settings(TIME_ZONE="Europe/Berlin"), timezone.override("Europe/Berlin"):
            response = self.open(draft)

        self.assertContains(response, 'value="2027-10-31T02:30"')
        self.assertContains(response, 'value="second" checked>')
        self.assertContains(response, "to appear on 31 October 2027, 02:30 (winter time)")

    def test_the_buttons_tell_when_the_interview_is_published(self):
        response = self.open(a_draft())

        self.assertContains(response, ">Publish now</button>")
        self.assertContains(response, ">Publish at this time</button>")
        self.assertContains(response, 'data-moment-words="Publish on {at}, UTC"')


class ChecklistOnTheForm(DeskTestCase):
    def test_what_is_to_be_checked_by_hand_stands_beside_it_before_publication(self):
        by_hand = "What to check by hand"

        self.assertContains(self.open(a_draft()), by_hand, count=1)
        self.assertNotContains(self.open(an_interview("Published")), by_hand)

    def test_each_line_links_to_its_field(self):
        draft = a_draft()
        an_exchange(draft, "Who pays?", answer="")
        draft.credits.all().delete()

        response = self.open(draft)

        for anchor, words in (
            ("#credits-group", "Nobody is named as interviewee."),
            ("#id_exchanges-1-answer", "Who pays? (Answer): Nobody answers this question"),
            ("#id_standfirst", "The interview has no standfirst."),
        ):
            self.assertContains(response, f'<a href="{anchor}">{words}')
            self.assertContains(response, f'id="{anchor[1:]}"')

    def test_a_line_about_an_exchange_that_the_form_does_not_hold_links_to_its_page(self):
        draft = a_draft()
        silent = an_exchange(draft, "Who pays?", answer="")

        with mock.patch("interviews.admin.interview.MAX_EXCHANGES_IN_FORM", 1):
            response = self.open(draft)

        self.assertContains(response, f'href="{address_of(silent)}#id_answer"')
        self.assertContains(self.client.get(address_of(silent)), 'id="id_answer"')

    def test_what_the_checklist_blocks_is_saved_and_not_published(self):
        draft = a_draft()

        response = self.send(
            draft, press="_action=publish", introduction="[See](/interviews/none/)", title="Better"
        )

        draft.refresh_from_db()
        self.assertEqual((draft.title, draft.state), ("Better", Interview.Status.DRAFT))
        self.assertContains(response, 'href="#id_introduction"')
        self.assertIn("/interviews/none/", " ".join(self.messages(response)))

    def test_a_published_interview_shows_no_checklist(self):
        self.assertNotContains(self.open(an_interview()), "#id_standfirst")

    def test_a_long_checklist_shows_fifty_lines_and_the_number_of_the_others(self):
        draft = a_draft()
        for number in range(52):
            an_exchange(draft, f"Question {number}?", answer="")

        response = self.open(draft)

        self.assertContains(response, "Nobody answers this question", count=50)
        self.assertContains(response, "and 2 more")
