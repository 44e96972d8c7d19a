"""Review: who is asked for it by mail, and the second person whom a setting demands."""

from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import TestCase, override_settings
from django.urls import reverse

from comments.models import QueuedEmail
from interviews.models import Interview, PreparedUpdate
from interviews.models.review import SecondPersonNeeded
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import a_draft, a_member_of, a_moderator, a_topic, an_editor

SECOND = override_settings(PUBLICATION_DEMANDS_REVIEW=True)
LAST = "You changed the words last. Somebody else has to read and publish them."


def mails():
    return sorted(QueuedEmail.objects.values_list("to", flat=True))


class ReviewEmails(TestCase):
    def setUp(self):
        self.draft = a_draft("On grids")
        self.writer = a_member_of("Writers", email="w@example.org", first_name="Wanda")

    def test_asking_for_review_emails_those_who_may_publish(self):
        a_member_of("Editors", email="e@example.org")
        a_member_of("Publishers", email="p@example.org")
        a_member_of("Editors", email="gone@example.org", is_active=False)
        a_member_of("Writers", email="other@example.org")
        a_moderator(email="m@example.org")
        an_editor(email="s@example.org")

        self.draft.submit(by=self.writer)

        self.assertEqual(mails(), ["e@example.org", "p@example.org", "s@example.org"])

    def test_the_email_names_the_interview_and_who_asks_and_links_to_the_desk(self):
        a_member_of("Editors", email="e@example.org")

        self.draft.submit(by=self.writer)

        email = QueuedEmail.objects.get()
        self.assertEqual(email.subject, "For review: On grids")
        self.assertIn("Wanda asks for review of the interview “On grids”.", email.text)
        self.assertIn(f"http://testserver{address_of(self.draft)}", email.text)

    def test_whoever_asks_for_review_gets_no_email(self):
        editor = a_member_of("Editors", email="e@example.org")

        self.draft.submit(by=editor)

        self.assertEqual(mails(), [])

    def test_the_publication_gets_the_email_if_no_reviewer_has_an_address(self):
        a_member_of("Editors")

        self.draft.submit(by=self.writer)

        self.assertEqual(mails(), [settings.PUBLICATION_EMAIL])

    def test_two_people_with_one_address_get_one_email(self):
        a_member_of("Editors", email="desk@example.org")
        a_member_of("Editors", email="Desk@Example.org")

        self.draft.submit(by=self.writer)

        self.assertEqual(mails(), ["desk@example.org"])

    def test_no_email_is_sent_if_asking_for_review_fails(self):
        a_member_of("Editors", email="e@example.org")
        stale = Interview.objects.get(pk=self.draft.pk)
        self.draft.submit(by=self.writer)
        QueuedEmail.objects.all().delete()

        with self.assertRaises(ValidationError), transaction.atomic():
            stale.submit(by=self.writer)

        self.assertEqual(mails(), [])


