"""A preview link shows its holder, who has no account, what would be published."""

import re
from datetime import timedelta
from io import StringIO

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from interviews.history.audit_trail import verify
from interviews.models import AuditEntry, DeskComment, PreparedUpdate, PreviewLink
from publication.accounts.desk_emails import email_about_previews
from publication.page_cache import revision
from tests.admin_forms import DeskTestCase
from tests.builders import (
    a_draft,
    a_person,
    a_reader_with_an_account,
    a_recurring_question,
    an_editor,
    an_exchange,
    an_interview,
    published,
)
from tests.publication.page_cache_case import PageCacheCase, run_deferred_triggers

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def a_link(interview, name="Ada Okafor", days=14):
    return PreviewLink.objects.make(interview, name=name, days=days, by=None)


def holds(words):
    """Whether these words are anywhere in the database."""
    text = StringIO()
    call_command("dumpdata", stdout=text)
    return words in text.getvalue()


def expire(link):
    PreviewLink.objects.filter(pk=link.pk).update(expires_at=F("made_at") - timedelta(days=1))


def prepare(interview, **changes):
    """Prepare an update of a published interview that changes fields of its first exchange."""
    update = PreparedUpdate.unchanged(interview)
    content = update.content
    first = next(iter(content.content_by_key.values()))
    first |= changes
    update.save_content(content, an_editor())
    return update


class LinkHolderTests(PageCacheCase):
    """Each request goes through the page cache, with neither cookie nor session."""

    def setUp(self):
        super().setUp()
        self.draft = a_draft("A glass of water", exchanges=2)
        self.link = a_link(self.draft)
        run_deferred_triggers()

    def assert_missing(self, address):
        response = self.get(address)
        nowhere = self.get("/preview/" + "x" * 32 + "/")
        self.assertEqual(response.status, 404)
        self.assertEqual(response.text, nowhere.text)
        self.assertIn("no-store", response.headers["cache-control"])

    def test_a_preview_link_shows_the_draft_without_a_session(self):
        response = self.get(self.link.get_absolute_url())

        self.assertEqual(response.status, 200)
        self.assertIn("A glass of water", response.text)
        self.assertIn("Preview: not published", response.text)
        self.assertIn("For Ada Okafor, until ", response.text)
        self.assertNotIn("set-cookie", response.headers)
        self.assertNotIn("cookie", response.headers.get("vary", "").lower())

    def test_a_preview_link_that_has_expired_is_not_found(self):
        expire(self.link)

        self.assert_missing(self.link.get_absolute_url())

    def test_a_preview_link_that_is_revoked_is_not_found_at_the_next_request(self):
        self.assertEqual(self.get(self.link.get_absolute_url()).status, 200)

        self.link.revoke(by=None)

        self.assert_missing(self.link.get_absolute_url())
        self.assert_missing(self.link.get_absolute_url().rstrip("/"))

    def test_the_page_cache_and_browsers_keep_no_preview(self):
        self.assert_built_again(self.link.get_absolute_url())
        response = self.assert_built_again(self.link.get_absolute_url())

        self.assertEqual(response.headers["cache-control"], "private, no-store")
        self.assertNotIn("cdn-cache-control", response.headers)

    def test_a_preview_is_not_indexed_and_tells_other_sites_nothing(self):
        for address in (self.link.get_absolute_url(), self.link.get_absolute_url().rstrip("/")):
            response = self.get(address)
            self.assertEqual(response.headers["x-robots-tag"], "noindex, nofollow")
            self.assertEqual(response.headers["referrer-policy"], "no-referrer")
            self.assertIn('<meta name="robots" content="noindex">', response.text)

    def test_a_preview_links_only_people_and_topics_that_have_a_page(self):
        known, new = a_person("Bo Lind"), a_person("Ada Okafor")
        an_interview("Published", [known])
        for place, person in enumerate((known, new)):
            self.draft.credits.create(person=person, role="subject", position=place)
        self.draft.topics.create(name="Tides", slug="tides")
        run_deferred_triggers()

        page = self.get(self.link.get_absolute_url()).text

        self.assertIn(f'href="{known.get_absolute_url()}"', page)
        self.assertIn("Ada Okafor", page)
        self.assertNotIn(new.get_absolute_url(), page)
        self.assertIn("<span>Tides</span>", page)

    def test_what_cannot_be_a_token_is_not_found(self):
        token = self.link.token
        for hostile in (
            *("x" * 31, "x" * 33, token[:-1] + "\0", token[:-1] + "'", token + "%00"),
            *("../admin", "%2e%2e", token.swapcase(), "é" * 32, "😀" * 32, " " * 32),
        ):
            with self.subTest(hostile):
                self.assertEqual(self.get(f"/preview/{hostile}/").status, 404)

    def test_the_name_of_the_holder_is_shown_as_text(self):
        response = self.get(a_link(self.draft, HOSTILE).get_absolute_url())

        self.assertNotIn("<script>alert", response.text)
        self.assertNotIn("<img src=x", response.text)

    def test_two_links_have_different_tokens_of_192_random_bits(self):
        other = a_link(self.draft)

        self.assertNotEqual(self.link.token, other.token)
        self.assertEqual((len(self.link.token), len(other.token)), (32, 32))

    def test_a_preview_link_leads_to_the_public_page_once_that_shows_the_same(self):
        published(self.draft)

        response = self.get(self.link.get_absolute_url())

        self.assertEqual(response.status, 302)
        self.assertEqual(response.headers["location"], self.draft.get_absolute_url())
        self.assertEqual(response.headers["cache-control"], "private, no-store")
        self.assertEqual(response.headers["referrer-policy"], "no-referrer")

    def test_neither_making_nor_reading_nor_revoking_moves_the_revision_of_public_pages(self):
        number = revision.current()

        self.get(a_link(self.draft).get_absolute_url())
        self.link.revoke(by=None)
        run_deferred_triggers()

        self.assertEqual(revision.current(), number)


