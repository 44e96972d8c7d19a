"""Public pages and the desk: sessions, CSRF and host names."""

from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from tests.builders import an_editor, an_interview


class PublicPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.address = an_interview().get_absolute_url()

    def test_public_pages_are_the_same_for_a_signed_in_editor(self):
        strangers = self.client.get(self.address)
        self.client.force_login(an_editor())

        page = self.client.get(self.address)

        self.assertEqual(page.content, strangers.content)
        self.assertEqual(dict(page.headers), dict(strangers.headers))

    def test_public_pages_load_no_session_and_no_user(self):
        self.client.force_login(an_editor())

        with CaptureQueriesContext(connection) as queries:
            page = self.client.get(self.address)

        asked = [query["sql"] for query in queries if "session" in query["sql"]]
        self.assertEqual(asked, [])
        self.assertNotIn("Cookie", page.headers.get("Vary", ""))
        self.assertFalse(page.cookies)

    def test_public_pages_refuse_post_requests(self):
        visitor = Client(enforce_csrf_checks=True)

        self.assertEqual(visitor.post(self.address).status_code, 403)

    def test_public_pages_answer_to_the_sites_own_hosts_only(self):
        response = self.client.get(self.address, headers={"host": "elsewhere.example"})

        self.assertEqual(response.status_code, 400)

    def test_public_pages_are_found_without_their_last_slash(self):
        self.assertRedirects(self.client.get(self.address[:-1]), self.address, status_code=301)


class DeskTests(TestCase):
    def test_the_desk_refuses_post_requests_without_a_csrf_token(self):
        visitor = Client(enforce_csrf_checks=True)

        for address in ["/admin/login/", "/markdownx/markdownify/"]:
            with self.subTest(address=address):
                self.assertEqual(visitor.post(address).status_code, 403)

    def test_the_first_page_lists_interviews_first_and_accounts_and_their_traces_last(self):
        self.client.force_login(an_editor())

        apps = self.client.get("/admin/").context["app_list"]

        listed = {app["app_label"]: [each["object_name"] for each in app["models"]] for app in apps}
        self.assertEqual(list(listed), ["interviews", "comments", "auth", "axes"])
        self.assertEqual(listed["interviews"][:2], ["Interview", "Person"])
        self.assertEqual(listed["interviews"][-1], "AuditEntry")
