"""axe looks at the desk: a page of every kind, and what opens on a page."""

from itertools import cycle, product

from django.contrib.auth.models import Group, User
from django.test import tag
from playwright.sync_api import expect

from interviews.models import Presence
from publication.accounts.groups import set_rights
from tests.admin_forms import address_of
from tests.browser.axe import AxeTestCase
from tests.browser.every_desk_page import a_busy_draft, a_review, every_desk_page
from tests.builders import (
    a_member_of,
    a_person,
    an_editor,
    an_exchange,
    an_interview,
    begun_by,
)

WIDTHS = (1280, 768, 390)
THEMES = ("light", "dark")


def view(theme, width):
    return theme, {"width": width, "height": 900}


class DeskAxeTestCase(AxeTestCase):
    """Looks at each page in one width and theme, and at the next page in the next of these."""

    def setUp(self):
        super().setUp()
        self.editor = self.sign_in()
        self.each_view = cycle(product(THEMES, WIDTHS))

    def look_at_the_desk(self, name):
        self.look(name, [view(theme, width) for theme, width in self.views()])
        with self.subTest(name, width=320):
            self.page.set_viewport_size({"width": 320, "height": 640})
            self.assertNoSidewaysScrolling(320)
        self.page.set_viewport_size(self.viewport)

    def views(self):
        return [next(self.each_view)]


class DeskPageTests(DeskAxeTestCase):
    def test_axe_finds_nothing_on_any_page_of_the_desk_and_none_scrolls_sideways(self):
        for name, address in every_desk_page(self.editor).items():
            self.open(address)
            self.look_at_the_desk(name)


@tag("long")
class DeskPageInEachViewTests(DeskPageTests):
    def views(self):
        return product(THEMES, WIDTHS)


class OpenedAtTheDeskTests(DeskAxeTestCase):
    """What a click or a refusal shows."""

    def setUp(self):
        super().setUp()
        self.draft = a_busy_draft()

    def open_draft(self):
        self.open(address_of(self.draft))

    def press(self, name):
        self.page.get_by_role("button", name=name).first.click()

    def save(self):
        self.page.evaluate("document.querySelector('#content-main > form').noValidate = true")
        self.page.locator("input[name=_continue]").first.click()

    def test_axe_finds_nothing_in_a_conversation_with_everything_opened(self):
        an_editor(first_name="Ines")
        Presence.objects.record(
            User.objects.last(), address_of(self.draft), self.draft.exchanges.first().key
        )
        self.open_draft()
        self.press("Open all")
        self.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        for box in self.page.locator("[data-select]").all()[:2]:
            box.check()
        self.page.locator(".find-panel input[type=text]").first.fill("so")
        expect(self.page.locator(".find-panel li").first).to_be_visible()
        expect(self.page.locator("[data-presence]")).to_contain_text("is also here.")

        self.look_at_the_desk("everything opened")

    def test_axe_finds_nothing_in_the_menu_of_people_and_in_the_picture_dialog(self):
        a_person("Ada Lo")
        self.open_draft()
        self.page.locator("#credits-2 .select2-selection").click()
        expect(self.page.locator(".select2-results__option").first).to_be_visible()
        self.look_at_the_desk("the menu of people")

        self.open_draft()
        self.press("Insert a picture")
        expect(self.page.get_by_role("dialog")).to_be_visible()
        self.look_at_the_desk("the dialog for pictures")

    def test_axe_finds_nothing_in_a_form_with_errors(self):
        public = an_interview("A public one")
        for thing in (self.draft, public, self.editor):
            self.open(address_of(thing))
            self.page.locator("#id_title, #id_username").fill("")
            self.save()
            expect(self.page.locator(".form-errors")).to_be_visible()
            self.look_at_the_desk(f"errors of {thing}")

    def test_axe_finds_nothing_in_a_form_with_an_edit_conflict(self):
        self.open_draft()
        self.page.locator("#id_title").fill("Mine")
        type(self.draft).objects.filter(pk=self.draft.pk).update(title="Theirs")
        self.save()
        expect(self.page.locator(".conflicts")).to_be_visible()
        self.look_at_the_desk("a conflict")

    def test_axe_finds_nothing_in_the_buttons_for_ticked_paragraphs(self):
        self.open(a_review(self.editor))
        for tick in self.page.locator("[name=tick]").all()[:2]:
            tick.click()
        expect(self.page.get_by_text("Ticked paragraphs: 2")).to_be_visible()
        self.look_at_the_desk("ticked paragraphs")

    def test_axe_finds_nothing_in_an_interview_that_a_writer_may_only_read(self):
        Group.objects.get_or_create(name="Writers")  # the end of another test has deleted it
        set_rights("default")
        writer = a_member_of("Writers")
        interview = begun_by(writer, an_interview("A public one"))
        an_exchange(interview, "Who said so?", "> The *log*.")
        self.sign_in(editor=writer)
        self.open(address_of(interview))
        expect(self.page.locator(".read-only-exchange").first).to_be_visible()
        self.look_at_the_desk("an interview to read")

    def test_axe_finds_nothing_where_a_draft_is_gone(self):
        self.open_draft()
        self.draft.delete()
        self.page.locator("#id_title").fill("Mine")
        self.save()
        expect(self.page.locator("h1")).to_have_text("This was deleted meanwhile")
        self.look_at_the_desk("a draft that is gone")

    def test_axe_finds_nothing_where_editors_sign_in(self):
        self.page.context.clear_cookies()
        self.open("/admin/")
        self.look_at_the_desk("the sign-in page")
        for _each in range(6):
            self.page.locator("#id_username").fill(self.editor.username)
            self.page.locator("#id_password").fill("wrong")
            self.page.locator("[type=submit]").click()
            if not self.page.locator("#id_password").count():
                break
        self.look_at_the_desk("a refused sign-in")

    def test_axe_finds_nothing_on_the_sign_in_page_after_a_session_ended(self):
        self.open_draft()
        self.page.context.clear_cookies(name="sessionid")
        self.page.locator("#id_title").fill("Mine")
        self.save()
        expect(self.page.locator("#id_password")).to_be_visible()
        self.look_at_the_desk("the sign-in page of a save")
