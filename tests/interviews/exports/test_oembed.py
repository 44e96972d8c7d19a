"""oEmbed: an interview or an answer, quoted on another site from its address alone."""

import html
import json
import re
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

from django.test import TestCase, override_settings

from tests.builders import a_draft, an_interview, an_interview_of

OURS = "http://testserver"


class OembedTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview_of(
            ("Who *told* you?", "They **did**.\n\nOften."),
            title="A grid",
            standfirst="She keeps the *lights* on.",
        )
        cls.exchange = cls.interview.exchanges.get()

    def ask(self, url, **more):
        return self.client.get(f"/oembed?{urlencode({'url': url} | more)}")

    def card(self, noun, **more):
        response = self.ask(OURS + noun.get_absolute_url(), **more)
        self.assertEqual(response.status_code, 200)
        return json.loads(response.content)


class EmbeddedAnswers(OembedTestCase):
    def test_embed_quotes_an_answer_with_question_speaker_and_url(self):
        card = self.card(self.exchange)

        self.assertEqual((card["version"], card["type"]), ("1.0", "rich"))
        self.assertEqual(card["title"], "Who told you?")
        self.assertEqual(card["author_name"], "Ines Okafor")
        self.assertEqual(card["author_url"], f"{OURS}/people/ines-okafor/")
        address = OURS + self.exchange.get_absolute_url()
        self.assertInHTML(
            f'<blockquote cite="{address}" lang="en" dir="ltr">'
            "<p><strong>Who told you?</strong></p><p>They did.</p><p>Often.</p>"
            f'<p>— Ines Okafor, <a href="{address}">A grid</a>, prompt/power</p></blockquote>',
            card["html"],
        )

    def test_embed_truncates_a_long_answer_with_an_ellipsis(self):
        said = " ".join(f"word{number}" for number in range(400))
        exchange = an_interview_of(("Who?", said)).exchanges.get()

        [begun] = re.findall("<p>(word0 .*?) …</p>", self.card(exchange)["html"])

        self.assertTrue(said.startswith(f"{begun} "))

    def test_embed_respects_maxwidth_and_maxheight(self):
        said = " ".join(f"word{number}" for number in range(400))
        exchange = an_interview_of(("Who?", said)).exchanges.get()

        whole, small = self.card(exchange), self.card(exchange, maxwidth=300, maxheight=400)

        self.assertLessEqual(small["width"], 300)
        self.assertLessEqual(small["height"], 400)
        self.assertLess(len(small["html"]), len(whole["html"]))

    def test_embed_has_nothing_executable(self):
        nasty = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'</blockquote>"
        interview = an_interview_of((nasty, nasty), title=nasty, standfirst=nasty)

        for noun in (interview, interview.exchanges.get()):
            tags = set(re.findall(r"</?([a-z]+)", self.card(noun)["html"]))
            self.assertLessEqual(tags, {"blockquote", "p", "strong", "a"})
            self.assertNotIn("onerror=alert(1)>", self.card(noun)["html"])


class UnspokenText(OembedTestCase):
    def test_embed_does_not_quote_footnotes_and_pictures(self):
        text = "The lamp.[^1] ![A lantern](/media/a.jpg)\n\n[^1]: A tin copy."
        exchange = an_interview_of(("Which?", text)).exchanges.get()

        html = self.card(exchange)["html"]

        self.assertIn("<p>The lamp.</p>", html)
        self.assertNotIn("lantern", html)
        self.assertNotIn("tin copy", html)


class EmbeddedInterviews(OembedTestCase):
    def test_embed_of_an_interview_has_title_and_standfirst(self):
        card = self.card(self.interview)

        self.assertEqual((card["title"], card["author_name"]), ("A grid", "Teodor Vass"))
        self.assertIn("<p>She keeps the lights on.</p>", card["html"])
        self.assertEqual(card["provider_url"], OURS)

    def test_embed_does_not_attribute_the_standfirst_to_the_interviewee(self):
        html = self.card(self.interview)["html"]

        self.assertIn(f"Interview with {self.interview.subjects[0]}: <a ", html)
        self.assertNotIn("—", html)


