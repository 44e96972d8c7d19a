"""The feed of corrections."""

import xml.etree.ElementTree as ElementTree

from django.test import TestCase

from tests.builders import a_correction, a_draft, an_interview

ATOM = "{http://www.w3.org/2005/Atom}"


class CorrectionFeedTests(TestCase):
    def entries(self):
        response = self.client.get("/corrections/feed.atom")
        self.assertEqual(response.status_code, 200)
        return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")

    def test_each_correction_is_an_entry_with_its_note_and_a_link_to_its_interview(self):
        interview = an_interview("A grid")
        correction = a_correction(interview, note="The *month* was March.")

        [entry] = self.entries()

        self.assertEqual(entry.findtext(f"{ATOM}title"), "Correction: A grid")
        self.assertIn("<em>month</em>", entry.findtext(f"{ATOM}content"))
        link = entry.find(f"{ATOM}link").get("href")
        self.assertEqual(link, f"http://testserver{correction.anchor_url}")

    def test_typing_errors_and_corrections_of_withdrawn_interviews_are_not_entries(self):
        interview = an_interview("A grid")
        with interview.changing(by=None, kind="typo"):
            interview.exchanges.update(answer="The forecasts.")
        withdrawn = an_interview("Another")
        a_correction(withdrawn)
        withdrawn.withdraw(by=None)
        a_draft("A third")

        self.assertEqual(self.entries(), [])

    def test_the_page_of_corrections_links_the_feed(self):
        self.assertContains(self.client.get("/corrections/"), 'href="/corrections/feed.atom"')
