"""The first page of the desk: what needs the editor, and the search over everything."""

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from interviews.models import Exchange
from tests.admin_forms import DeskTestCase
from tests.builders import (
    a_draft,
    a_page,
    a_reader_with_an_account,
    a_reply,
    an_editor,
    an_exchange,
    an_interview,
    begun_by,
    someone,
)

INDEX, SEARCH = reverse("admin:index"), reverse("desk_search")


class FirstPageTests(DeskTestCase):
    def test_it_counts_what_waits_and_leads_there(self):
        begun_by(self.editor, a_draft("Mine"))
        other = a_draft("In review")
        other.submit(by=an_editor(username="other"))
        soon = a_draft("Soon")
        soon.schedule(timezone.now() + timedelta(days=3), by=self.editor)
        an_interview("Published").corrections.create(note="It was March.", made_by=self.editor)

        page = self.client.get(INDEX)

        for sentence, address in [
            ("1 draft of yours", "?state=draft&amp;mine=1"),
            ("1 interview in review", "?state=in_review"),
            ("1 interview appears within a week", "?state=scheduled"),
            ("1 unpublished correction", "?published_at__isempty=1"),
        ]:
            with self.subTest(sentence):
                self.assertContains(page, f'{address}">{sentence}</a>')

    def test_the_drafts_of_an_editor_are_those_that_the_editor_began(self):
        begun_by(self.editor, a_draft("Mine"))
        other = begun_by(an_editor(), a_draft("Of somebody else"))
        other.submit(by=None)
        other.return_to_draft(by=self.editor)
        rows = self.client.get(
            reverse("admin:interviews_interview_changelist"), {"state": "draft", "mine": "1"}
        )
        self.assertContains(rows, "Mine")
        self.assertNotContains(rows, "Of somebody else")
        self.assertContains(self.client.get(INDEX), ">1 draft of yours<")

    def test_a_quotation_that_is_not_in_its_answer_any_more_is_named(self):
        interview = an_interview("The cable")
        said = an_exchange(interview, "Why?", "The *long* cable.", pull_quote="The long cable.")
        self.assertNotContains(self.client.get(INDEX), "not in its answer")
        Exchange.objects.filter(pk=said.pk).update(answer="The short cable.")

        page = self.client.get(INDEX)

        self.assertContains(page, "1 pull quote is not in its answer: The cable")

    def test_an_interview_that_is_already_visible_is_not_announced(self):
        late = a_draft("Late")
        late.schedule(timezone.now() + timedelta(days=3), by=self.editor)
        type(late).objects.filter(pk=late.pk).update(published_at=timezone.now())
        self.assertNotContains(self.client.get(INDEX), "within a week")

    def test_staff_without_rights_learn_no_numbers(self):
        a_draft("A secret").submit(by=self.editor)
        self.client.force_login(a_reader_with_an_account(is_staff=True, username="new"))
        page = self.client.get(INDEX)
        self.assertNotContains(page, "in review")
        self.assertContains(page, "Nothing is waiting.")

    def test_a_new_interview_comes_first_and_accounts_last(self):
        html = self.client.get(INDEX).content.decode()
        places = [html.index(text) for text in ("New interview", "Moderation rules", ">Users<")]
        self.assertEqual(places, sorted(places))


class SearchEverythingTests(DeskTestCase):
    def test_it_finds_interviews_people_replies_and_pages(self):
        interview = an_interview("The heron lamp")
        someone("Heron Vale")
        a_page("Heron house")
        a_reply(interview, body="I saw a heron.")

        page = self.client.get(SEARCH, {"q": "heron"})

        for text in ("The heron lamp", "Heron Vale", "Heron house", "I saw a heron."):
            with self.subTest(text):
                self.assertContains(page, text)

    def test_it_shows_only_the_lists_that_the_user_may_see(self):
        a_draft("The heron lamp")
        someone("Heron Vale")
        member = a_reader_with_an_account(is_staff=True, username="new")
        member.user_permissions.add(Permission.objects.get(codename="view_person"))
        self.client.force_login(member)

        page = self.client.get(SEARCH, {"q": "heron"})

        self.assertContains(page, "Heron Vale")
        self.assertNotContains(page, "lamp")

    def test_an_exchange_names_its_interview(self):
        an_exchange(a_draft("On grids"), "Which heron?", "The grey one.")

        page = self.client.get(SEARCH, {"q": "heron"})

        self.assertContains(page, '</a> <span class="help">On grids</span>')

    def test_more_than_ten_lead_to_the_whole_list(self):
        for number in range(11):
            someone(f"Heron {number}")
        self.assertContains(self.client.get(SEARCH, {"q": "heron"}), "person/?q=heron")

    def test_hostile_words_are_shown_as_text(self):
        for words in ("<script>", "\0", "'; --", "%", "*" * 300):
            with self.subTest(words):
                page = self.client.get(SEARCH, {"q": words})
                self.assertEqual(page.status_code, 200)
                self.assertNotContains(page, "<script>'")
