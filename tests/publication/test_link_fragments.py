"""Every link to a fragment has its target on the page."""

from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from django.conf import settings
from django.test import TestCase

from comments.models import Reply
from tests.browser.every_page import every_page
from tests.builders import a_reply

A_PLACE_IN_THE_WORDS = ":~:"  # a text fragment, which browsers search for


class Links(HTMLParser):
    """The ids of a page, and the addresses that it links to."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.addresses = set(), set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        its = dict(attributes)
        self.ids.add(its.get("id"))
        if tag == "a" and its.get("href"):
            self.addresses.add(its["href"])
        self.addresses.update(its[name] for name in ("cite", "action") if its.get(name))


class LinkFragmentTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.pages = every_page()
        standing = Reply.objects.published().filter(thread=None).first()
        asked = standing.interview
        about, removed = asked.exchanges.first(), asked.exchanges.last()
        notified = {"email_notifications": Reply.EmailNotifications.ASKED}
        about_it = a_reply(asked, exchange=about, **notified)
        further = a_reply(asked, exchange=about, parent=about_it)
        waiting = a_reply(asked, status="held", exchange=about, parent=about_it)
        taken_down = a_reply(asked, exchange=removed)
        a_reply(asked, exchange=removed, parent=taken_down)
        taken_down.decline()
        lonely = a_reply(asked, exchange=about)
        lonely.withdraw()
        for _each in range(12):
            a_reply(asked, exchange=about, parent=further)
        about_it.feature(by=None)
        address = asked.get_absolute_url()
        cls.pages |= {
            "a report about an answer": f"/replies/{about_it.pk}/report/",
            "a report about a removed answer": f"{address}reply/?to={removed.key}",
            "an answer to a reply about an answer": f"{address}reply/?parent={about_it.pk}",
            "an answer to a further reply": f"{address}reply/?parent={further.pk}",
            "replies, the newest first": f"{address}replies/?order=newest",
            "replies to an answer": f"{address}replies/?to={about.key}",
            "a long thread": f"{address}replies/{about_it.number}/",
            "a thread whose beginning is gone": f"{address}replies/{taken_down.number}/",
            "an answer with replies": about.get_absolute_url(),
            "the page of a published reply": about_it.status_url,
            "the page of a held answer": waiting.status_url,
            "the page of a withdrawn reply": lonely.status_url,
            "the form to change a reply": f"{waiting.status_url}change/",
            "a reply as it stands in its author’s thread": f"{waiting.status_url}held/",
            "a removed reply": lonely.get_absolute_url(),
            "the question whether to send email": about_it.confirm_url,
            "the question whether to stop": about_it.unsubscribe_url,
        }

    def test_every_link_to_a_fragment_on_a_page_has_its_target(self):
        for name, address in self.pages.items():
            with self.subTest(name):
                self.assertLeadSomewhere(self.links_of(self.client.get(address)), address)

    def test_links_to_fragments_on_a_refused_form_have_their_targets(self):
        for name in ("the form", "the form for an answer to a reply", "a report", "privacy"):
            address = self.pages[name]
            with self.subTest(name):
                answer = self.client.post(address, {"email": "nobody", "why": "x" * 9999})
                self.assertEqual(answer.status_code, 400)
                self.assertLeadSomewhere(self.links_of(answer), address)

    def test_a_link_to_a_missing_answer_is_noticed(self):
        page = Links('<a href="#x-k3f9qa">An answer</a><p id="x-other1">')

        with self.assertRaises(AssertionError):
            self.assertLeadSomewhere(page, "/")

    def assertLeadSomewhere(self, page, address):
        for link in sorted(page.addresses):
            whole, fragment = urldefrag(urljoin(f"{settings.PUBLICATION_URL}{address}", link))
            fragment = unquote(fragment).partition(A_PLACE_IN_THE_WORDS)[0]
            if fragment and whole.startswith(settings.PUBLICATION_URL):
                here = urldefrag(link)[0] == ""
                ids = page.ids if here else self.ids_at(whole)
                self.assertIn(fragment, ids, link)

    def ids_at(self, whole):
        parts = urlsplit(whole)
        there = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return self.links_of(self.client.get(there, follow=True)).ids

    def links_of(self, answer):
        return Links(answer.content.decode())
