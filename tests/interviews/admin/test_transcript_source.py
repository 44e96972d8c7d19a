"""The page of an interview's source: who sees it, and what it tells about each paragraph."""

from hashlib import sha256

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interviews.models import AuditEntry, Interview, TranscriptReview, TranscriptSource
from tests.admin_forms import address_of
from tests.builders import a_draft, a_member_of
from tests.interviews.admin.test_transcript_screen import LABELLED, PAGE, ScreenTestCase

FILE = b"<script>alert(1)</script>\r\n\r\n" + LABELLED.encode()


class SourcePage(ScreenTestCase):
    def import_file(self, content=FILE, name="two “cups”.html.md", **changes):
        """Import a file through both pages; return the interview."""
        response = self.client.post(
            PAGE, {"text": "", "file": SimpleUploadedFile(name, content)}, follow=True
        )
        self.again(response, "_create", **changes)
        return Interview.objects.last()

    def page_of(self, interview, page="source"):
        return reverse(f"admin:interviews_interview_{page}", args=[interview.pk])

    def test_the_file_is_downloaded_as_it_came(self):
        interview = self.import_file()

        response = self.client.get(self.page_of(interview, "source_file"))

        self.assertEqual(response.content, FILE)
        self.assertEqual(response["Content-Type"], "application/octet-stream")
        self.assertTrue(response["Content-Disposition"].startswith("attachment"))
        self.assertIn("no-store", response["Cache-Control"])
        self.assertContains(self.client.get(self.page_of(interview)), sha256(FILE).hexdigest())
        self.assertEqual(AuditEntry.objects.first().details, {"data": "source"})

    def test_the_page_shows_where_each_paragraph_went(self):
        text = LABELLED + "\nShare on Facebook\n"
        self.again(self.read(text), "_create")
        interview = Interview.objects.get()

        response = self.client.get(self.page_of(interview))

        first = interview.exchanges.first()
        self.assertContains(response, f'#{first.key}">Exchange 1</a>', 3)
        self.assertContains(response, "Buttons for sharing.")
        self.assertContains(response, "pasted text")
        self.assertContains(self.client.get(address_of(interview)), self.page_of(interview))
        source = TranscriptSource.objects.get()
        self.assertEqual(bytes(source.content).decode().replace("\r\n", "\n"), text)

    def test_the_page_makes_as_many_queries_for_many_paragraphs_as_for_few(self):
        long = LABELLED + "\n**Odd Bakke:** Why?\n\n**Maren Tveit:** So.\n" * 40
        costs = []
        for text in (LABELLED, LABELLED, long):  # the first page fills caches
            interview = self.import_file(text.encode(), name="talk.md")
            with CaptureQueriesContext(connection) as queries:
                self.client.get(self.page_of(interview))
            costs.append(len(queries))

        # Session and user, permissions, interview, source, its length and paragraphs, exchanges.
        self.assertEqual(costs[1], costs[2])
        self.assertLessEqual(costs[2], 12)

    def test_a_paragraph_that_an_editor_left_out_or_split_says_so(self):
        response = self.do(self.read(LABELLED), "leave_out", 2, leave_out_reason="Old.")
        paragraphs = response.context["review"].content.paragraphs
        left = next(each for each in paragraphs if each.role == "left_out")
        number = 4
        response = self.edit(
            response, number, press="_do=split KEY", words="I look at\n\nthe glass."
        )
        self.again(response, "_create")
        interview = Interview.objects.get()

        utterance = interview.transcript_source.utterances.get(number=left.utterances[0])
        self.assertEqual(utterance.role, "left_out")
        self.assertTrue(utterance.reason)
        self.assertIn(number, interview.exchanges.first().utterances)

    def test_an_interview_that_was_written_here_has_no_source(self):
        interview = a_draft("Written")

        self.assertEqual(self.client.get(self.page_of(interview)).status_code, 404)
        self.assertNotContains(self.client.get(address_of(interview)), self.page_of(interview))

    def test_only_those_who_may_change_the_interview_see_the_source(self):
        interview = self.import_file()
        for group, status in {"Writers": 404, "Moderators": 403}.items():
            self.client.force_login(a_member_of(group))
            for page in ("source", "source_file"):
                with self.subTest(group=group, page=page):
                    response = self.client.get(self.page_of(interview, page))
                    self.assertIn(response.status_code, (403, status))
        self.client.logout()
        response = self.client.get(self.page_of(interview, "source_file"))
        self.assertEqual(response.status_code, 302)

    def test_the_same_text_read_again_is_told_with_its_draft_or_its_review(self):
        begun = self.read(LABELLED)
        self.assertContains(self.read(LABELLED), address_of_review(begun))

        self.again(begun, "_create")

        again = self.read(LABELLED)
        self.assertContains(again, "was imported before")
        self.assertContains(again, address_of(Interview.objects.get()))

    def test_a_writer_does_not_learn_of_the_drafts_of_others(self):
        self.again(self.read(LABELLED), "_create")
        self.client.force_login(a_member_of("Writers"))

        self.assertNotContains(self.read(LABELLED), "was imported before")

    def test_a_discarded_review_leaves_its_source_to_be_deleted(self):
        self.read(LABELLED)
        review = TranscriptReview.objects.get()

        self.client.post(PAGE, {"_discard": review.pk})

        self.assertFalse(TranscriptSource.objects.exclude(review=None).exists())


def address_of_review(response):
    return response.redirect_chain[-1][0].partition("?")[0]
