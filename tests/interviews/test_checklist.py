"""The checklist: what keeps an interview from being published, and what is to be looked at."""

from datetime import timedelta

from django.conf import settings
from django.test import TestCase, override_settings
from django.utils import timezone

from interviews.models import DeskComment, Exchange, Interview
from interviews.models.checklist import Checklist
from interviews.models.workflow import NotReady
from tests.builders import (
    a_draft,
    a_page,
    a_person,
    a_topic,
    an_exchange,
    an_interview,
)


def obstacles_of(interview):
    return [(line.field, line.sentence) for line in Checklist(interview).obstacles]


class Obstacles(TestCase):
    def assertBlocks(self, interview, field, words, exchange=None):
        """Exactly one line blocks: this one, and both verbs refuse with it."""
        [line] = Checklist(interview).obstacles
        self.assertEqual((line.field, line.exchange), (field, exchange))
        self.assertIn(words, line.sentence)
        with self.assertRaisesMessage(NotReady, words):
            interview.publish(by=None)
        with self.assertRaisesMessage(NotReady, words):
            interview.schedule(at=timezone.now() + timedelta(days=1), by=None)

    def test_a_complete_interview_has_no_obstacle(self):
        self.assertEqual(obstacles_of(a_draft()), [])

    def test_an_interview_without_a_title_of_its_own_is_not_published(self):
        self.assertBlocks(a_draft("Untitled interview"), "title", "no title")

    def test_an_interview_without_an_interviewee_is_not_published(self):
        draft = a_draft()
        draft.credits.filter(role="subject").delete()

        self.assertBlocks(draft, "credits", "Nobody is named as interviewee.")

    def test_an_interview_without_any_answer_is_not_published(self):
        draft = a_draft(exchanges=0)
        an_exchange(draft, answer="")

        self.assertBlocks(draft, "exchanges", "The interview has no answer yet.")

    def test_a_question_that_nobody_answers_is_not_published(self):
        draft = a_draft()
        silent = an_exchange(draft, "And who pays?", answer="")

        self.assertBlocks(draft, "answer", "And who pays?", silent)

    def test_a_question_is_answered_in_the_exchange_below_or_explained_in_a_note(self):
        draft = a_draft(exchanges=0)
        an_exchange(draft, "Who pays?", answer="")
        an_exchange(draft, "", answer="We do.")
        an_exchange(draft, "And who else?", answer="", note="She did not want to say.")

        self.assertEqual(obstacles_of(draft), [])

    def test_an_unanswered_question_that_was_removed_is_no_obstacle(self):
        interview = an_interview()
        an_exchange(interview, "Who pays?", answer="").remove(by=None)

        self.assertEqual(obstacles_of(interview), [])

    def test_terms_are_demanded_where_the_publication_says_so(self):
        draft = a_draft(terms=" ")
        self.assertEqual(obstacles_of(draft), [])

        with override_settings(PUBLICATION_DEMANDS_TERMS=True):
            self.assertBlocks(draft, "terms", "terms")

    def test_a_picture_without_alternative_text_is_not_published(self):
        draft = a_draft()
        exchange = draft.exchanges.get()
        for text, blocks in (
            ("![](/media/prose/0123456789abcdef-40x30.jpg)", True),
            ("![A mast](/media/prose/0123456789abcdef-40x30.jpg)", False),
            ("![-](/media/prose/0123456789abcdef-40x30.jpg)", False),
        ):
            draft.exchanges.update(answer=text)
            self.assertEqual([field for field, _ in obstacles_of(draft)], ["answer"] * blocks)
        draft.exchanges.update(answer="![](/media/prose/0123456789abcdef-40x30.jpg)")

        self.assertBlocks(draft, "answer", "A picture has no alternative text.", exchange)

    def test_a_lead_picture_that_only_decorates_needs_no_alternative_text(self):
        stored = a_draft()
        size = {"lead_width": 3, "lead_height": 2}
        Interview.objects.update(lead_picture="leads/a.jpg", lead_alt=" ", **size)
        draft = Interview.objects.get(pk=stored.pk)
        self.assertBlocks(draft, "lead_alt", "The lead picture has no alternative text.")

        draft.lead_decorative = True

        self.assertEqual(obstacles_of(draft), [])

    def test_a_pull_quote_that_was_not_said_is_not_published(self):
        draft = a_draft()
        draft.exchanges.update(pull_quote="The forecasts.")

        self.assertBlocks(draft, "pull_quote", "word for word", draft.exchanges.get())


