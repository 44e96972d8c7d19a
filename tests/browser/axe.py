"""axe: a program that looks for what keeps people with disabilities from using a page."""

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.browser import BrowserTestCase

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}


class AxeTestCase(BrowserTestCase):
    def look(self, name, views):
        """Run axe on the open page in each of the views (theme, size of the window).

        Nothing may be found, and the page may not scroll sideways.
        """
        self.page.evaluate(AXE_SCRIPT)
        for scheme, size in views:
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self.page.set_viewport_size(size)
            with self.subTest(name, scheme=scheme, width=size["width"]):
                self.assertEqual(self.violations(), [])
                self.assertNoSidewaysScrolling(size["width"])

    def assertNoSidewaysScrolling(self, width):
        reached = self.page.evaluate("document.documentElement.scrollWidth")
        self.assertLessEqual(reached, width, "It scrolls sideways.")

    def violations(self):
        found = self.page.evaluate("options => axe.run(options)", OPTIONS)["violations"]
        return [
            f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"]
        ]
