"""Where the public pages end and the desk begins."""

from unittest import mock

from django.contrib.sessions.middleware import SessionMiddleware
from django.test import Client, TestCase
from django.urls import URLPattern, get_resolver

from publication.desk import DESK
from tests.builders import an_editor, an_interview


class PublicPages(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.address = an_interview().get_absolute_url()

    def test_are_the_same_for_an_editor_who_is_signed_in(self):
        strangers = self.client.get(self.address)
        self.client.force_login(an_editor())

        page = self.client.get(self.address)

        self.assertEqual(page.content, strangers.content)
        self.assertEqual(dict(page.headers), dict(strangers.headers))

    def test_ask_for_nobodys_session(self):
        ask = SessionMiddleware.process_request
        with mock.patch.object(
            SessionMiddleware, "process_request", autospec=True, side_effect=ask
        ) as asked:
            self.client.get(self.address)
            asked.assert_not_called()
            self.client.get("/admin/login/")
            asked.assert_called_once()

    def test_take_no_post_that_was_not_written_for_strangers(self):
        visitor = Client(enforce_csrf_checks=True)

        self.assertEqual(visitor.post(self.address).status_code, 403)

    def test_answer_to_the_sites_own_names_only(self):
        response = self.client.get(self.address, headers={"host": "elsewhere.example"})

        self.assertEqual(response.status_code, 400)

    def test_are_found_without_their_last_slash(self):
        self.assertRedirects(self.client.get(self.address[:-1]), self.address, status_code=301)


class TheDesk(TestCase):
    def test_takes_no_post_without_its_token(self):
        visitor = Client(enforce_csrf_checks=True)

        for address in ["/admin/login/", "/markdownx/markdownify/"]:
            with self.subTest(address=address):
                self.assertEqual(visitor.post(address).status_code, 403)

    def test_is_all_there_is_that_knows_who_is_signed_in(self):
        """An address of the admin's outside of DESK would have no user to ask for."""
        beyond = [
            str(each.pattern)
            for each in get_resolver().url_patterns
            if not f"/{each.pattern}".startswith(DESK) and _is_the_admins(each)
        ]

        self.assertEqual(beyond, [])


def _is_the_admins(pattern):
    if isinstance(pattern, URLPattern):
        return "admin" in pattern.callback.__module__
    return any(map(_is_the_admins, pattern.url_patterns))
