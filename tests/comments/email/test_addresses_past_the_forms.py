"""Web addresses that were stored by SQL: a page links only to http addresses."""

from html.parser import HTMLParser

from django.test import SimpleTestCase, TestCase

from comments.models import Reply
from interviews.models import Exchange, Person, PersonLink
from interviews.web_addresses import is_web_address
from tests.builders import a_reply, an_exchange, an_interview, someone

HOSTILE = [
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "  javascript:alert(1)"),
    *("java\tscript:alert(1)", "java\nscript:alert(1)", "\x01javascript:alert(1)"),
    *("\u00a0javascript:alert(1)", "javascript://example.org/%0aalert(1)", "vbscript:msgbox(1)"),
    *("data:text/html,<script>alert(1)</script>", "file:///etc/passwd", "blob:https://a.example/1"),
    *(
        "//evil.example",
        "/admin/",
        "\\\\evil.example",
        "https:",
        "https://",
        "https:///evil.example",
    ),
    *(" https://a.example", "https://a.example/ b", "https://a.example\x00", "htt\tps://a.example"),
]
OF_THE_WEB = [
    "https://a.example",
    "HTTP://a.example/x?y=1#z",
    "https://東京.example/",
    "http://[::1]/",
]


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name in ("href", "src", "action")]


class WebAddresses(SimpleTestCase):
    def test_only_web_addresses_may_be_linked(self):
        self.assertEqual([each for each in OF_THE_WEB if not is_web_address(each)], [])
        self.assertEqual([each for each in HOSTILE if is_web_address(each)], [])


class PagesWithBadAddresses(TestCase):
    def assertLinksNowhere(self, path, hostile):
        page = self.client.get(path)
        self.assertEqual(page.status_code, 200)
        links = Links(page.text).found
        self.assertNotIn(hostile, links)
        self.assertNotIn(hostile.strip(), [link.strip() for link in links])
        return page

    def test_the_page_of_a_person_shows_the_label_of_a_bad_address_without_a_link(self):
        person = someone("Ines Okafor")
        an_interview()
        link = PersonLink.objects.create(person=person, label="Elsewhere", url="https://a.example")
        for hostile in HOSTILE:
            if "\x00" in hostile:  # PostgreSQL holds none
                continue
            with self.subTest(hostile):
                PersonLink.objects.filter(pk=link.pk).update(url=hostile)
                page = self.assertLinksNowhere(person.get_absolute_url(), hostile)
                self.assertContains(page, "Elsewhere")
                self.assertNotContains(page, '"sameAs"')

    def test_the_page_of_replies_shows_a_name_with_a_bad_address_without_a_link(self):
        interview = an_interview()
        reply = a_reply(interview, exchange=interview.exchanges.first(), name="Oluwaseun")
        for hostile in HOSTILE:
            if "\x00" in hostile:
                continue
            with self.subTest(hostile):
                Reply.objects.filter(pk=reply.pk).update(website=hostile)
                page = self.assertLinksNowhere(f"{interview.get_absolute_url()}replies/", hostile)
                self.assertContains(page, "Oluwaseun")

    def test_a_page_does_not_link_from_prose(self):
        person = someone("Ines Okafor")
        interview = an_interview()
        exchange = an_exchange(interview)
        for hostile in ("javascript:alert(1)", "data:text/html,x", "vbscript:x", "java\tscript:x"):
            with self.subTest(hostile):
                Person.objects.filter(pk=person.pk).update(biography=f"[x](<{hostile}>)")
                Exchange.objects.filter(pk=exchange.pk).update(answer=f"[x](<{hostile}>)")
                self.assertLinksNowhere(person.get_absolute_url(), hostile)
                self.assertLinksNowhere(interview.get_absolute_url(), hostile)
