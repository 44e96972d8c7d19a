"""Editors comment on exchanges, assign a comment to somebody, and settle it."""

from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interviews.models import DeskComment, Interview
from tests.admin_forms import DeskTestCase
from tests.builders import a_draft, a_member_of, a_moderator, an_editor, an_exchange, an_interview
from tests.interviews.previews.test_preview_links import HOSTILE, a_link, prepare

INDEX = reverse("admin:index")


class CommentsCase(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.draft = a_draft("A glass of water", exchanges=0)
        self.first = an_exchange(self.draft, "What broke first?", "The forecast.")
        self.second = an_exchange(self.draft, "And then?", "The cable.")
        self.page = self.page_of(self.draft)

    def page_of(self, interview):
        return reverse("admin:interviews_interview_comments", args=[interview.pk])

    def add(self, exchange=None, text="Who says so?", interview=None, by=None):
        key = exchange.key if exchange else ""
        interview = interview or self.draft
        return DeskComment.objects.add(interview, key, text, by=by or self.editor)

    def press(self, comment, button, page=None, **sent):
        sent |= {"comment": comment.pk, button: "1"}
        response = self.client.post(page or self.page, sent, follow=True)
        comment.refresh_from_db()
        return response

    def assert_in_order(self, page, *words):
        text = page.content.decode()
        places = [text.index(each) for each in words]
        self.assertEqual(places, sorted(places))


class CommentPageTests(CommentsCase):
    def test_an_editor_comments_on_an_exchange(self):
        sent = {"exchange": self.second.key, "text": "Ask her again.\r\nToday."}

        response = self.client.post(self.page, sent, follow=True)

        self.assertEqual(self.messages(response), ["The comment is added."])
        self.assertContains(response, "Ask her again.<br>Today.")
        comment = DeskComment.objects.get()
        self.assertEqual((comment.by, comment.exchange_key), (self.editor, self.second.key))

    def test_a_comment_is_assigned_while_it_is_added(self):
        colleague = a_member_of("Editors", first_name="Bo", last_name="Lind")
        sent = {"exchange": self.second.key, "text": "Ask her.", "assigned_to": colleague.pk}

        self.client.post(self.page, sent)

        comment = DeskComment.objects.get()
        self.assertEqual((comment.assigned_to, comment.assigned_by), (colleague, self.editor))
        refused = self.client.post(self.page, sent | {"assigned_to": a_moderator().pk})
        self.assertContains(refused, "errorlist")
        self.assertEqual(DeskComment.objects.count(), 1)

    def test_an_editor_reads_open_comments_in_the_preview_and_comments_from_there(self):
        self.add(self.second, "Ask her again.")
        self.add(self.first, "It is done.").settle(by=self.editor)
        preview = reverse("admin:interviews_interview_preview", args=[self.draft.pk])

        page = self.client.get(preview)

        below = page.text.partition(f'id="comments-{self.second.key}"')[2]
        self.assertIn("Ask her again.", below.partition("<a ")[0])
        self.assertNotContains(page, "It is done.")
        for exchange in (self.first, self.second):
            self.assertContains(page, f"{self.page}?exchange={exchange.key}#add-comment")

    def test_a_comment_leads_to_its_exchange_in_the_form_and_the_exchange_to_its_comment(self):
        self.add(self.second)
        form = reverse("admin:interviews_interview_change", args=[self.draft.pk])

        comments, fields = self.client.get(self.page).text, self.client.get(form).text

        self.assertIn(f'{form}#edit-{self.second.key}"', comments)
        self.assertIn(f'id="edit-{self.second.key}"', fields)
        self.assertIn(f'{self.page}#about-{self.second.key}"', fields)
        self.assertIn(f'id="about-{self.second.key}"', comments)
        self.assertIn(f'{self.page}?exchange={self.first.key}#add-comment"', fields)

    def test_comments_stand_in_the_order_of_the_exchanges(self):
        removed = an_exchange(self.draft, "Gone?", "Gone.")
        self.add(removed, "About what is gone")
        self.add(self.second, "About the second")
        self.add(self.first, "About the first")
        self.add(None, "About all of it")
        removed.delete()

        page = self.client.get(self.page)

        self.assert_in_order(
            page,
            *("About all of it", "What broke first? — The forecast.", "About the first"),
            *("About the second", "An answer that is no longer here", "About what is gone"),
        )

    def test_a_comment_of_the_holder_of_a_link_says_by_which_link_it_came(self):
        link = a_link(self.draft, "Ada Okafor")
        DeskComment.objects.add_by_holder(link, self.first.key, "It was March.", "Her lawyer")

        page = self.client.get(self.page)

        self.assertContains(page, "Her lawyer, by the preview link for Ada Okafor")
        self.assertContains(page, "It was March.")

    def test_a_comment_on_an_exchange_that_is_only_in_an_update_has_its_words(self):
        interview = an_interview("Published")
        update = prepare(interview, answer="The barometer.")
        content = update.content
        first = next(iter(content.content_by_key.values()))
        content.content_by_key["x-newkey"] = dict(first) | {"question": "Only in the update?"}
        update.save_content(content, self.editor)
        sent = {"exchange": "x-newkey", "text": "Is it?"}

        response = self.client.post(self.page_of(interview), sent, follow=True)

        self.assertContains(response, "Only in the update? — The barometer.")

    def test_a_refused_comment_is_shown_again(self):
        for text, exchange in (
            (" ", self.first.key),
            ("My words" * 1000, self.first.key),
            ("My words", "x-222222"),
            ("My words\0", ""),
        ):
            with self.subTest(text[:10], exchange=exchange):
                sent = {"exchange": exchange, "text": text}
                response = self.client.post(self.page, sent)
                self.assertContains(response, "errorlist")
                self.assertContains(response, text.strip().replace("\0", "")[:8])
        self.assertFalse(DeskComment.objects.exists())

    def test_hostile_words_are_shown_as_text(self):
        link = a_link(self.draft, HOSTILE)
        DeskComment.objects.add_by_holder(link, self.first.key, HOSTILE, HOSTILE)
        self.first.question = HOSTILE
        self.first.save()

        for address in (f"{self.page}?show={HOSTILE}", f"{self.page}?exchange={HOSTILE}", INDEX):
            page = self.client.get(address)
            self.assertNotContains(page, "<script>alert")
            self.assertNotContains(page, "<img src=x")

    def test_the_number_of_queries_does_not_grow_with_comments(self):
        self.add(self.first).assign(self.editor, by=self.editor)
        few = self.count_queries()
        for each in (self.first, self.second, None) * 3:
            self.add(each, by=an_editor()).assign(self.editor, by=self.editor)

        self.assertEqual(self.count_queries(), few)

    def count_queries(self):
        with CaptureQueriesContext(connection) as counted:
            self.client.get(self.page)
        return len(counted)


class SettlingTests(CommentsCase):
    def test_a_comment_is_settled_and_opened_again(self):
        comment = self.add(self.first)

        response = self.press(comment, "settle")

        self.assertContains(response, "No open comments.")
        self.assertEqual(comment.settled_by, self.editor)
        settled = self.client.get(f"{self.page}?show=settled")
        self.assertContains(settled, f"Settled by {self.editor}")
        response = self.press(comment, "reopen", f"{self.page}?show=settled")
        self.assertIsNone(comment.settled_at)
        self.assertContains(self.client.get(self.page), "Who says so?")

    def test_a_comment_is_assigned_to_a_colleague_and_to_nobody(self):
        comment, colleague = self.add(self.first), a_member_of("Editors")

        self.press(comment, "assign", to=colleague.pk)
        self.assertEqual((comment.assigned_to, comment.assigned_by), (colleague, self.editor))

        self.press(comment, "assign", to="")
        self.assertIsNone(comment.assigned_to)

    def test_a_comment_is_assigned_only_to_who_may_see_the_interview(self):
        comment = self.add(self.first)
        gone = an_editor(is_active=False)
        author, other = a_member_of("Writers"), a_member_of("Writers")
        Interview.objects.filter(pk=self.draft.pk).update(created_by=author)
        refused = [a_moderator().pk, gone.pk, other.pk, "x", "9" * 40, "-1"]
        for to in refused:
            with self.subTest(to):
                self.assertEqual(self.press(comment, "assign", to=to).status_code, 404)
        self.press(comment, "assign", to=author.pk)
        self.assertEqual(comment.assigned_to, author)

    def test_a_comment_on_another_interview_is_not_changed_here(self):
        comment = self.add(interview=a_draft("Another"))

        self.assertEqual(self.press(comment, "settle").status_code, 404)
        self.assertIsNone(comment.settled_at)

    def test_what_is_no_button_and_no_comment_is_not_found(self):
        comment = self.add(self.first)
        for sent in ({"comment": comment.pk}, {"comment": "x", "settle": "1"}):
            self.assertEqual(self.client.post(self.page, sent).status_code, 404)

    def test_a_comment_stays_when_the_account_of_its_author_is_deleted(self):
        colleague = an_editor()
        comment = self.add(self.first, by=colleague)
        comment.assign(colleague, by=colleague)
        comment.settle(by=colleague)

        User.objects.get(pk=colleague.pk).delete()

        page = self.client.get(f"{self.page}?show=all")
        self.assertContains(page, "Who says so?")
        self.assertContains(page, "Somebody whose account was deleted")


class CountTests(CommentsCase):
    def test_the_form_of_the_interview_counts_open_comments_at_each_exchange(self):
        self.add(self.first)
        self.add(self.first, "And who else?")
        self.add(self.second).settle(by=self.editor)

        page = self.open(self.draft)

        self.assertContains(page, f'href="{self.page}"')
        self.assertContains(page, "2 open comments", 2)  # above the form, and in the row

    def test_the_first_page_of_the_desk_lists_what_an_editor_may_settle(self):
        colleague = an_editor()
        self.add(self.first)
        self.add(self.second).assign(self.editor, by=colleague)
        self.add(None).assign(colleague, by=colleague)
        self.add(None).settle(by=colleague)

        page = self.client.get(INDEX)

        line = f'<a href="{self.page}">2 comments to settle: A glass of water</a>'
        self.assertContains(page, line, html=True)

    def test_the_first_page_of_the_desk_tells_a_writer_nothing_of_the_drafts_of_others(self):
        own = a_draft("Begun by a writer")
        writer = a_member_of("Writers")
        Interview.objects.filter(pk=own.pk).update(created_by=writer)
        self.add(interview=own)
        self.add(self.first)
        self.add(self.second).assign(writer, by=self.editor)
        self.client.force_login(writer)

        page = self.client.get(INDEX)

        self.assertContains(page, "1 comment to settle: Begun by a writer")
        self.assertNotContains(page, "A glass of water")
        self.assertNotEqual(self.client.get(self.page).status_code, 200)
        self.assertEqual(self.client.get(self.page_of(own)).status_code, 200)
