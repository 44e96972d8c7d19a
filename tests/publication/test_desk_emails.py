"""Emails about comments and about interviews that return from review."""

from datetime import timedelta

import time_machine
from django.conf import settings
from django.db import transaction
from django.test import TestCase
from django.utils import timezone

from comments.models import QueuedEmail
from interviews.history.scheduled_publishing import publish_due_updates
from interviews.models import DeskComment, PreparedUpdate, PreviewLink
from interviews.models.desk_comment import ANNOUNCEMENT_INTERVAL
from publication.accounts.desk_emails import email_about_previews
from tests.admin_forms import DeskTestCase
from tests.builders import a_draft, a_member_of, an_interview, an_update


def mails():
    return sorted(QueuedEmail.objects.values_list("to", flat=True))


class ReturnsFromReview(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.writer = a_member_of("Writers", email="w@example.org")
        self.editor.first_name = "Edna"
        self.editor.save()
        self.draft = a_draft("On grids")
        self.draft.submit(by=self.writer)
        QueuedEmail.objects.all().delete()

    def test_the_writer_is_emailed_the_note_with_which_an_editor_returns_an_interview(self):
        note = "Who paid? Ask again."
        form = self.send(self.draft, press="_action=return_to_draft", action__note=note)

        self.assertContains(form, f"Returned to draft by Edna: <q>{note}</q>", html=True)
        email = QueuedEmail.objects.get()
        self.assertEqual((email.to, email.subject), ("w@example.org", "A draft again: On grids"))
        self.assertIn("Edna returned “On grids”. It is a draft again.", email.text)
        self.assertIn("> Who paid? Ask again.\n", email.text)
        self.assertIn(f"/admin/interviews/interview/{self.draft.pk}/change/\n", email.text)

    def test_who_takes_back_an_own_request_for_review_gets_no_email(self):
        self.draft.return_to_draft(by=self.writer)

        self.assertEqual(mails(), [])

    def test_no_email_is_sent_to_a_closed_account_or_if_the_return_fails(self):
        with self.assertRaises(ZeroDivisionError), transaction.atomic():
            self.draft.return_to_draft(by=self.editor)
            raise ZeroDivisionError
        self.writer.is_active = False
        self.writer.save()
        self.draft.refresh_from_db()

        self.draft.return_to_draft(by=self.editor)

        self.assertEqual(mails(), [])

    def test_who_scheduled_an_update_is_emailed_why_it_could_not_be_published(self):
        interview = an_interview("Published")
        update = an_update(interview, kind="typo", note="")
        at = timezone.now() + timedelta(hours=1)
        update.schedule(at, by=a_member_of("Editors", email="e@example.org"))
        interview.withdraw(by=None)

        with time_machine.travel(at):
            publish_due_updates()

        email = QueuedEmail.objects.get()
        self.assertEqual(email.to, "e@example.org")
        self.assertIn("“Published” could not be published, and is a draft again.", email.text)
        self.assertIn("> The interview is withdrawn", email.text)
        self.assertIn(f"/{interview.pk}/update/\n", email.text)
        self.assertEqual(PreparedUpdate.objects.get().status, "draft")


class AssignedComments(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.comment = DeskComment.objects.add(a_draft("On grids"), "", "Who paid?", by=None)
        cls.ada, cls.bo = (a_member_of("Editors", email=f"{n}@example.org") for n in "ab")

    def test_a_person_is_emailed_a_comment_that_is_assigned_to_them_once(self):
        for _twice in range(2):
            self.comment.assign(self.bo, by=self.ada)

        email = QueuedEmail.objects.get()
        self.assertEqual(
            (email.to, email.subject), ("b@example.org", "A comment for you: On grids")
        )
        self.assertIn("> Who paid?\n", email.text)
        self.assertIn(f"/comments/#comment-{self.comment.pk}\n", email.text)

    def test_nobody_is_emailed_who_takes_a_comment_or_gives_it_back(self):
        self.comment.assign(self.ada, by=self.ada)
        self.comment.assign(None, by=self.ada)

        self.assertEqual(mails(), [])


class CommentsOnPreviews(TestCase):
    def setUp(self):
        self.ada, self.bo = (a_member_of("Editors", email=f"{n}@example.org") for n in "ab")
        a_member_of("Editors", email="other@example.org")
        self.draft = a_draft("On grids")
        self.draft.record_version(self.ada)
        self.link = PreviewLink.objects.make(self.draft, name="Ines Okafor", days=7, by=self.bo)
        self.start = timezone.now()

    def comment(self, *texts):
        for text in texts:
            DeskComment.objects.add_by_holder(self.link, "", text)

    def run_task(self, after=timedelta(0)):
        """Run the task at a time after the start; return how many emails it made."""
        with time_machine.travel(self.start + after):
            return email_about_previews()

    def test_those_who_work_on_the_interview_get_one_email_about_several_comments(self):
        self.comment("This is wrong.", "And that, too.")

        self.run_task()

        self.assertEqual(mails(), ["a@example.org", "b@example.org"])
        email = QueuedEmail.objects.first()
        self.assertEqual(email.subject, "2 new comments on the preview: On grids")
        self.assertIn("The newest is from Ines Okafor:\n\n> And that, too.\n", email.text)

    def test_later_comments_wait_for_the_end_of_a_quarter_of_an_hour(self):
        self.comment("This is wrong.")
        self.assertEqual(self.run_task(), 2)
        self.comment("And that, too.")

        self.assertEqual(self.run_task(ANNOUNCEMENT_INTERVAL - timedelta(minutes=1)), 0)
        self.assertEqual(self.run_task(ANNOUNCEMENT_INTERVAL + timedelta(minutes=1)), 2)
        self.assertEqual(self.run_task(ANNOUNCEMENT_INTERVAL * 3), 0)

    def test_no_email_is_about_comments_of_the_desk_or_comments_that_are_settled(self):
        DeskComment.objects.add(self.draft, "", "Mine.", by=self.ada)
        self.comment("Settled before anybody was emailed.")
        self.draft.desk_comments.last().settle(by=self.bo)

        self.assertEqual(self.run_task(), 0)

    def test_the_publication_gets_the_email_if_nobody_has_an_address(self):
        type(self.ada).objects.update(email="")
        self.comment("This is wrong.")

        self.run_task()

        self.assertEqual(mails(), [settings.PUBLICATION_EMAIL])