class BrokenLinks(TestCase):
    def broken(self, *urls, draft=None, at=None):
        """Return those of the URLs that the checklist finds broken, in an answer."""
        draft = draft or a_draft()
        text = " ".join(f"[one](<{url}>)" for url in urls)
        Exchange.objects.filter(interview=draft).update(answer=text)
        lines = Checklist(draft, at).obstacles
        self.assertTrue(all(line.field == "answer" for line in lines))
        return [line.sentence.rpartition(": ")[2] for line in lines]

    def test_a_link_to_a_page_that_readers_cannot_see_is_broken(self):
        hidden = a_draft("Hidden", subjects=[a_person("Ada Hidden")], slug="hidden")
        an_interview("Shown", slug="shown").withdraw(by=None)
        urls = [
            hidden.get_absolute_url(),
            "/interviews/hidden",
            "/interviews/shown/",
            "/people/ada-hidden/",
            "/topics/none/",
            "/no-such-page/",
            "/no/such/page/",
            "no-such-page",
            f"/admin/interviews/interview/{hidden.pk}/change/",
            f"{settings.PUBLICATION_URL.upper()}/interviews/hidden/",
            "/interviews/hidden/%00",
            "/interviews/hid%00den/",
        ]

        self.assertEqual(self.broken(*urls), urls)

    def test_a_link_to_a_published_page_holds_and_so_does_a_link_elsewhere(self):
        shown = an_interview("Shown", slug="shown")
        shown.change_slug("renamed")
        key = shown.exchanges.get().key
        a_page("About us")
        urls = [
            *("/", "/interviews/renamed/", "/interviews/shown/", "/interviews/renamed"),
            *("/people/ines-okafor/", "/about-us/", "/archive/2020/", "/search/?q=x", "#notes"),
            *(f"/interviews/shown/{key}/", f"/interviews/renamed/#{key}", "/media/none.jpg"),
            *("https://example.org/interviews/hidden/", "mailto:a@example.org", "//example.org/x"),
            "http://[",
        ]

        self.assertEqual(self.broken(*urls), [])

    def test_a_link_to_an_exchange_that_is_not_there_is_broken(self):
        shown, other = an_interview("Shown", slug="shown"), an_interview("Other")
        elsewhere = other.exchanges.get().key
        removed = an_exchange(shown)
        removed.remove(by=None)
        urls = [
            "/interviews/shown/x-222222/",
            f"/interviews/shown/{elsewhere}/",
            f"/interviews/shown/#{removed.key}",
        ]

        self.assertEqual(self.broken(*urls), urls)

    def test_the_interviews_own_pages_hold_before_it_is_published(self):
        draft = a_draft(subjects=[a_person("Ada Own")], slug="own")
        topic = a_topic("Own topic")
        draft.topics.add(topic)
        key = draft.exchanges.get().key
        urls = ["/people/ada-own/", topic.get_absolute_url(), "/interviews/own/", f"#{key}"]

        self.assertEqual(self.broken(*urls, draft=draft), [])

    def test_a_link_to_an_interview_that_appears_earlier_holds(self):
        monday = timezone.now() + timedelta(days=1)
        a_draft("Earlier", slug="earlier").schedule(at=monday, by=None)

        self.assertEqual(self.broken("/interviews/earlier/"), ["/interviews/earlier/"])
        self.assertEqual(self.broken("/interviews/earlier/", at=monday + timedelta(hours=1)), [])

    def test_each_prose_of_the_interview_is_checked(self):
        link = "[one](/no-such-page/)"
        draft = a_draft(standfirst=link, introduction=link, closing=link, terms=link)
        an_exchange(draft, f"Why {link}?", note=link)

        fields = [field for field, _sentence in obstacles_of(draft)]

        self.assertEqual(fields, ["standfirst", "introduction", "closing", "question", "note"])

    def test_the_number_of_queries_does_not_grow_with_the_number_of_links(self):
        draft = a_draft()
        many = [f"/{part}/none-{n}/" for part in ("people", "interviews") for n in range(50)]
        self.broken("/people/none/", "/interviews/none/", draft=draft)

        with self.assertNumQueries(8):
            self.assertEqual(len(self.broken(*many, draft=draft)), 100)


class Warnings(TestCase):
    def fields(self, interview):
        return [line.field for line in Checklist(interview).warnings]

    def test_what_an_interview_should_have_is_named_and_does_not_block(self):
        draft = a_draft()

        self.assertEqual(self.fields(draft), ["standfirst", "lead_picture", "held_on", "topics"])
        draft.publish(by=None)

    def test_open_comments_are_counted_and_settled_comments_are_not(self):
        draft = a_draft()
        for _each in range(2):
            comment = DeskComment.objects.add(draft, "", "Who says so?", by=None)
        comment.settle(by=None)

        first = Checklist(draft).warnings[0]

        self.assertEqual(first, ("1 comment is not settled.", "desk_comments", None))

    def test_placeholders_left_in_the_text_are_found_and_words_that_contain_them_are_not(self):
        draft = a_draft(
            standfirst="Who TK", introduction="TODO", closing="ATK, todo, TKO", terms="in [?]"
        )
        an_exchange(draft, answer="About TKTK euros.")
        an_exchange(draft, answer="One.\n///\nTwo.", note="a /// b")

        found = [
            field
            for field in self.fields(draft)
            if field not in ("lead_picture", "held_on", "topics")
        ]

        self.assertEqual(found, ["standfirst", "introduction", "terms", "answer", "answer"])

    def test_what_is_hard_to_use_with_a_screen_reader_is_named_and_does_not_block(self):
        draft = a_draft(
            introduction="# One\n\n### Deep", closing="More [here](https://example.org)."
        )
        an_exchange(draft, answer="![IMG_2031](/media/prose/a.jpg)")

        sentences = [line.sentence for line in Checklist(draft).warnings][-3:]

        self.assertEqual(
            sentences,
            [
                "Introduction: The heading “Deep” skips a level.",
                "Closing: “here” does not tell where the link leads.",
                "What broke first? (Answer): “IMG_2031” does not tell what the picture shows.",
            ],
        )
        draft.publish(by=None)
