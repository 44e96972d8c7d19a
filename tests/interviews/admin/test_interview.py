"""An editor's morning: the list, the form, the preview."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from interviews.models import Interview, Page
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import (
    a_draft,
    a_page,
    a_reader_with_an_account,
    a_reply,
    a_series,
    a_topic,
    an_interview,
)

LIST = reverse("admin:interviews_interview_changelist")


class ListOfInterviews(DeskTestCase):
    def found(self, **asked):
        response = self.client.get(LIST, asked)
        return {interview.title for interview in response.context["cl"].result_list}

    def test_the_list_of_interviews_shows_people_dates_and_numbers_of_questions(self):
        an_interview("The judge decides", exchanges=3)

        response = self.client.get(LIST)

        self.assertContains(response, "Ines Okafor")
        self.assertContains(response, '<td class="field-questions">3</td>', html=True)
        self.assertContains(response, "state-published")

    def test_an_interview_is_found_by_words_of_the_title_the_people_and_the_answers(self):
        a_draft("The judge decides")
        a_draft("Nothing to report", exchanges=0)

        self.assertEqual(self.found(q="judge"), {"The judge decides"})
        self.assertEqual(self.found(q="forecast"), {"The judge decides"})
        self.assertEqual(self.found(q="Teodor"), {"The judge decides", "Nothing to report"})

    def test_an_interview_that_was_scheduled_and_has_appeared_is_listed_as_published(self):
        appeared, coming = a_draft("Appeared"), a_draft("Coming")
        for interview in (appeared, coming):
            interview.schedule(timezone.now() + timedelta(days=1), by=None)
        Interview.objects.filter(pk=appeared.pk).update(published_at=timezone.now())

        self.assertEqual(self.found(state="published"), {"Appeared"})
        self.assertEqual(self.found(state="scheduled"), {"Coming"})

    def test_the_list_of_interviews_can_be_filtered_by_topic_series_language_and_year(self):
        filed = an_interview("Filed", series=a_series(), language="pt-BR")
        filed.topics.add(a_topic())
        a_draft("Loose")

        for asked in (
            {"topics__id__exact": filed.topics.get().pk},
            {"series__id__exact": filed.series.pk},
            {"language": "pt-BR"},
            {"year": filed.published_at.year},
        ):
            self.assertEqual(self.found(**asked), {"Filed"}, asked)

    def test_the_list_makes_as_many_queries_for_forty_interviews_as_for_one(self):
        a_draft("The first")
        self.client.get(LIST)
        # The publication; session, user; how many there are; the interviews, their credits with
        # people; filters: topics, series, languages, years.
        with self.assertNumQueries(10):
            self.client.get(LIST)
        for number in range(40):
            a_draft(f"Number {number}", exchanges=2)

        with self.assertNumQueries(10):
            self.client.get(LIST)


class WritingAnInterview(DeskTestCase):
    def test_a_new_interview_is_a_draft_with_exchanges_and_a_slug(self):
        response = self.send(
            Interview(),
            title="A grid you can’t predict",
            exchanges__0__question="What broke first?",
            exchanges__0__answer="The forecast.",
        )

        interview = Interview.objects.get()
        self.assertEqual(interview.slug, "a-grid-you-cant-predict")
        self.assertEqual(interview.state, Interview.Status.DRAFT)
        self.assertEqual(interview.exchanges.get().question, "What broke first?")
        self.assertEqual(interview.state_changes.get().by, self.editor)
        self.assertRedirects(response, address_of(interview))

    def test_save_above_and_below_the_form_leads_back_to_the_form(self):
        page = self.open(a_draft())

        save = '<input type="submit" class="default" name="_continue" value="Save">'
        self.assertContains(page, save, 2, html=True)
        self.assertContains(page, 'name="_save" value="Save and go to the list"', 1)
        self.assertContains(page, ">Delete</a>", 1)

    def test_a_form_with_a_missing_value_keeps_everything_else_that_was_typed(self):
        draft = a_draft()

        response = self.send(
            draft, title="", standfirst="Kept.", exchanges__0__answer="Kept as well."
        )

        self.assertContains(response, "This field is required.")
        self.assertContains(response, "Kept.")
        self.assertContains(response, "Kept as well.")

    def test_the_old_address_of_an_interview_with_a_new_slug_redirects(self):
        interview = an_interview(slug="old")

        self.send(interview, slug="new")

        self.assertRedirects(
            self.client.get("/interviews/old/"),
            "/interviews/new/",
            301,
            fetch_redirect_response=False,
        )

    def test_a_slug_that_another_interview_once_had_is_refused(self):
        an_interview("First", slug="old").change_slug("new")
        second = a_draft("Second")

        response = self.send(second, slug="old")

        self.assertContains(response, "Another page has or had this address.")

    def test_the_form_makes_as_many_queries_for_sixty_exchanges_as_for_one(self):
        short, long = a_draft("Short"), a_draft("Long", exchanges=60)
        self.open(short)
        # The publication, session, user, interview, its topics; its exchanges counted; the last
        # credit's place; credits with people, and each credited person once more in its field (2);
        # exchanges with who asks, who answers them, who may be chosen; a free key for
        # each blank row (4); the checklist: exchanges, interviewees, topics (3); states; who may
        # reply: rules and policy (2); what this editor has typed here and not saved; who else is
        # here; open comments, for each exchange and in all (2).
        costs = []
        for draft in (short, long):
            with CaptureQueriesContext(connection) as queries:
                self.open(draft)
            costs.append(len(queries))

        self.assertEqual(*costs)
        self.assertLessEqual(costs[0], 29)  # one less where an earlier test has filled a cache

    def test_saving_makes_as_many_queries_for_sixty_unchanged_exchanges_as_for_one(self):
        short, long = a_draft("Short"), a_draft("Long", exchanges=60)
        costs = []

        for draft in (short, long):
            sent = self.filled(self.open(draft), standfirst="Changed.")
            with CaptureQueriesContext(connection) as queries:
                self.client.post(address_of(draft), sent)
            costs.append(len(queries))

        self.assertEqual(*costs)


class PreviewingADraft(DeskTestCase):
    def preview(self, interview):
        return self.client.get(reverse("admin:interviews_interview_preview", args=[interview.pk]))

    def test_the_preview_of_a_draft_is_the_page_that_readers_will_see(self):
        response = self.preview(a_draft("Not out yet"))

        self.assertTemplateUsed(response, "interviews/interview.html")
        self.assertContains(response, "Not out yet")
        self.assertContains(response, "The forecast.")

    def test_the_preview_of_a_draft_is_not_cached_or_indexed(self):
        response = self.preview(a_draft())

        self.assertIn("no-store", response["Cache-Control"])
        self.assertEqual(response["X-Robots-Tag"], "noindex")
        self.assertContains(response, '<meta name="robots" content="noindex">', html=True)
        self.assertNotContains(response, 'rel="canonical"')

    def test_the_preview_of_a_draft_says_at_the_top_that_it_is_not_published(self):
        page = self.preview(a_draft("Not out yet")).content.decode()
        main = page[page.index("<main") :]

        self.assertLess(main.index("Preview: not published"), main.index("<h1>Not out yet</h1>"))

    def test_the_public_page_does_not_say_that_it_is_not_published(self):
        page = self.client.get(an_interview().get_absolute_url())

        self.assertNotContains(page, "not published")

    def test_the_preview_of_a_draft_shows_no_date_of_publication(self):
        response = self.preview(a_draft())

        self.assertNotContains(response, 'datetime=""')
        self.assertNotContains(response, "article:published_time")

    def test_the_preview_of_a_scheduled_interview_shows_the_scheduled_day(self):
        draft = a_draft()
        draft.schedule(timezone.now() + timedelta(days=400), by=None)

        response = self.preview(draft)

        self.assertContains(response, f'datetime="{draft.published_at:%Y-%m-%d}"')

    def test_the_preview_of_a_draft_has_no_replies_and_no_reply_form(self):
        withdrawn = an_interview()
        reply = a_reply(withdrawn, body="Words of a reader.")
        withdrawn.withdraw(by=None)

        response = self.preview(withdrawn)

        self.assertNotContains(response, reply.body)
        self.assertNotContains(response, 'id="leave-a-reply"')

    def test_the_preview_of_a_published_interview_redirects_to_the_page(self):
        interview = an_interview()

        self.assertRedirects(self.preview(interview), interview.get_absolute_url())

    def test_the_preview_asks_visitors_to_sign_in(self):
        draft = a_draft()

        for reader in (None, a_reader_with_an_account()):
            self.client.logout() if reader is None else self.client.force_login(reader)
            self.assertIn("/admin/login/", self.preview(draft).headers["Location"])

    def test_the_preview_refuses_staff_without_the_permission(self):
        self.client.force_login(a_reader_with_an_account(is_staff=True))

        with self.assertLogs("django.request", "WARNING"):
            response = self.preview(a_draft())

        self.assertEqual(response.status_code, 403)

    def test_the_form_links_to_the_preview_of_a_draft_or_to_the_published_page(self):
        draft, interview = a_draft(), an_interview("Out")

        self.assertContains(self.open(draft), f"/interview/{draft.pk}/preview/")
        self.assertContains(self.open(interview), 'href="/interviews/out/"')


class DeletingInterviewsAndPages(DeskTestCase):
    def delete(self, thing):
        kind = thing._meta.model_name
        address = reverse(f"admin:interviews_{kind}_delete", args=[thing.pk])
        return self.client.post(address, {"post": "yes"}, follow=True)

    def test_a_draft_can_be_deleted(self):
        draft = a_draft()

        self.delete(draft)

        self.assertFalse(Interview.objects.exists())

    def test_a_published_interview_cannot_be_deleted_and_the_editor_sees_why(self):
        interview = an_interview()

        response = self.delete(interview)

        self.assertIn(
            "An interview that was published cannot be deleted. Withdraw it instead.",
            self.messages(response),
        )
        self.assertTrue(Interview.objects.filter(pk=interview.pk).exists())
        self.assertNotContains(self.open(interview), "deletelink")

    def test_the_page_that_every_footer_links_to_cannot_be_deleted_wherever_it_moved(self):
        about = Page.objects.get(slug="about")

        for slug in ("about", "how-we-work"):
            with self.subTest(slug=slug):
                about.change_slug(slug)

                response = self.delete(about)

                self.assertIn(
                    "Every page links to this page, so it cannot be deleted. Edit it instead.",
                    self.messages(response),
                )
                self.assertTrue(Page.objects.filter(pk=about.pk).exists())

    def test_another_page_can_be_deleted(self):
        page = a_page("Jobs")

        self.delete(page)

        self.assertFalse(Page.objects.filter(pk=page.pk).exists())

    def test_interviews_and_pages_cannot_be_deleted_in_bulk(self):
        an_interview()

        self.assertNotContains(self.client.get(LIST), "delete_selected")


class SigningIn(TestCase):
    def test_the_admin_shows_the_name_of_the_publication(self):
        self.assertContains(self.client.get("/admin/login/"), settings.PUBLICATION_NAME)
