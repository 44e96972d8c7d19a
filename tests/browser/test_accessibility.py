"""axe looks at a page of every kind: by day on a desk, by night on a small phone.

A desk’s page at 400 % is as wide as that phone.
"""

from tests.browser.axe import AxeTestCase
from tests.browser.every_page import every_page

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
VIEWS = [("light", DESK), ("dark", PHONE)]


class AccessibilityTests(AxeTestCase):
    def test_every_kind_of_page_passes_axe_in_the_light_and_dark_theme(self):
        pages = every_page()
        for name, address in pages.items():
            self.open(address)
            self.look(name, VIEWS)

        self.open(pages["the form"])
        self.page.evaluate("document.querySelector('.form-panel').noValidate = true")
        self.page.get_by_role("button", name="Send").click()
        self.assertIn("Not sent yet", self.page.title())
        self.look("the form with errors", VIEWS)
