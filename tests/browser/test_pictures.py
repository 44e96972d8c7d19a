"""Pictures in the browser: dropped into a field, with a focal point, in the size of the screen."""

from django.core.files.base import ContentFile
from playwright.sync_api import expect

from interviews.admin.prose_editor import store_picture
from interviews.media import rendering
from tests.browser.browser import BrowserTestCase
from tests.builders import a_draft, a_page, a_person, an_exchange, an_interview, published
from tests.pictures import TemporaryMediaMixin, add_lead_picture, add_portrait, make_picture

DROP = """(editor) => {
    const files = new DataTransfer();
    files.items.add(new File(["no picture at all"], "note.png", {type: "image/png"}));
    editor.dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true}));
}"""


class DroppedFileTests(BrowserTestCase):
    def test_dropping_a_file_that_is_no_picture_shows_why_and_keeps_the_text(self):
        self.sign_in()
        page = a_page("How we quote", body="Word for word.")
        self.open(f"/admin/interviews/page/{page.pk}/change/")
        expect(self.page.locator(".markdownx-preview")).to_contain_text("Word for word.")

        with self.page.expect_event("dialog") as asked:
            self.page.on("dialog", lambda dialog: dialog.accept())
            self.page.locator("#id_body").evaluate(DROP)

        self.assertIn("This file is not a picture.", asked.value.message)
        self.assertEqual(self.page.locator("#id_body").input_value(), "Word for word.")


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
