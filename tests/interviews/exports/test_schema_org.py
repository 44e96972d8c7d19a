"""Structured data of pages: valid schema.org terms, and nothing that readers don't see."""

import html
import json
import re
from datetime import date
from functools import cache
from unittest import skipUnless

from django.conf import settings
from django.test import TestCase, override_settings
from django.utils.html import strip_tags
from django.utils.timezone import localtime

from comments.models import Reply
from interviews.exports.schema_org.interview import MAX_QUESTIONS
from interviews.models import Interview
from tests.builders import (
    a_correction,
    a_person,
    a_recurring_question,
    a_reply,
    a_series,
    a_topic,
    an_exchange,
    an_interview,
    an_interview_of,
    someone,
)

VOCABULARY = settings.BASE_DIR.parent / "shared/data/jsonld/schemaorg-current-https.jsonld"
NASTY = "</script><script>alert(1)</script><!-- <script> & \u2028 \"'"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
TEXTS = {"Text", "URL", "Date", "DateTime", "Time"}
WRITTEN = {"Duration": r"PT\d+M", "Distance": r"\d+ px"}
NUMBERS = {"Number", "Integer", "Float"}


def as_list(value):
    return value if isinstance(value, list) else [value]


class Vocabulary:
    """The schema.org vocabulary: types with their parents, properties with domains and ranges."""

    def __init__(self):
        terms = json.loads(VOCABULARY.read_text())["@graph"]
        self.terms = {term["@id"].removeprefix("schema:"): term for term in terms}

    def names(self, term, relation):
        for other in as_list(self.terms.get(term, {}).get(relation, [])):
            yield other["@id"].removeprefix("schema:")

    @cache  # noqa: B019 -- one vocabulary for all tests
    def kinds_of(self, kind):
        above = [self.kinds_of(each) for each in self.names(kind, "rdfs:subClassOf")]
        return {kind}.union(*above)

    def faults_of(self, node, nodes, way=""):
        """Return one line for each fault of a node and of the nodes in it."""
        kind = node.get("@type") or nodes[node["@id"]].get("@type")
        if kind not in self.terms:
            yield f"{way}: there is no {kind}"
        for name, value in node.items():
            if name.startswith("@"):
                continue
            here = f"{way}/{kind}.{name}"
            term = name.removesuffix("-input")  # the suffix of required inputs of an action
            if not self.kinds_of(kind) & set(self.names(term, "schema:domainIncludes")):
                yield f"{here}: not a property of it"
            if term == name:
                for each in as_list(value):
                    yield from self.misfits(
                        each, set(self.names(term, "schema:rangeIncludes")), here
                    )
            for each in as_list(value):
                if isinstance(each, dict) and "@type" in each:
                    yield from self.faults_of(each, nodes, here)

    def misfits(self, value, allowed, here):
        if isinstance(value, bool):
            fits = "Boolean" in allowed
        elif isinstance(value, int):
            fits = allowed & (NUMBERS | {"Text"})
        elif isinstance(value, str):
            allowed_texts = allowed & TEXTS or re.match("https?://", value)
            fits = allowed_texts or any(
                kind in allowed and re.fullmatch(form, value) for kind, form in WRITTEN.items()
            )
        else:
            fits = "@type" not in value or self.kinds_of(value["@type"]) & allowed
        if not fits:
            yield f"{here}: {value!r} is none of {sorted(allowed)}"


def said_by(response):
    """Return the nodes of a page's only block of structured data."""
    [block] = BLOCK.findall(response.content.decode())
    data = json.loads(block)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def of_type(kind, nodes):
    """Return all nodes of a type, at any depth of the graph."""
    for node in nodes:
        if isinstance(node, dict):
            if node.get("@type") == kind:
                yield node
            yield from of_type(kind, [each for v in node.values() for each in as_list(v)])


def words_of(response):
    """Return the visible text of a page on one line."""
    page = BLOCK.sub("", response.content.decode())
    return " ".join(html.unescape(strip_tags(page)).split())


class DataTestCase(TestCase):
    def at(self, address, status=200):
        self.response = self.client.get(address)
        self.assertEqual(self.response.status_code, status)
        self.nodes = said_by(self.response)
        return self.nodes

    def one(self, kind):
        [node] = of_type(kind, self.nodes)
        return node


