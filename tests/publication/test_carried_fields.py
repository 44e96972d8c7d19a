"""A form of the desk that cannot be saved right now goes on later, with the words of its editor."""

import html
import re
from unittest import mock

from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client, RequestFactory, SimpleTestCase
from django.urls import resolve
from django_otp.plugins.otp_totp.models import TOTPDevice

from interviews import transcripts
from interviews.admin.autosave import PAGE
from interviews.models import Autosave, Interview, Page, Publication, TranscriptReview
from publication.middleware.unavailable import UnavailableMiddleware
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import (
    a_correction,
    a_draft,
    a_page,
    a_reader_with_an_account,
    an_editor,
    published,
)
from tests.pictures import make_picture, make_upload
from tests.publication.sign_in.staff import give_second_factor, next_code

TRANSCRIPT = "/admin/interviews/interview/transcript/"
SIGNED_OUT = "You were signed out. Sign in, and your changes are saved."
CARRIED = re.compile(r'name="carried_fields" value="([^"]*)"')
FULL = OperationalError("database or disk is full")


class CarryingTestCase(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.draft = a_draft("As it was", exchanges=2)

    def written(self, **changes):
        """What the form sends, with changes, after the session has ended."""
        sent = self.filled(self.open(self.draft), **changes)
        Session.objects.all().delete()
        return sent

    def carried(self, response):
        return html.unescape(CARRIED.search(response.text)[1])

    def go_on(self, response, address=None, **more):
        sent = {"carried_fields": self.carried(response)} | more
        return self.client.post(address or address_of(self.draft), sent)

    def sign_in(self, response, password="let me in", address=None):
        return self.go_on(response, address, username=self.editor.username, password=password)

    def assertTitle(self, title):
        self.draft.refresh_from_db()
        self.assertEqual(self.draft.title, title)


class SigningInAgainTests(CarryingTestCase):
    def test_after_signing_in_again_the_save_goes_on(self):
        sent = self.written(title="Mine", exchanges__0__answer="Line one.\nLine two.")
        asked = self.client.post(address_of(self.draft), sent)
        self.assertContains(asked, SIGNED_OUT)
        self.assertTitle("As it was")

        response = self.sign_in(asked)

        self.assertRedirects(response, address_of(self.draft))
        self.assertTitle("Mine")
        self.assertEqual(self.draft.exchanges.first().answer, "Line one.\nLine two.")

    def test_a_wrong_password_keeps_the_words(self):
        asked = self.client.post(address_of(self.draft), self.written(title="Mine"))

        refused = self.sign_in(asked, "wrong")
        self.assertContains(refused, SIGNED_OUT)
        self.sign_in(refused)

        self.assertTitle("Mine")

    def test_the_save_goes_on_after_the_code_of_a_second_factor(self):
        give_second_factor(self.editor)
        asked = self.client.post(address_of(self.draft), self.written(title="Mine"))

        second = self.sign_in(asked)
        self.assertContains(second, "Now enter the code")
        self.assertContains(second, "Your changes are saved after this step.")
        wrong = self.go_on(second, code="000000")
        self.assertContains(wrong, "This code is not right")
        self.assertTitle("As it was")
        TOTPDevice.objects.update(throttling_failure_timestamp=None)  # as if time had passed
        response = self.go_on(wrong, code=next_code(self.editor))

        self.assertRedirects(response, address_of(self.draft))
        self.assertTitle("Mine")

    def test_whoever_goes_back_from_the_code_keeps_the_words(self):
        give_second_factor(self.editor)
        asked = self.client.post(address_of(self.draft), self.written(title="Mine"))
        second = self.sign_in(asked)

        again = self.go_on(second)

        self.assertContains(again, SIGNED_OUT)
        self.assertEqual(self.carried(again), self.carried(asked))

    def test_somebody_who_has_to_wait_keeps_the_words(self):
        asked = self.client.post(address_of(self.draft), self.written(title="Mine"))
        for _each in range(6):
            response = self.sign_in(asked, "wrong")
        self.assertContains(response, "Too many wrong passwords", status_code=429)

        again = self.go_on(response)

        self.assertContains(again, SIGNED_OUT)
        self.assertNotContains(again, "This field is required")
        self.assertEqual(self.carried(again), self.carried(asked))

    def test_a_refused_form_comes_back_at_its_own_address(self):
        asked = self.client.post(address_of(self.draft), self.written(title=""))

        response = self.sign_in(asked)

        self.assertContains(response, "This field is required")
        self.assertEqual(response.request["PATH_INFO"], address_of(self.draft))

    def test_the_query_of_the_address_is_kept(self):
        address = f"{address_of(self.draft)}?_changelist_filters=q%3Dgrid"
        asked = self.client.post(address, self.written(title="Mine"))

        response = self.sign_in(asked, address=address)

        self.assertRedirects(response, address)

    def test_the_save_has_the_rights_of_whoever_signed_in_and_words_can_be_copied(self):
        asked = self.client.post(address_of(self.draft), self.written(title="My own words"))
        self.editor = a_reader_with_an_account(is_staff=True)
        self.editor.user_permissions.set(Permission.objects.filter(codename="view_interview"))

        response = self.sign_in(asked)

        self.assertContains(response, "My own words", status_code=403)
        self.assertTitle("As it was")

    def test_a_lost_file_is_told(self):
        sent = self.written(title="Mine") | {
            "lead_picture": make_upload(make_picture()),
            "lead_alt": "A wall",
        }
        asked = self.client.post(address_of(self.draft), sent)

        response = self.client.get(self.sign_in(asked)["Location"])

        self.assertContains(response, "The file was not kept. Choose it again.")
        self.assertTitle("Mine")

    def test_what_the_page_had_kept_is_saved_with_it(self):
        opened = self.open(self.draft)
        sent = self.filled(opened, title="Mine") | {PAGE: opened.context["autosave"]["page"]}
        self.client.post(f"/admin/autosave/?path={address_of(self.draft)}", sent)
        Session.objects.all().delete()

        self.sign_in(self.client.post(address_of(self.draft), sent))

        self.assertFalse(Autosave.objects.exists())

    def test_a_transcript_goes_on_too(self):
        Session.objects.all().delete()
        asked = self.client.post(TRANSCRIPT, {"text": "Q: What broke?\n\nA: It did.\n\nQ: And?"})

        response = self.sign_in(asked, address=TRANSCRIPT)

        review = TranscriptReview.objects.get()
        self.assertRedirects(response, f"{TRANSCRIPT}{review.pk}/")

    def test_words_typed_into_a_review_go_on_too(self):
        parsed = transcripts.parse("Q: Why?\n\nA: So.")
        review = TranscriptReview.objects.begin(parsed, by=self.editor)
        address = f"{TRANSCRIPT}{review.pk}/"
        Session.objects.all().delete()

        asked = self.client.post(address, {"words-2": "Typed.", "_do": "close 2"})
        response = self.sign_in(asked, address=address)

        self.assertContains(self.client.get(response.url), "Typed.")

    def test_passwords_are_never_carried(self):
        Session.objects.all().delete()
        for path, sent in [
            ("/admin/auth/user/add/", {"username": "ada", "password1": "x", "password2": "x"}),
            ("/admin/password_change/", {"old_password": "let me in"}),
            ("/admin/login/", {"username": "ada", "password": "wrong"}),
        ]:
            with self.subTest(path):
                self.assertNotIn("carried_fields", self.client.post(path, sent).text)

    def test_hostile_carried_fields_are_refused(self):
        for carried in ["", "[", "[]", "7", '{"fields": 1}', '{"fields": {"a": 1}}', "[" * 99999]:
            with self.subTest(carried[:20]):
                response = self.client.post(address_of(self.draft), {"carried_fields": carried})
                self.assertEqual(response.status_code, 400)
        self.assertTitle("As it was")

    def test_carried_fields_need_a_token_of_the_site(self):
        asked = self.client.post(address_of(self.draft), self.written(title="Theirs"))
        strict = Client(enforce_csrf_checks=True)
        login = {"username": self.editor.username, "password": "let me in"}

        response = strict.post(
            address_of(self.draft),
            {"carried_fields": self.carried(asked)} | login,
            headers={"Sec-Fetch-Site": "cross-site"},
        )

        self.assertEqual(response.status_code, 403)
        self.assertNotIn("carried_fields", response.text)
        self.assertTitle("As it was")


class OldTokenTests(CarryingTestCase):
    def setUp(self):
        super().setUp()
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(self.editor)

    def post_with_old_token(self, **headers):
        sent = self.filled(self.open(self.draft), title="Mine")
        return self.client.post(
            address_of(self.draft), sent | {"csrfmiddlewaretoken": "x" * 64}, headers=headers
        )

    def test_an_old_token_loses_no_words(self):
        response = self.post_with_old_token(**{"Sec-Fetch-Site": "same-origin"})
        self.assertContains(response, "Mine", status_code=403)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', response.text)[1]

        self.go_on(response, csrfmiddlewaretoken=token)

        self.assertTitle("Mine")

    def test_another_site_is_given_no_form_to_send_again(self):
        response = self.post_with_old_token(**{"Sec-Fetch-Site": "cross-site"})

        self.assertNotContains(response, "Mine", status_code=403)

    def test_a_password_in_a_refused_sign_in_is_not_shown(self):
        sent = {"carried_fields": '{"fields": {"title": ["Mine"]}, "files": false}'}
        sent |= {"username": "ada", "password": "a secret"}

        response = self.client.post(address_of(self.draft), sent)

        self.assertContains(response, "Mine", status_code=403)
        self.assertNotContains(response, "a secret", status_code=403)


class FaultPageTests(SimpleTestCase):
    def test_the_page_with_the_words_of_an_editor_needs_no_database(self):
        path = "/admin/interviews/interview/1/change/"
        request = RequestFactory().post(f"{path}?x=1", {"title": "Mine"})
        request.resolver_match = resolve(path)

        publication = Publication.from_settings()
        with publication.put_in_effect(), self.assertLogs("publication.middleware.unavailable"):
            response = UnavailableMiddleware(None).process_exception(request, FULL)

        self.assertContains(response, "Mine</textarea>", status_code=503)


class FaultTests(CarryingTestCase):
    def test_a_full_disk_gives_the_words_back_and_they_can_be_sent_again(self):
        sent = self.filled(self.open(self.draft), title="Mine")
        with mock.patch.object(Interview, "save", side_effect=FULL), self.assertLogs():
            response = self.client.post(address_of(self.draft), sent)
        self.assertContains(response, "Mine", status_code=503)
        self.assertEqual(response["Retry-After"], "60")

        self.go_on(response)

        self.assertTitle("Mine")

    def test_a_correction_that_was_published_meanwhile_gives_the_words_back(self):
        correction = a_correction(published(self.draft))
        sent = self.filled(self.open(correction), note="What I found out")
        correction.publish()

        response = self.client.post(address_of(correction), sent)

        self.assertContains(response, "What I found out", status_code=403)

    def test_pages_of_all_kinds_are_carried(self):
        page = a_page("About us")
        sent = self.filled(self.open(page), title="About", body="Мы")
        Session.objects.all().delete()
        asked = self.client.post(address_of(page), sent)
        self.editor = an_editor()

        self.sign_in(asked, address=address_of(page))

        self.assertEqual(Page.objects.get(pk=page.pk).body, "Мы")
