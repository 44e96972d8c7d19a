"""axe looks at a page of every kind: by day on a desk, by night on a small phone.

A desk’s page at 400 % is as wide as that phone.
"""

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.browser import BrowserTestCase
from tests.browser.every_page import every_page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


class AccessibilityTests(BrowserTestCase):
    def look(self, name):
        """Run axe twice on the open page, after adding the script of axe once."""
        self.page.evaluate(AXE_SCRIPT)
        for scheme, size in (("light", DESK), ("dark", PHONE)):
            self.page.emulate_media(color_scheme=scheme)
            self.page.set_viewport_size(size)
            with self.subTest(name, scheme=scheme):
                self.assertEqual(self.violations(), [])
                width = self.page.evaluate("document.documentElement.scrollWidth")
                self.assertLessEqual(width, size["width"], "It scrolls sideways.")

    def violations(self):
        found = self.page.evaluate("options => axe.run(options)", OPTIONS)["violations"]
        return [
            f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"]
        ]

    def test_every_kind_of_page_passes_axe_in_the_light_and_dark_theme(self):
        pages = every_page()
        for name, address in pages.items():
            self.open(address)
            self.look(name)

        self.open(pages["the form"])
        self.page.evaluate("document.forms[0].noValidate = true")
        self.page.get_by_role("button", name="Send").click()
        self.assertIn("Not sent yet", self.page.title())
        self.look("the form with errors")
