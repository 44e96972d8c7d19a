"""The feed and the sitemap: in full, absolute, valid, under ids that last."""

from datetime import timedelta
from xml.etree import ElementTree

from django.test import TestCase
from django.utils import timezone

from tests.builders import a_correction, a_draft, an_interview, an_interview_of

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class TheFeed(TestCase):
    def entries(self):
        return ElementTree.fromstring(self.client.get("/feed.atom").content).findall(f"{ATOM}entry")

    def test_has_every_question_and_answer_in_full(self):
        an_interview_of(("Who told you?", "They **did**, and often."))

        [entry] = self.entries()

        content = "".join(entry.find(f"{ATOM}content").itertext())
        self.assertIn("Who told you?", content)
        self.assertIn("They <strong>did</strong>, and often.", content)

    def test_gives_absolute_addresses_only(self):
        an_interview_of(("Where?", "See [there](/about/) and.[^1]\n\n[^1]: So."))

        [entry] = self.entries()

        content = "".join(entry.find(f"{ATOM}content").itertext())
        self.assertNotRegex(content, r'(?:href|src)="(?!https?:|mailto:)')
        self.assertRegex(entry.find(f"{ATOM}link").get("href"), "^http://testserver/")

    def test_leaves_other_sites_their_host(self):
        an_interview_of(("Where?", "See [there](//example.org/there/)."))

        [entry] = self.entries()

        content = "".join(entry.find(f"{ATOM}content").itertext())
        self.assertIn('href="http://example.org/there/"', content)

    def test_keeps_an_entrys_id_through_a_change_of_address(self):
        interview = an_interview()
        before = self.entries()[0].find(f"{ATOM}id").text

        interview.rename("elsewhere")

        [entry] = self.entries()
        self.assertEqual(entry.find(f"{ATOM}id").text, before)
        self.assertIn("elsewhere", entry.find(f"{ATOM}link").get("href"))

    def test_has_an_author_and_a_date_in_every_entry(self):
        an_interview()

        [entry] = self.entries()

        self.assertEqual(entry.find(f"{ATOM}author/{ATOM}name").text, "Teodor Vass")
        self.assertIsNotNone(entry.find(f"{ATOM}updated").text)

    def test_dates_an_entry_by_its_last_correction(self):
        interview = an_interview(at=timezone.now() - timedelta(days=9))
        correction = a_correction(interview)

        [entry] = self.entries()

        updated = entry.find(f"{ATOM}updated").text
        self.assertEqual(updated[:19], correction.published_at.isoformat()[:19])

    def test_holds_the_newest_twenty(self):
        for number in range(22):
            an_interview(f"Number {number}", at=timezone.now() - timedelta(days=number + 1))

        titles = [entry.find(f"{ATOM}title").text for entry in self.entries()]

        self.assertEqual(len(titles), 20)
        self.assertEqual(titles[0], "Number 0")

    def test_is_well_formed_whatever_the_words(self):
        words = "\x0b\x1b ]]> <script>alert(1)</script> & \ufffe"
        an_interview_of((words, words), title="A ]]> <b> & \x0c title")

        [entry] = self.entries()

        self.assertNotIn("<script", "".join(entry.itertext()))


class TheSitemap(TestCase):
    def addresses_in(self, address):
        response = self.client.get(address.removeprefix("http://testserver"))
        tree = ElementTree.fromstring(response.content)
        return [each.text for each in tree.iter(f"{SITEMAP}loc")]

    def test_lists_every_public_page_and_no_other(self):
        interview = an_interview("Thirty essays")
        a_draft("Unseen")

        sections = self.addresses_in("/sitemap.xml")
        addresses = [each for section in sections for each in self.addresses_in(section)]

        self.assertIn(f"http://testserver{interview.get_absolute_url()}", addresses)
        self.assertIn("http://testserver/people/ines-okafor/", addresses)
        self.assertFalse([address for address in addresses if "unseen" in address])
        for address in addresses:
            path = address.removeprefix("http://testserver")
            self.assertEqual(self.client.get(path).status_code, 200, address)