class PreviewedUpdateTests(PageCacheCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview("A grid that holds", exchanges=2)
        self.link = a_link(self.interview)
        prepare(self.interview, answer="The barometer, in the end.")
        run_deferred_triggers()

    def test_a_preview_link_shows_the_prepared_update_and_readers_the_published_text(self):
        number, public = revision.current(), self.get(self.interview.get_absolute_url()).text

        preview = self.get(self.link.get_absolute_url()).text

        self.assertIn("The barometer, in the end.", preview)
        self.assertNotIn("The barometer, in the end.", public)
        self.assertEqual(self.get(self.interview.get_absolute_url()).text, public)
        self.assertEqual(revision.current(), number)

    def test_a_preview_link_leads_to_the_public_page_once_the_update_is_discarded(self):
        PreparedUpdate.objects.get().delete()

        self.assertEqual(self.get(self.link.get_absolute_url()).status, 302)


class SamePageTests(PageCacheCase):
    def test_the_preview_shows_what_readers_get_after_publication(self):
        asked = a_recurring_question()
        an_exchange(elsewhere := a_draft("Elsewhere"), "Who says no?", "Me.", recurring=asked)
        published(elsewhere)
        draft = a_draft(
            "A grid",
            standfirst="Two *lines*.",
            introduction="It **began** with a [link](https://example.org).",
            closing="It ended.",
            place="Lagos",
            terms="None.",
        )
        an_exchange(draft, "Who says no to you?", "Nobody.", recurring=asked, note="A note.")
        an_exchange(draft, "", "And *yet*.[^1]\n\n[^1]: A footnote.", pull_quote="And yet.")
        preview = parts_of(self.get(a_link(draft).get_absolute_url()).text)

        published(draft)

        self.assertEqual(preview, parts_of(self.get(draft.get_absolute_url()).text))
        self.assertIn("Also asked", " ".join(strip_tags(preview[1]).split()))

    def test_the_preview_shows_what_readers_get_after_the_publication_of_an_update(self):
        interview = an_interview("A grid that holds", exchanges=2, closing="It ended.")
        update = prepare(interview, answer="The *barometer*.")
        PreparedUpdate.objects.update(kind="correction", note="We asked again.")
        update.refresh_from_db()
        preview = parts_of(self.get(a_link(interview).get_absolute_url()).text)

        update.publish(by=an_editor())

        self.assertEqual(preview, parts_of(self.get(interview.get_absolute_url()).text))
        self.assertIn("We asked again.", preview[1])


def parts_of(page):
    """Return the article's parts, without what only a published interview has.

    That is its date, the links to its addresses and to replies, and what stands after it.
    """
    article = re.search(r"<article.*?</article>", page, re.DOTALL)[0]
    article = re.sub(r' data-version="\d*"', "", article)
    article = re.sub(
        r'<div class="preview-comments".*?</details>\s*</div>', "", article, flags=re.DOTALL
    )
    article = re.sub(r'<div class="actions".*?</details>\s*</div>', "", article, flags=re.DOTALL)
    head, _mark, rest = article.partition('<p class="facts"')
    _facts, _mark, body = rest.partition("</p>")
    body = body.partition('<div class="prose closing"')
    closing = body[2].partition("</div>")[0]
    return [" ".join(each.split()) for each in (head, body[0], closing)]


class LinksAtTheDesk(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.draft = a_draft("A glass of water")
        self.page = f"/admin/interviews/interview/{self.draft.pk}/preview-links/"

    def test_an_editor_makes_a_link_and_finds_its_address_again(self):
        self.assertContains(self.open(self.draft), f'href="{self.page}"')
        response = self.client.post(self.page, {"name": "Ada Okafor", "days": "7"}, follow=True)

        link = PreviewLink.objects.get()
        self.assertEqual(self.messages(response), ["The link is made. Copy it below."])
        self.assertContains(response, f"{link.get_absolute_url()}")
        self.assertEqual(link.made_by, self.editor)
        self.assertEqual(link.expires_at - link.made_at, timedelta(days=7))
        self.assertContains(self.client.get(self.page), link.token)

    def test_the_form_gives_back_what_was_refused(self):
        for sent in (
            {"name": " ", "days": "7"},
            {"name": "x" * 121, "days": "7"},
            {"name": "Ada\0", "days": "7"},
            {"name": "Ada", "days": "36500"},
            {"name": "Ada", "days": "-1"},
            {},
        ):
            with self.subTest(sent):
                response = self.client.post(self.page, sent)
                self.assertContains(response, "errorlist")
        self.assertFalse(PreviewLink.objects.exists())

    def test_an_editor_revokes_a_link(self):
        link = a_link(self.draft)

        response = self.client.post(self.page, {"revoke": link.pk}, follow=True)

        self.assertContains(response, f"by {self.editor}")
        self.assertNotContains(response, link.token)
        self.assertEqual(self.client_class().get(link.get_absolute_url()).status_code, 404)

    def test_a_link_of_another_interview_is_not_revoked_here(self):
        other = a_link(a_draft("Another"))
        for key in (other.pk, "x", "", "9" * 40, "1e3"):
            with self.subTest(key):
                response = self.client.post(self.page, {"revoke": key})
                self.assertEqual(response.status_code, 404)
        other.refresh_from_db()
        self.assertTrue(other.is_valid)

    def test_the_audit_trail_tells_who_made_and_who_revoked_a_link_but_not_for_whom(self):
        self.client.post(self.page, {"name": "Ada Okafor", "days": "7"})
        link = PreviewLink.objects.get()
        self.client.post(self.page, {"revoke": link.pk})
        self.client.post(self.page, {"revoke": link.pk})

        entries = AuditEntry.objects.order_by("number")
        told = [(e.details, e.names.account) for e in entries if "preview_link" in e.details]
        self.assertEqual(
            told,
            [
                ({"preview_link": what, "link": link.pk}, self.editor.pk)
                for what in ("made", "revoked")
            ],
        )

    def test_erasing_a_holder_leaves_neither_name_nor_comment_and_keeps_the_audit_trail_valid(self):
        self.client.post(self.page, {"name": "Wil Thorne", "days": "7"})
        link = PreviewLink.objects.get()
        comment = DeskComment.objects.add_by_holder(link, "", "It was March.", name="W. Thorne")
        email_about_previews()
        comment.assign(an_editor(email="e@example.org"), by=self.editor)
        self.assertTrue(holds("It was March.") and holds("Thorne"))

        response = self.client.post(self.page, {"erase_holder": link.pk}, follow=True)

        self.assertContains(response, "Erased")
        self.assertFalse(holds("It was March.") or holds("Thorne"))
        self.assertEqual(self.client_class().get(link.get_absolute_url()).status_code, 404)
        entry = AuditEntry.objects.get(action="erased")
        self.assertEqual(entry.details, {"entries": [], "preview_link": link.pk, "comments": 1})
        self.assertEqual(entry.names.account, self.editor.pk)
        verify()

    def test_a_comment_that_comes_while_its_link_ends_is_not_stored(self):
        link = a_link(self.draft)
        seen = PreviewLink.objects.get()
        link.erase_holder(by=self.editor)

        with self.assertRaises(PreviewLink.DoesNotExist):
            DeskComment.objects.add_by_holder(seen, "", "It was March.")

    def test_the_links_go_with_the_draft_and_stay_when_their_editor_goes(self):
        self.client.post(self.page, {"name": "Ada Okafor", "days": "7"})
        User.objects.filter(pk=self.editor.pk).delete()
        link = PreviewLink.objects.get()
        self.assertIsNone(link.made_by)

        self.draft.delete()

        self.assertFalse(PreviewLink.objects.exists())

    def test_a_hostile_name_is_shown_as_text(self):
        a_link(self.draft, HOSTILE)

        self.assertNotContains(self.client.get(self.page), "<script>alert")

    def test_only_who_may_change_interviews_sees_links(self):
        self.client.force_login(a_reader_with_an_account(is_staff=True))

        self.assertEqual(self.client.get(self.page).status_code, 403)

    def test_the_number_of_queries_does_not_grow_with_the_links(self):
        a_link(self.draft).revoke(by=self.editor)
        counted = self.count_queries()
        for _each in range(5):
            PreviewLink.objects.make(self.draft, name="B", days=1, by=self.editor)
        PreviewLink.objects.update(expires_at=timezone.now())

        self.assertEqual(self.count_queries(), counted)

    def count_queries(self):
        with CaptureQueriesContext(connection) as counted:
            self.client.get(self.page)
        return len(counted)