class EmbedResponses(OembedTestCase):
    def test_embed_is_available_as_xml(self):
        response = self.ask(OURS + self.exchange.get_absolute_url(), format="xml")

        self.assertEqual(response["Content-Type"], "text/xml; charset=utf-8")
        told = {each.tag: each.text for each in ElementTree.fromstring(response.content)}
        self.assertEqual(told, {k: str(v) for k, v in self.card(self.exchange).items()})

    def test_page_links_to_its_embed(self):
        for noun in (self.interview, self.exchange):
            page = self.client.get(noun.get_absolute_url()).content.decode()
            links = re.findall(
                r'type="(application/json|text/xml)\+oembed"[^>]*href="([^"]*)"', page
            )
            self.assertEqual([kind for kind, _link in links], ["application/json", "text/xml"])
            for kind, link in links:
                response = self.client.get(html.unescape(link).removeprefix(OURS))
                self.assertEqual(response["Content-Type"].partition(";")[0], kind)
                self.assertContains(response, noun.get_absolute_url())

    def test_embed_may_be_read_by_scripts_of_any_site(self):
        for response in (self.ask(OURS + "/no/"), self.ask(OURS + "/interviews/a-grid/")):
            self.assertEqual(response["Access-Control-Allow-Origin"], "*")

    def test_embed_is_not_indexed(self):
        response = self.ask(OURS + self.exchange.get_absolute_url())

        self.assertEqual(response["X-Robots-Tag"], "noindex")

    def test_unchanged_embed_answers_304(self):
        url = OURS + self.exchange.get_absolute_url()
        etag = self.ask(url)["ETag"]

        again = self.client.get(f"/oembed?url={url}", headers={"If-None-Match": etag})

        self.assertEqual(again.status_code, 304)


class EmbeddedURLs(OembedTestCase):
    def test_url_with_a_fragment_or_query_finds_the_answer(self):
        page = OURS + self.interview.get_absolute_url()
        key = self.exchange.key
        for url in (
            f"{page}{key}/",
            f"{page}{key}/?utm_source=x",
            f"{page}#{key}",
            f"{page}?page=2#{key}-a",
            f"{page}#{key}:~:text=They%20did",
            f"{page}{key}.md",
            f"{page}{key}/".replace("http:", "https:"),
            f"{page}{key}/".replace("testserver", "TestServer"),
        ):
            with self.subTest(url):
                self.assertEqual(json.loads(self.ask(url).content)["title"], "Who told you?")

    def test_url_from_before_a_rename_finds_the_answer(self):
        old = [OURS + noun.get_absolute_url() for noun in (self.interview, self.exchange)]
        self.interview.change_slug("elsewhere")

        for url in old:
            self.assertContains(self.ask(url), "/interviews/elsewhere/")

    def test_url_in_any_script_is_found(self):
        interview = an_interview("گفت‌وگو")

        self.assertEqual(self.card(interview)["title"], "گفت‌وگو")
        self.assertEqual(self.ask(f"{OURS}/interviews/{interview.slug}/").status_code, 200)

    def test_url_of_another_page_or_site_is_not_found(self):
        path = self.interview.get_absolute_url()
        other = an_interview("Other")
        for url in (
            f"{OURS}/",
            f"{OURS}/people/ines-okafor/",
            f"{OURS}/interviews/no/",
            f"{OURS}{path}changes/",
            f"{OURS}{path}x-aaaaaa/",
            f"{OURS}{path}#x-aaaaaa",
            f"{OURS}{other.get_absolute_url()}{self.exchange.key}/",
            f"https://example.org{path}",
            f"http://testserver.example.org{path}",
            f"http://testserver@example.org{path}",
            f"http://testserver:81{path}",
            f"ftp://testserver{path}",
            f"//testserver{path}",
            path,
            "http://[",
            "\0",
        ):
            with self.subTest(url):
                self.assertEqual(self.ask(url).status_code, 404)

    def test_missing_url_is_refused(self):
        self.assertEqual(self.client.get("/oembed").status_code, 400)

    def test_unknown_format_is_refused(self):
        url = OURS + self.interview.get_absolute_url()

        self.assertEqual(self.ask(url, format="yaml").status_code, 501)

    def test_invalid_size_is_ignored(self):
        self.assertEqual(self.card(self.exchange, maxwidth="wide", maxheight="-1")["width"], 600)

    def test_url_of_an_unpublished_interview_is_not_found(self):
        draft, withdrawn = a_draft("Unseen"), an_interview("Taken back")
        withdrawn.withdraw(by=None)
        self.exchange.remove(by=None)

        nouns = [draft, draft.exchanges.get(), withdrawn, withdrawn.exchanges.get(), self.exchange]
        for noun in nouns:
            self.assertEqual(self.ask(OURS + noun.get_absolute_url()).status_code, 404, noun)


@override_settings(PUBLICATION_URL="https://example.org")
class PublicationHost(OembedTestCase):
    def test_embeds_use_the_publications_host(self):
        path = self.exchange.get_absolute_url()

        self.assertEqual(self.ask(f"http://testserver{path}").status_code, 404)
        told = json.loads(self.ask(f"https://example.org{path}").content)
        hosts = {urlsplit(each).netloc for each in re.findall('https?://[^"<]*', json.dumps(told))}
        self.assertEqual(hosts, {"example.org"})