class InterviewGraphs(DataTestCase):
    @classmethod
    def setUpTestData(cls):
        ada, ivo = someone("Ines Okafor"), someone("Teodor Vass")
        cls.ada, cls.ivo = ada, ivo
        cls.interview = an_interview(
            "A grid",
            series=a_series(),
            standfirst="She *keeps* the lights on.",
            held_on=date(2026, 8, 30),
            medium="video",
            place="Norrland",
            duration=72,
            terms="“On the record, I’d say.”",
            editing="214 of 9,310 words were cut.",
        )
        cls.interview.topics.add(a_topic())
        cls.asked = an_exchange(
            cls.interview, "Who *told* you?", "They **did**.[^1]\n\nOften.\n\n[^1]: In March."
        )
        cls.correction = a_correction(cls.interview, exchange=cls.asked)
        cls.reply = a_reply(cls.interview, exchange=cls.asked, body="So *it* is & was.")
        cls.page = f"http://testserver{cls.interview.get_absolute_url()}"

    def setUp(self):
        self.at(self.interview.get_absolute_url())

    def test_interview_is_an_article_based_on_a_conversation(self):
        article, talk = self.one("NewsArticle"), self.one("Conversation")

        self.assertEqual(article["@id"], f"{self.page}#article")
        self.assertEqual(article["headline"], "A grid")
        self.assertEqual(article["description"], "She keeps the lights on.")
        self.assertEqual(article["author"], {"@id": "http://testserver/people/teodor-vass/#person"})
        self.assertEqual(article["about"], {"@id": "http://testserver/people/ines-okafor/#person"})
        self.assertEqual(article["isBasedOn"], {"@id": talk["@id"]})
        self.assertEqual(talk["dateCreated"], "2026-08-30")
        self.assertEqual(talk["locationCreated"]["name"], "Norrland")

    def test_graph_has_questions_and_answers_as_plain_text(self):
        [_first, question] = self.one("NewsArticle")["hasPart"]

        self.assertEqual(question["@id"], f"{self.page}#{self.asked.key}")
        self.assertEqual((question["name"], question["position"]), ("Who told you?", 2))
        answer = question["suggestedAnswer"]
        self.assertEqual(answer["@id"], f"{self.page}#{self.asked.key}-a")
        self.assertEqual(answer["text"].splitlines()[:2], ["They did.", "Often."])
        self.assertEqual(answer["author"], {"@id": "http://testserver/people/ines-okafor/#person"})

    def test_every_answer_in_the_graph_is_on_the_page(self):
        seen = words_of(self.response)

        for answer in of_type("Answer", self.nodes):
            for line in answer["text"].splitlines():
                self.assertIn(line, seen)

    def test_every_anchor_in_the_graph_is_on_the_page(self):
        page = self.response.content.decode()

        for kind in ("Question", "Answer", "Comment"):
            for node in of_type(kind, self.nodes):
                place = node["@id"].removeprefix(f"{self.page}#")
                self.assertIn(f'id="{place}"', page)

    def test_graph_has_the_interviews_details_as_backstory(self):
        backstory = self.one("NewsArticle")["backstory"]

        self.assertIn("by video call, Norrland, 72 minutes.", backstory)
        self.assertIn("Terms: “On the record, I’d say.” Editing:", backstory)
        self.assertIn("Editing: 214 of 9,310 words were cut.", backstory)
        self.assertIn("Answers in full", backstory)

    def test_graph_has_corrections_with_their_answers(self):
        correction = self.one("CorrectionComment")

        self.assertEqual(correction["text"], "The month was March.")
        self.assertEqual(correction["about"], {"@id": f"{self.page}#{self.asked.key}"})
        self.assertEqual(self.one("NewsArticle")["version"], "3")  # a question was added, too

    def test_graph_has_the_permanent_url_of_the_version(self):
        article = self.one("NewsArticle")

        self.assertEqual(article["version"], "3")
        kept = self.client.get(article["archivedAt"].removeprefix("http://testserver"))
        self.assertContains(kept, "Version 3")

    def test_graph_has_the_replies(self):
        article, comment = self.one("NewsArticle"), self.one("Comment")

        self.assertEqual(article["commentCount"], 1)
        self.assertEqual(comment["text"], "So it is & was.")
        self.assertEqual(comment["author"]["name"], "Oluwaseun P.")
        self.assertEqual(comment["parentItem"], {"@id": f"{self.page}#{self.asked.key}-a"})

    def test_graph_has_breadcrumbs(self):
        way = [step["name"] for step in self.one("BreadcrumbList")["itemListElement"]]

        self.assertEqual(way, ["Interviews", "Who decides", "A grid"])
        self.assertEqual(self.one("CreativeWorkSeries")["name"], "Who decides")
        self.assertEqual(self.one("NewsArticle")["keywords"], ["Infrastructure"])

    def test_graph_is_no_qapage_or_faqpage(self):
        for kind in ("QAPage", "FAQPage"):
            self.assertEqual(list(of_type(kind, self.nodes)), [])

    def test_graph_of_an_exchange_is_about_the_article(self):
        self.at(self.asked.get_absolute_url())

        page = self.one("WebPage")
        self.assertEqual(page["about"], {"@id": f"{self.page}#article"})
        self.assertEqual(page["mainEntity"]["@id"], f"{self.page}#{self.asked.key}")
        self.assertIn("They did.", page["mainEntity"]["suggestedAnswer"]["text"])

    def test_graph_omits_removed_answers_and_replies(self):
        self.asked.remove(by=None)
        self.reply.decline()

        self.at(self.interview.get_absolute_url())

        self.assertNotIn("Who told you", json.dumps(self.nodes))
        self.assertNotIn("So it is", json.dumps(self.nodes))
        self.assertEqual(self.one("NewsArticle")["commentCount"], 0)
        self.assertNotContains(self.client.get(self.asked.get_absolute_url()), "ld+json", 410)