class SecondPersonTests(DeskTestCase):
    def setUp(self):
        self.ada, self.bo = (a_member_of("Editors", email=f"{n}@example.org") for n in "ab")
        self.client.force_login(self.ada)
        self.draft = a_draft("On grids")
        self.draft.record_version(None)
        self.send(self.draft, exchanges__0__answer="The forecast of Monday.")

    def assertStatus(self, status):
        self.draft.refresh_from_db()
        self.assertEqual(self.draft.status, status)

    def test_without_the_setting_an_editor_publishes_their_own_words(self):
        self.send(self.draft, press="_action=publish")

        self.assertStatus("published")

    @SECOND
    def test_who_changed_the_words_last_can_neither_publish_nor_schedule(self):
        at = {"action__at": "2999-01-01T09:00"}
        for action, further in {"publish": {}, "schedule": at}.items():
            with self.subTest(action):
                response = self.send(self.draft, press=f"_action={action}", **further)
                self.assertIn(LAST, self.messages(response))
                self.assertStatus("draft")

    @SECOND
    def test_the_page_has_no_button_to_publish_for_who_changed_the_words_last(self):
        page = self.open(self.draft)

        self.assertEqual(list(page.context["actions"]), ["submit"])
        self.assertContains(page, "You changed the words last, so somebody else has to publish")

    @SECOND
    def test_a_published_interview_does_not_ask_for_a_second_person(self):
        self.draft.publish(by=self.bo)

        page = self.open(self.draft)

        self.assertEqual(list(page.context["actions"]), ["withdraw"])
        self.assertNotContains(page, "somebody else has to publish")

    @SECOND
    def test_a_second_person_publishes(self):
        self.client.force_login(self.bo)

        self.send(self.draft, press="_action=publish")

        self.assertStatus("published")

    @SECOND
    def test_who_changes_words_while_publishing_is_refused(self):
        self.client.force_login(self.bo)

        response = self.send(self.draft, press="_action=publish", exchanges__0__answer="Mine.")

        self.assertIn(LAST, self.messages(response))
        self.assertStatus("draft")

    @SECOND
    def test_a_second_person_who_changes_a_topic_only_does_not_make_the_first_one_free(self):
        self.client.force_login(self.bo)
        self.send(self.draft, topics=[a_topic().pk])

        self.draft.refresh_from_db()
        with self.assertRaises(SecondPersonNeeded):
            self.draft.publish(by=self.ada)
        self.draft.publish(by=self.bo)

    @SECOND
    def test_superusers_need_a_second_person_too(self):
        superuser = an_editor()
        self.client.force_login(superuser)
        self.send(self.draft, exchanges__0__answer="Mine.")

        self.draft.refresh_from_db()
        with self.assertRaises(SecondPersonNeeded):
            self.draft.publish(by=superuser)

    @SECOND
    def test_words_that_were_changed_after_the_page_was_opened_are_not_published(self):
        self.client.force_login(self.bo)
        page = self.open(self.draft)
        sent = self.filled(page, press="_action=publish")
        sent["action-seen"] = page.context["action_form"]["seen"].value()
        self.client.force_login(self.ada)
        self.send(self.draft, exchanges__0__answer="Something else.")

        self.client.force_login(self.bo)
        response = self.post(self.draft, sent)

        self.assertIn(
            "Somebody else has changed the words meanwhile. Read them again.",
            self.messages(response),
        )
        self.assertStatus("draft")

    @SECOND
    def test_a_scheduled_interview_whose_words_change_waits_for_review_again(self):
        self.client.force_login(self.bo)
        at = {"action__at": "2999-01-01T09:00"}
        self.send(self.draft, press="_action=schedule", **at)
        self.assertStatus("scheduled")

        response = self.send(self.draft, exchanges__0__answer="Something else.")

        self.assertStatus("in_review")
        self.assertIn("somebody else has to review it again", " ".join(self.messages(response)))
        self.assertEqual(mails(), ["a@example.org"])

    @SECOND
    def test_a_scheduled_interview_whose_version_is_restored_waits_for_review_again(self):
        self.draft.schedule(at=datetime(2999, 1, 1, tzinfo=UTC), by=self.bo)
        address = reverse("admin:interviews_version_restore", args=[self.draft.pk])

        self.client.post(address, {"from": "1"})

        self.assertStatus("in_review")

    @SECOND
    def test_a_scheduled_interview_in_which_words_are_replaced_waits_for_review_again(self):
        self.draft.schedule(at=datetime(2999, 1, 1, tzinfo=UTC), by=self.bo)
        address = reverse("admin:interviews_interview_replace", args=[self.draft.pk])
        places = self.client.get(address, {"words": "Monday"}).context["places"]
        chosen = [place.token for place in places]

        self.client.post(address, {"words": "Monday", "replacement": "May", "place": chosen})

        self.assertStatus("in_review")

    @SECOND
    def test_who_edited_an_update_last_can_neither_publish_nor_schedule_it(self):
        update = self.an_update(by=self.ada)

        with self.assertRaises(SecondPersonNeeded):
            update.publish(by=self.ada)
        with self.assertRaises(SecondPersonNeeded):
            update.schedule(at=datetime(2999, 1, 1, tzinfo=UTC), by=self.ada)
        update.publish(by=self.bo)

    @SECOND
    def test_a_scheduled_update_that_is_edited_waits_for_review_again(self):
        update = self.an_update(by=self.ada)
        update.schedule(at=datetime(2999, 1, 1, tzinfo=UTC), by=self.bo)

        update.save_content(update.content, by=self.ada, kind="update", note="It was Sunday.")

        update.refresh_from_db()
        self.assertEqual((update.status, update.publish_at), ("in_review", None))

    def an_update(self, by):
        self.draft.refresh_from_db()
        self.draft.publish(by=self.bo)
        update = PreparedUpdate.unchanged(self.draft)
        content = update.content._replace(facts=update.facts | {"title": "On glass"})
        update.save_content(content, by=by, kind="update", note="It was glass.")
        return update

    @SECOND
    def test_only_those_who_can_give_the_review_are_asked_for_it(self):
        writer = a_member_of("Writers", email="w@example.org")

        self.draft.submit(by=writer)

        self.assertEqual(mails(), ["b@example.org"])

    @SECOND
    def test_commands_publish_without_a_second_person(self):
        self.draft.publish(by=None)

        self.assertStatus("published")
