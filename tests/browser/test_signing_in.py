"""Signing in with a browser: from the invitation to the end of another session."""

import re
from itertools import cycle

from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from comments.email.delivery import deliver_due
from publication.accounts.groups import set_rights
from publication.sign_in.emails import password_reset
from tests.browser.axe import AxeTestCase
from tests.browser.browser import BrowserTestCase
from tests.builders import an_editor, an_interview
from tests.mailbox import Mailbox
from tests.publication.sign_in.staff import (
    NEW_PASSWORD,
    give_second_factor,
    next_code,
    path_of_link,
)

WIDTHS = (1280, 768, 390, 320)


class AccountPagesTests(AxeTestCase):
    """Every page of signing in, as axe sees it, in each width, by day or by night."""

    def look_at(self, name):
        sizes = [{"width": width, "height": 900} for width in WIDTHS]
        self.look(name, zip(cycle(("light", "dark")), sizes, strict=False))

    def test_the_pages_for_people_who_are_not_signed_in_pass_axe(self):
        editor = an_editor(username="ada", email="ada@example.org")
        link = path_of_link(password_reset(editor)["text"])
        for path in ("login/", "password-reset/", "password-reset/sent/"):
            self.open(f"/admin/{path}")
            self.look_at(path)
        self.open(link)
        self.look_at("choose a password")
        self.open("/admin/choose-password/MQ/x-y/")
        self.look_at("a link that is no longer valid")

        give_second_factor(editor)
        self.open("/admin/login/")
        self.page.get_by_label("Username").fill("ada")
        self.page.get_by_label("Password").fill("let me in")
        self.page.get_by_role("button", name="Sign in").click()
        self.page.get_by_role("textbox", name="Code").fill("000000")
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.locator(".errorlist")).to_be_visible()
        self.look_at("a wrong code")

    def test_the_pages_of_an_account_pass_axe(self):
        editor = self.sign_in()
        for path in ("second-factor/", "second-factor/set-up/", "sessions/", "auth/user/add/"):
            self.open(f"/admin/{path}")
            self.look_at(path)
        self.page.goto(f"{self.live_server_url}/admin/second-factor/set-up/")
        self.page.get_by_role("textbox", name="Code").fill(next_code(editor))
        self.page.get_by_role("button", name="Turn the second factor on").click()
        self.look_at("recovery codes")
        page = f"auth/user/{editor.pk}/"
        for path in ("second-factor/", "second-factor/remove/", f"{page}remove-second-factor/"):
            self.open(f"/admin/{path}")
            self.look_at(path)


class InvitedStaffTests(BrowserTestCase):
    def invite(self):
        """Invite bob as an editor does; return the path of the link in the email."""
        Group.objects.get_or_create(name="Editors")  # tests that commit delete what migrations add
        set_rights("default")
        self.sign_in()
        self.open("/admin/auth/user/add/")
        self.page.get_by_label("Username").fill("bob")
        self.page.get_by_label("Email address").fill("bob@example.org")
        self.page.get_by_label("Editors").check()
        with Mailbox() as mailbox, mailbox.in_use():
            self.page.locator("input[name=_save]").click()
            expect(self.page.locator(".messagelist")).to_contain_text("bob@example.org")
            deliver_due()
        return path_of_link(mailbox.emails[0].get_content())

    def accept(self, path):
        self.open(path)
        for field in self.page.locator("input[type=password]").all():
            field.fill(NEW_PASSWORD)
        self.page.get_by_role("button", name="Set the password").click()
        expect(self.page.locator(".messagelist")).to_contain_text("Sign in as bob")

    def enter_password(self, page=None):
        page = page or self.page
        self.open("/admin/login/", page)
        page.get_by_label("Username").fill("bob")
        page.get_by_label("Password").fill(NEW_PASSWORD)
        page.get_by_role("button", name="Sign in").click()

    def enter_code(self, code, page=None):
        page = page or self.page
        page.get_by_role("textbox", name="Code").fill(code)
        page.get_by_role("button", name="Sign in").click()

    def set_up_second_factor(self):
        """Turn the second factor on, and return the recovery codes."""
        self.page.get_by_role("link", name="Second factor").click()
        self.page.get_by_role("link", name="Set up a second factor").click()
        expect(self.page.get_by_role("img", name="QR code")).to_be_visible()
        self.page.get_by_role("textbox", name="Code").fill(next_code(self.bob))
        self.page.get_by_role("button", name="Turn the second factor on").click()
        expect(self.page.get_by_text("The second factor is on.")).to_be_visible()
        return self.page.locator(".recovery-codes code").all_inner_texts()

    def test_invited_staff_choose_a_password_set_up_codes_and_end_another_session(self):
        path = self.invite()
        self.page = self.a_page()
        self.accept(path)
        self.bob = User.objects.get(username="bob")
        self.enter_password()
        expect(self.page.locator("#user-tools")).to_be_visible()
        codes = self.set_up_second_factor()
        self.page.get_by_role("button", name="Log out").click()

        self.enter_password()
        self.enter_code(next_code(self.bob))
        expect(self.page.locator("#user-tools")).to_be_visible()
        other = self.a_page()
        self.enter_password(other)
        self.enter_code(codes[0], other)
        expect(other.locator("#user-tools")).to_be_visible()

        self.page.get_by_role("link", name="Your sessions").click()
        expect(self.page.locator(".sessions li")).to_have_count(2)
        self.page.get_by_role("button", name=re.compile("End the session of")).click()
        expect(self.page.locator(".messagelist")).to_contain_text("1 session was ended.")
        self.open("/admin/", other)
        expect(other).to_have_url(re.compile(r"/admin/login/\?next=/admin/$"))
        self.assertEqual(self.complaints, [])

    def test_readers_get_no_cookie_on_pages_of_the_publication(self):
        interview = an_interview()

        for address in (interview.get_absolute_url(), "/", "/interviews/"):
            self.open(address)

        self.assertEqual(self.page.context.cookies(), [])