class UnspokenText(DataTestCase):
    def test_footnotes_and_pictures_are_not_in_answers(self):
        text = "The lamp.[^1] ![A lantern](/media/a.jpg)\n\n[^1]: A tin copy."
        interview = an_interview_of(("Which?", text))

        page = self.client.get(interview.get_absolute_url()).content.decode()

        self.assertIn('"text":"The lamp."', "".join(BLOCK.findall(page)).replace(": ", ":"))


class RemovedParts(DataTestCase):
    def test_graph_keeps_the_other_of_two_answers(self):
        interview = an_interview_of(("Who?", "Secret words."), ("", "Open words."))
        interview.exchanges.first().remove(by=None)

        self.at(interview.get_absolute_url())

        self.assertEqual(self.one("Answer")["text"], "Open words.")
        self.assertEqual(self.one("Question")["answerCount"], 1)

    def test_graph_keeps_the_other_of_two_replies(self):
        interview = an_interview()
        first = a_reply(interview, body="Secret words.")
        a_reply(interview, body="Open words.", parent=first)
        first.decline()

        self.at(interview.get_absolute_url())

        self.assertEqual(self.one("Comment")["text"], "Open words.")
        self.assertEqual(self.one("NewsArticle")["commentCount"], 1)


class UnknownFacts(DataTestCase):
    def test_graph_omits_unknown_facts(self):
        interview = an_interview()

        self.at(interview.get_absolute_url())

        article, talk = self.one("NewsArticle"), self.one("Conversation")
        unknown = {"image", "keywords", "isPartOf", "correction"}
        self.assertEqual(unknown & article.keys(), set())
        self.assertEqual({"dateCreated", "locationCreated", "audio"} & talk.keys(), set())
        self.assertNotIn("null", json.dumps(self.nodes))

    def test_graph_omits_unknown_speakers(self):
        two = [a_person("Ada"), a_person("Bo")]
        interview = an_interview(subjects=two)

        self.at(interview.get_absolute_url())

        self.assertNotIn("author", self.one("Answer"))

    def test_a_person_without_a_page_is_a_name_alone(self):
        interview = an_interview()
        an_exchange(interview, "And you?", "Me too.", asked_by=a_person("A Reader"))

        self.at(interview.get_absolute_url())

        asker = list(of_type("Question", self.nodes))[1]["author"]
        self.assertEqual(asker, {"@type": "Person", "name": "A Reader"})

    def test_a_draft_has_no_graph(self):
        response = self.client.get("/")

        self.assertEqual(list(of_type("NewsArticle", said_by(response))), [])


