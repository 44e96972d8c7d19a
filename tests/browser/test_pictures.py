"""Pictures in the browser: dropped into a field, with a focal point, in the size of the screen."""

import re
from base64 import b64encode

from django.core.files.base import ContentFile
from playwright.sync_api import expect

from interviews.admin import prose_editor
from interviews.admin.prose_editor import store_picture
from interviews.media import rendering
from interviews.models import Picture
from tests.browser.browser import BrowserTestCase
from tests.builders import a_draft, a_page, a_person, an_exchange, an_interview, published
from tests.pictures import TemporaryMediaMixin, add_lead_picture, add_portrait, make_picture

DROP = """(field, [kind, base64, name]) => {
    const content = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
    const files = new DataTransfer();
    files.items.add(new File([content], name, {type: "image/png"}));
    const options = {dataTransfer: files, clipboardData: files, bubbles: true, cancelable: true};
    const event = kind === "drop" ? DragEvent : ClipboardEvent;
    field.dispatchEvent(new event(kind, options));
}"""


class PictureDialogTests(TemporaryMediaMixin, BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.sign_in()
        text = a_page("How we quote", body="Word for word.")
        for number in range(prose_editor.PICTURES_ON_A_PAGE + 1):
            Picture.objects.create(name=f"prose/{number}-40x30.png")
        self.open(f"/admin/interviews/page/{text.pk}/change/")
        self.field = self.page.locator("#id_body")
        self.dialog = self.page.get_by_role("dialog", name="Insert a picture")
        self.alt = self.dialog.get_by_label("What the picture shows")
        self.button = self.page.get_by_role("button", name="Insert a picture")

    def bring(self, content, kind="drop"):
        self.field.evaluate("field => field.setSelectionRange(4, 4)")
        self.field.evaluate(DROP, [kind, b64encode(content).decode(), "desk.png"])

    def test_a_dropped_or_pasted_picture_is_described_before_it_is_inserted_at_the_cursor(self):
        for kind in ("drop", "paste"):
            self.field.fill("Word for word.")
            self.bring(make_picture(), kind)
            expect(self.alt).to_be_focused()
            self.page.keyboard.press("Enter")
            expect(self.dialog).to_be_visible()  # the description is missing

            self.page.keyboard.type("The desk")
            self.page.keyboard.press("Enter")

            expect(self.dialog).to_have_count(0)
            inserted = re.compile(r"Word!\[The desk\]\(/media/prose/\w+-40x30\.png\) for word\.")
            expect(self.field).to_have_value(inserted)
            expect(self.field).to_be_focused()
            self.page.keyboard.press("Control+z")
            expect(self.field).to_have_value("Word for word.")

    def test_a_picture_with_a_caption_becomes_a_paragraph_and_a_figure_in_the_preview(self):
        self.bring(make_picture())
        self.alt.fill("The desk")
        self.dialog.get_by_label("Caption").fill("The desk at night")
        self.dialog.get_by_label("Picture by").fill("A. Sker")

        self.page.keyboard.press("Enter")

        text = re.compile(r'^Word\n\n!\[The desk\]\(\S+ "The desk at night \| A. Sker"\)\n\n for')
        expect(self.field).to_have_value(text)
        caption = self.page.locator(".markdownx-preview figcaption")
        expect(caption).to_have_text("The desk at night A. Sker")

    def test_cancelling_inserts_nothing_and_returns_the_focus_to_the_button(self):
        for key in ("Escape", "Enter"):
            self.button.focus()
            self.page.keyboard.press("Enter")
            expect(self.dialog.get_by_label("File")).to_be_focused()
            if key == "Enter":
                self.dialog.get_by_role("button", name="Cancel").focus()

            self.page.keyboard.press(key)

            expect(self.dialog).to_have_count(0)
            expect(self.button).to_be_focused()
        expect(self.field).to_have_value("Word for word.")
        self.assertEqual(self.stored(), [])

    def test_a_file_that_is_no_picture_is_refused_in_the_dialog(self):
        self.bring(b"no picture at all")
        self.dialog.get_by_label("It only decorates").check()

        self.dialog.get_by_role("button", name="Insert").click()

        expect(self.dialog.get_by_role("alert")).to_contain_text("This file is not a picture.")
        expect(self.field).to_have_value("Word for word.")

    def test_a_picture_used_before_can_be_chosen_again_also_from_an_earlier_page(self):
        self.field.fill("")
        self.button.click()
        self.dialog.get_by_text("used before").click()
        self.dialog.get_by_role("button", name="Earlier pictures").click()

        self.dialog.get_by_role("radio").nth(prose_editor.PICTURES_ON_A_PAGE).check()
        self.dialog.get_by_label("It only decorates").check()
        self.dialog.get_by_role("button", name="Insert").click()

        expect(self.field).to_have_value("![-](/media/prose/0-40x30.png)")


class PictureOnAPhoneTests(TemporaryMediaMixin, BrowserTestCase):
    viewport = {"width": 320, "height": 640}

    def test_phones_load_a_small_avif_of_the_lead_picture(self):
        interview = an_interview()
        picture = add_lead_picture(interview)
        rendering.render_due_pictures()
        sent = {}
        self.page.on("response", lambda answer: sent.update({answer.url: answer}))

        self.open(interview.get_absolute_url())
        shown = self.page.locator(".lead-picture img")
        expect(shown).to_have_js_property("complete", True)

        address = f"{self.live_server_url}/media/{picture.name}.480.avif"
        self.assertEqual(shown.evaluate("img => img.currentSrc"), address)
        self.assertEqual(sent[address].headers["content-type"], "image/avif")
        self.assertEqual([url for url in sent if "/media/" in url], [address])
        self.assertEqual(self.complaints, [])

    def test_a_picture_without_renditions_is_shown_too(self):
        interview = an_interview()
        add_lead_picture(interview)

        self.open(interview.get_absolute_url())
        shown = self.page.locator(".lead-picture img")
        expect(shown).to_have_js_property("complete", True)

        self.assertGreater(shown.evaluate("img => img.naturalWidth"), 0)
        self.assertEqual(shown.evaluate("img => img.clientWidth"), 320 - 2 * 24)


class PrintedPictureTests(TemporaryMediaMixin, BrowserTestCase):
    def test_pictures_far_down_the_page_are_printed_too(self):
        draft = a_draft(exchanges=0, introduction="A word. " * 4000)
        add_lead_picture(draft)
        address = store_picture(
            ContentFile(make_picture("JPEG", size=(800, 500), colour="teal"), "desk.jpg")
        )
        an_exchange(draft, answer=f"{'A word. ' * 2000}\n\n![The desk]({address})")
        interview = published(draft)
        self.open(interview.get_absolute_url())

        paper = self.page.pdf()

        self.assertEqual(paper.count(b"/Subtype /Image"), 2)


class FocalPointTests(TemporaryMediaMixin, BrowserTestCase):
    def test_a_click_on_a_picture_sets_both_numbers_of_the_focal_point(self):
        self.sign_in()
        person = a_person()
        add_portrait(person, size=(1600, 900))
        self.open(f"/admin/interviews/person/{person.pk}/change/")

        shown = self.page.locator(".current-picture img")
        box = shown.bounding_box()
        self.assert_marked(box, 0.5, 0.5)
        shown.click(position={"x": box["width"] / 4, "y": box["height"] * 0.8})

        self.assertEqual(self.page.locator("#id_portrait_focus_x").input_value(), "25")
        self.assertEqual(self.page.locator("#id_portrait_focus_y").input_value(), "80")
        self.assert_marked(box, 0.25, 0.8)
        self.page.locator("[name=_continue]").click()
        expect(self.page.locator("#id_portrait_focus_y")).to_have_value("80")
        self.assertEqual(self.complaints, [])

    def assert_marked(self, picture, across, down):
        """Assert that the focal point is drawn there, within two pixels."""
        mark = self.page.locator(".focal-point").bounding_box()
        for side, length, share in (("x", "width", across), ("y", "height", down)):
            middle = mark[side] + mark[length] / 2 - picture[side]
            self.assertAlmostEqual(middle, share * picture[length], delta=3)
