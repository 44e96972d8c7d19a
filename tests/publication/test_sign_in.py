"""Signing in at the desk: where it leads."""

from django.contrib.auth.models import User
from django.test import TestCase

from tests.builders import an_editor

SIGN_IN = "/admin/login/"
DESK = "/admin/"
PASSWORD = "let me in"


class AfterSigningIn(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = an_editor(username="ada")

    def lands(self, address, in_the_form=True):
        form = {"username": "ada", "password": PASSWORD}
        if in_the_form:
            return self.client.post(SIGN_IN, form | {"next": address})["Location"]
        return self.client.post(SIGN_IN, form, query_params={"next": address})["Location"]

    def test_an_editor_lands_where_they_wanted_to_go(self):
        for address in (
            DESK,
            "/admin/interviews/interview/?q=a&o=1",
            "/admin/comments/reply/queue/",
            f"/admin/auth/user/{User.objects.get().pk}/change/",
            "http://testserver/admin/interviews/person/",
        ):
            for in_the_form in (True, False):
                with self.subTest(address, in_the_form=in_the_form):
                    self.assertEqual(self.lands(address, in_the_form), address)

    def test_an_editor_lands_at_the_desk_if_that_is_elsewhere(self):
        for address in (
            "https://evil.example/",
            "//evil.example/admin/",
            "/\\evil.example",
            "///evil.example",
            "javascript:alert(1)",
            "/admin/../",
            "/admin/%2e%2e/replies/",
            "/admin/auth/user/../../../replies/change/",
            "/admin/auth/user/%2e%2e/%2E%2E/%2e%2e/replies/change/",
            "/admin/nothing/here/",
            "/",
            "/replies/privacy/",
            "/accounts/profile/",
            "admin/",
            "/admin/login/?next=/admin/login/",
            "/admin/logout/",
            "/admin",
            "http://testserver:99/admin/",
            "http://[",
            "",
        ):
            for in_the_form in (True, False):
                with self.subTest(address, in_the_form=in_the_form):
                    self.assertEqual(self.lands(address, in_the_form), DESK)