class LongInterviews(DataTestCase):
    def test_graph_of_a_long_interview_has_its_first_questions_only(self):
        interview = an_interview(exchanges=MAX_QUESTIONS + 20)

        self.at(interview.get_absolute_url())

        self.assertEqual(len(self.one("NewsArticle")["hasPart"]), MAX_QUESTIONS)
        self.assertNotIn("wordCount", self.one("NewsArticle"))

    def test_answers_in_the_graph_are_truncated_since_the_page_has_them_in_full(self):
        words = " ".join(f"word{number}" for number in range(400))
        interview = an_interview_of(*[(f"Question {n}?", words) for n in range(12)])

        self.at(interview.get_absolute_url())

        for answer in of_type("Answer", self.nodes):
            self.assertRegex(answer["text"], r"^word0 word1 .* word\d+ …$")
            self.assertIn(answer["text"].removesuffix(" …"), words)


class OtherPages(DataTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.person = a_person("Ada", description="Dispatcher")
        cls.person.links.create(label="Her page", url="https://example.org/ada")
        cls.series, cls.topic = a_series(), a_topic()
        cls.interview = an_interview("A grid", subjects=[cls.person], series=cls.series)
        cls.interview.topics.add(cls.topic)

    def test_the_front_page_describes_the_site_and_its_search(self):
        self.at("/")

        action = self.one("WebSite")["potentialAction"]
        address = action["target"]["urlTemplate"].replace("{search_term_string}", "forecast")
        found = self.client.get(address.removeprefix("http://testserver"))
        self.assertContains(found, "A grid")

    def test_a_persons_page_is_a_profile(self):
        self.at(self.person.get_absolute_url())

        person = self.one("ProfilePage")["mainEntity"]
        self.assertEqual((person["name"], person["description"]), ("Ada", "Dispatcher"))
        self.assertEqual(person["sameAs"], ["https://example.org/ada"])
        self.assertEqual([each["headline"] for each in person["subjectOf"]], ["A grid"])

    def test_a_list_is_a_collection_of_what_it_lists(self):
        year = f"/archive/{self.interview.published_at.year}/"
        for address in [self.topic.get_absolute_url(), self.series.get_absolute_url(), year]:
            with self.subTest(address):
                self.at(address)

                [item] = self.one("ItemList")["itemListElement"]
                self.assertEqual(item["name"], "A grid")
                self.assertEqual(len(self.one("BreadcrumbList")["itemListElement"]), 2)

    def test_the_recurring_questions_are_a_collection_too(self):
        question = a_recurring_question()
        self.interview.exchanges.update(recurring=question)
        self.at("/questions/")

        [item] = self.one("ItemList")["itemListElement"]

        self.assertEqual(item["url"], f"http://testserver{question.get_absolute_url()}")

    def test_a_recurring_question_has_the_answers_of_all_who_were_asked(self):
        other = an_interview("Another grid", subjects=[someone("Grace")])
        question = a_recurring_question()
        for interview in (self.interview, other):
            interview.exchanges.update(recurring=question)
        self.at(question.get_absolute_url())

        asked = self.one("Question")

        self.assertEqual((asked["name"], asked["answerCount"]), (question.wording, 2))
        names = {answer["author"]["name"] for answer in asked["suggestedAnswer"]}
        self.assertEqual(names, {"Ada", "Grace"})
        places = {answer["url"] for answer in asked["suggestedAnswer"]}
        self.assertIn(f"http://testserver{other.exchanges.get().anchor_url}", places)

    def test_the_second_page_of_a_list_has_its_own_url(self):
        for number in range(31):
            an_interview(f"Number {number}")
        last = Interview.objects.newest_first()[29]

        self.at(f"/interviews/?after={last.pk}")

        own = f"http://testserver/interviews/?after={last.pk}"
        self.assertEqual(self.one("CollectionPage")["url"], own)


class HostileText(DataTestCase):
    def test_hostile_text_stays_text_in_the_graph(self):
        interview = an_interview_of(
            (NASTY, NASTY), title=NASTY[:200], standfirst=NASTY, terms=NASTY, place=NASTY[:90]
        )
        Reply.objects.filter(pk=a_reply(interview, body=NASTY).pk).update(name=NASTY[:50])

        self.at(interview.get_absolute_url())

        [block] = BLOCK.findall(self.response.content.decode())
        for forbidden in ("</", "<!--", "<script"):
            self.assertNotIn(forbidden, block)
        self.assertEqual(self.one("NewsArticle")["headline"], NASTY[:200])
        self.assertIn("</script><script>alert(1)</script>", self.one("Answer")["text"])


@skipUnless(VOCABULARY.exists(), "schema.org's vocabulary is not at hand in ../shared/data.")
class SchemaOrgTerms(DataTestCase):
    @classmethod
    def setUpTestData(cls):
        InterviewGraphs.setUpTestData.__func__(cls)
        cls.vocabulary = Vocabulary()
        picture = {
            "lead_picture": "leads/0123456789abcdef-1200x800.jpg",
            "lead_width": 1200,
            "lead_height": 800,
        }
        told = {"lead_alt": "A desk.", "lead_caption": "The desk.", "lead_credit": "Ivo"}
        Interview.objects.filter(pk=cls.interview.pk).update(**picture, **told)
        cls.ada.links.create(label="Hers", url="https://example.org/")
        a_reply(cls.interview, parent=cls.reply)

    def test_every_type_and_property_is_defined_by_schema_org(self):
        interview = self.interview
        question = a_recurring_question()
        interview.exchanges.update(recurring=question)
        places = [interview, self.asked, self.ada, interview.series, interview.topics.get()]
        places.append(question)
        for address in [
            "/",
            "/interviews/",
            "/questions/",
            *(each.get_absolute_url() for each in places),
        ]:
            nodes = self.at(address)
            known = {node["@id"]: node for node in nodes if "@id" in node}

            faults = [fault for node in nodes for fault in self.vocabulary.faults_of(node, known)]

            self.assertEqual(faults, [], address)


@override_settings(PUBLICATION_URL="https://example.org")
class GraphURLs(DataTestCase):
    def test_every_url_in_a_graph_is_absolute_and_on_the_publications_host(self):
        interview = an_interview(series=a_series())
        for address in (interview.get_absolute_url(), "/", "/people/ines-okafor/"):
            self.at(address)
            for path in re.findall(r'"(?:@id|url|item|logo)": "([^"]*)"', json.dumps(self.nodes)):
                self.assertRegex(path, "^https://example.org/")


class OpenGraph(TestCase):
    """Open Graph metadata, which other sites show with a link."""

    def told_by(self, address):
        page = self.client.get(address).content.decode()
        return re.findall(r'<meta property="([^"]*)" content="([^"]*)">', page)

    def test_an_article_has_its_dates_authors_and_topics(self):
        interview = an_interview(language="pt-BR")
        interview.topics.add(a_topic("Grids"), a_topic("Work"))
        correction = a_correction(interview)
        exchange = interview.exchanges.get()
        published = localtime(interview.published_at).isoformat()

        for noun in (interview, exchange):
            told = self.told_by(noun.get_absolute_url())

            self.assertIn(("og:type", "article"), told)
            self.assertIn(("og:locale", "pt_BR"), told)
            self.assertIn(("og:url", f"http://testserver{noun.get_absolute_url()}"), told)
            self.assertIn(("article:published_time", published), told)
            changed = localtime(correction.published_at).isoformat()
            self.assertIn(("article:modified_time", changed), told)
            self.assertIn(("article:author", "http://testserver/people/teodor-vass/"), told)
            self.assertEqual([w for name, w in told if name == "article:section"], ["Grids"])
            self.assertEqual([w for name, w in told if name == "article:tag"], ["Grids", "Work"])

    def test_an_exchange_has_its_own_share_image_and_url(self):
        exchange = an_interview().exchanges.get()
        address = f"http://testserver{exchange.get_absolute_url()}"

        told = dict(self.told_by(exchange.get_absolute_url()))

        self.assertEqual(told["og:url"], address)
        self.assertTrue(told["og:image"].startswith(address), told["og:image"])

    def test_other_pages_are_in_the_publications_language(self):
        an_interview()

        self.assertIn(("og:locale", "en_US"), self.told_by("/"))
        self.assertIn(("og:type", "profile"), self.told_by("/people/ines-okafor/"))
