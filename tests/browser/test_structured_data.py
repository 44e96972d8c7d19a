"""Browsers treat structured data and exports as data, complete and never executed."""

import json

from comments.models import Reply
from tests.browser.browser import BrowserTestCase
from tests.builders import a_reply, an_interview_of

NASTY = "</script><script>document.title = 'run'</script><!-- <script> ]]> \u2028 & \"'"
DATA = """() => [...document.querySelectorAll('script[type="application/ld+json"]')]
    .map(each => each.textContent)"""


class StructuredDataTests(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview_of((NASTY, NASTY), title=NASTY[:200], standfirst=NASTY)
        reply = a_reply(self.interview, body=NASTY)
        Reply.objects.filter(pk=reply.pk).update(name=NASTY[:50])

    def test_structured_data_is_one_block_with_and_without_the_content_security_policy(self):
        for page in (self.page, self.a_page(bypass_csp=True)):
            self.open(self.interview.get_absolute_url(), page)

            [block] = page.evaluate(DATA)

            [article] = [n for n in json.loads(block)["@graph"] if n["@type"] == "NewsArticle"]
            self.assertEqual(article["headline"], NASTY[:200])
            self.assertNotEqual(page.title(), "run")
            self.assertEqual(self.complaints, [])


class ExportedTextTests(BrowserTestCase):
    def test_browsers_show_exports_as_text_whatever_they_contain(self):
        interview = an_interview_of((NASTY, NASTY), title=NASTY[:200])

        for suffix in ("txt", "json"):
            self.open(f"{interview.get_absolute_url().rstrip('/')}.{suffix}")
            self.assertEqual(self.page.locator("script").count(), 0)
            self.assertNotEqual(self.page.title(), "run")
