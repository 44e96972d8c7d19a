"""How an interview is introduced wherever it is named: one description, and never a false one."""

import json
import re
from html import unescape

from django.test import SimpleTestCase, TestCase, override_settings

from interviews import share_images
from interviews.models import Interview
from interviews.models.description import MAX_LENGTH
from interviews.prose.excerpts import first_sentences, truncate
from tests.builders import (
    a_draft,
    a_page,
    a_person,
    a_topic,
    an_exchange,
    an_interview,
    an_interview_of,
    published,
    someone,
)

PROMISE = "Answers in full, without paraphrase, lightly edited for length and clarity."
LONG = "The night shift is quiet until the wind turns and nobody has told the desk. "


class TheDescription(TestCase):
    def described(self, interview):
        """As a page, a list and an embedding have it, which must not differ."""
        found = Interview.objects.filter(pk=interview.pk)
        descriptions = {
            found.get().description,
            found.for_reading().get().description,
            found.for_listing().get().description,
            found.for_description().get().description,
        }
        self.assertEqual(len(descriptions), 1, descriptions)
        [description] = descriptions
        self.assertLessEqual(len(description), MAX_LENGTH)
        return description

    def described_as(self, *exchanges, **words):
        return self.described(an_interview_of(*exchanges, **words))

    def test_the_description_of_an_interview_is_the_standfirst(self):
        words = {"standfirst": "Ines *runs* a grid.", "introduction": "We met in March."}

        self.assertEqual(self.described(an_interview(**words)), "Ines runs a grid.")

    def test_the_description_without_a_standfirst_begins_the_introduction(self):
        introduction = f"## Before\n\nWe met in [March](/march/). {LONG * 5}"

        description = self.described(an_interview(introduction=introduction))

        self.assertTrue(description.startswith("Before We met in March. The night shift"))
        self.assertTrue(description.endswith("told the desk."), description)

    def test_the_description_without_an_introduction_is_the_first_question_and_answer(self):
        pairs = [
            ("What *broke* first?", "The **forecast**.\n\nThen we."),
            ("And then?", "Nothing."),
        ]

        self.assertEqual(
            self.described_as(*pairs), "What broke first? — Ines Okafor: The forecast. Then we."
        )

    def test_the_description_attributes_no_footnote_and_no_picture_to_a_speaker(self):
        answer = "![A dam](/media/prose/dam.jpg)\n\nThe wind.[^1]\n\n[^1]: Said in March."

        self.assertEqual(
            self.described_as(("What broke?", answer)), "What broke? — Ines Okafor: The wind."
        )

    def test_the_description_cuts_a_long_answer_between_words_and_ends_it_with_an_ellipsis(self):
        description = self.described_as(("What broke?", LONG * 10))

        self.assertTrue(description.startswith("What broke? — Ines Okafor: The night shift"))
        self.assertTrue(description.endswith(" …"))
        self.assertIn(description.removesuffix(" …").partition(": ")[2] + " ", LONG * 10)
        self.assertGreater(len(description), 200)

    def test_the_description_leaves_room_for_the_answer_after_a_very_long_question(self):
        description = self.described_as((LONG * 10 + "Why?", LONG * 10))

        self.assertIn(" … — Ines Okafor: The night shift", description)

    def test_the_description_uses_the_punctuation_of_its_own_script(self):
        answer = "我们在三月见面。" * 60

        description = self.described_as(("第一个坏的是什么？", answer), language="zh-Hans")

        self.assertTrue(
            description.startswith("第一个坏的是什么？ — Ines Okafor: 我们在三月见面。")
        )

    def test_the_description_of_an_introduction_in_chinese_ends_with_a_sentence(self):
        interview = an_interview(
            introduction="我们在三月见面。她说：「风变了！」" * 30, language="zh"
        )

        self.assertTrue(self.described(interview).endswith(("。", "！」")))

    def test_the_description_names_nobody_where_the_speaker_of_several_is_not_recorded(self):
        pair = [someone("Ines Okafor"), someone("Odile Brandt")]

        self.assertEqual(
            self.described_as(("What broke?", "The wind."), subjects=pair),
            "What broke? — The wind.",
        )

    def test_the_description_names_the_recorded_speaker_and_not_the_only_interviewee(self):
        draft = a_draft(exchanges=0)
        an_exchange(draft, "What broke?", "The wind.", answered_by=[someone("Odile Brandt")])

        self.assertEqual(self.described(published(draft)), "What broke? — Odile Brandt: The wind.")

    def test_the_description_joins_names_in_the_language_of_the_interview(self):
        draft = a_draft(exchanges=0, language="de")
        both = [someone("Ada"), someone("Bo")]
        an_exchange(draft, "Was fiel aus?", "Der Wind.", answered_by=both)

        self.assertEqual(self.described(published(draft)), "Was fiel aus? — Ada und Bo: Der Wind.")

    def test_the_description_names_a_few_of_many_people_who_answer_together(self):
        draft = a_draft(exchanges=0)
        choir = [someone(f"Singer {letter * 60}") for letter in "ABCDEFG"]
        an_exchange(draft, "What broke?", LONG, answered_by=choir)

        self.assertIn("and 5 others: The night", self.described(published(draft)))

    def test_the_description_has_no_answer_where_the_speakers_name_leaves_no_room(self):
        draft = a_draft(exchanges=0)
        an_exchange(draft, LONG * 3, LONG, answered_by=[someone("N" * 200)])

        self.assertTrue(self.described(published(draft)).startswith("The night shift"))

    def test_the_description_of_an_answer_without_a_question_is_that_answer(self):
        self.assertEqual(self.described_as(("", "Good evening.")), "Ines Okafor: Good evening.")

    def test_the_description_skips_the_opening_and_uses_the_first_question(self):
        pairs = [("", "Good evening."), ("What broke?", "The wind.")]

        self.assertEqual(self.described_as(*pairs), "What broke? — Ines Okafor: The wind.")

    def test_the_description_never_joins_a_question_to_the_answer_of_another(self):
        pairs = [("Ready?", ""), ("What broke?", "The wind.")]

        self.assertEqual(self.described_as(*pairs), "What broke? — Ines Okafor: The wind.")

    def test_the_description_of_questions_alone_is_the_first_of_them(self):
        draft = a_draft(exchanges=0)
        an_exchange(draft, "Ready?", "")
        an_exchange(draft, "Now?", "")

        self.assertEqual(self.described(draft), "Ready?")

    def test_the_description_skips_removed_exchanges(self):
        interview = an_interview_of(("What broke?", "A secret."), ("And then?", "Nothing."))
        interview.exchanges.first().remove(by=None)

        self.assertEqual(self.described(interview), "And then? — Ines Okafor: Nothing.")

    def test_the_description_does_not_join_a_removed_question_to_another_answer(self):
        interview = an_interview_of(("A secret?", "A secret."), ("", "Nothing."))
        interview.exchanges.first().remove(by=None)

        self.assertEqual(self.described(interview), "Ines Okafor: Nothing.")

    def test_the_description_is_empty_where_everything_is_removed_or_only_notes_are_left(self):
        interview = an_interview()
        an_exchange(interview, "", "", note="The tape ended.")
        interview.exchanges.first().remove(by=None)

        self.assertEqual(self.described(interview), "")

    def test_the_description_of_an_empty_draft_is_empty(self):
        self.assertEqual(self.described(a_draft(exchanges=0)), "")

    def test_the_description_of_an_interview_follows_the_order_of_the_conversation(self):
        interview = an_interview_of(("First?", "One."), ("Second?", "Two."))
        interview.exchanges.filter(answer="Two.").update(pull_quote="Two.")

        self.assertEqual(self.described(interview), "First? — Ines Okafor: One.")


class TruncatedText(SimpleTestCase):
    def test_text_of_the_maximum_length_is_not_truncated(self):
        for text in ("The wind turned.", "风变了风变了"):
            self.assertEqual(truncate(text, len(text)), text)

    def test_longer_text_is_truncated_to_the_maximum_length_and_marked(self):
        self.assertEqual(truncate("The wind turned.", 15), "The wind …")
        self.assertEqual(truncate("The wind turned", 8), "The wind …")
        self.assertEqual(truncate("风变了风变了", 5), "风变了风变 …")
        self.assertEqual(truncate("Windwindwindwind", 5), "Windw …")


class FirstSentences(SimpleTestCase):
    def test_the_first_sentences_of_a_short_text_are_the_whole_text(self):
        self.assertEqual(first_sentences("One. Two", 8), "One. Two")

    def test_the_first_sentences_fill_the_available_space_exactly(self):
        text = "It was March again. Nobody slept well. The wind turned round."

        self.assertEqual(first_sentences(text, 38), "It was March again. Nobody slept well.")
        self.assertEqual(first_sentences(text, 37), "It was March again.")

    def test_the_first_sentences_do_not_end_after_an_abbreviation(self):
        text = "For years she worked with Mrs. Okafor and Dr. Vass at the control desk."

        self.assertEqual(
            first_sentences(text, 58), "For years she worked with Mrs. Okafor and Dr. Vass at …"
        )

    def test_the_first_sentences_end_with_the_quotation_that_ends_there(self):
        text = "She said: “Nobody slept.” The wind turned round and round."

        self.assertEqual(first_sentences(text, 40), "She said: “Nobody slept.”")

    def test_the_first_sentences_are_followed_by_more_words_where_they_are_too_short(self):
        text = "Well now. " + "The night shift is quiet until the wind turns " * 3

        self.assertEqual(
            first_sentences(text, 50), "Well now. The night shift is quiet until the …"
        )


class WhereDescriptionsAreShown(TestCase):
    """An interview without standfirst, introduction and picture, and so without a slogan."""

    words = "What broke first? — Ines Okafor: The forecast."

    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview()
        cls.topic = a_topic()
        cls.interview.topics.add(cls.topic)
        a_page()

    def text(self, address):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200, address)
        return response.content.decode()

    def meta(self, address):
        found = re.findall(
            r'<meta (?:name|property)="([^"]*)" content="([^"]*)">', self.text(address)
        )
        return {name: unescape(content) for name, content in found}

    def test_the_head_of_the_page_contains_the_description(self):
        told = self.meta(self.interview.get_absolute_url())

        self.assertEqual(told["description"], self.words)
        self.assertEqual(told["og:description"], self.words)

    def test_every_list_contains_the_description(self):
        for address in (
            *("/", "/interviews/", "/topics/infrastructure/", "/people/ines-okafor/"),
            *("/people/teodor-vass/", f"/archive/{self.interview.published_at.year}/"),
        ):
            self.assertInHTML(
                f'<p class="{"standfirst" if address == "/" else "summary"}" lang="en" dir="ltr">'
                f"{self.words}</p>",
                self.text(address),
                1,
                address,
            )

    def test_structured_data_contains_the_description(self):
        [data] = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>',
            self.text(self.interview.get_absolute_url()),
            re.DOTALL,
        )
        described = [node.get("description") for node in json.loads(data)["@graph"]]
        self.assertIn(self.words, described)
        self.assertEqual(
            json.loads(self.text("/interviews/a-grid-you-can-no-longer-predict.json"))[
                "description"
            ],
            self.words,
        )

    def test_feeds_contain_the_description(self):
        [item] = json.loads(self.text("/feed.json"))["items"]
        self.assertEqual(item["summary"], self.words)
        self.assertIn(f'<summary type="text">{self.words}</summary>', self.text("/feed.atom"))
        [item] = json.loads(self.text("/people/teodor-vass/feed.json"))["items"]
        self.assertEqual(item["summary"], f"Teodor Vass: interviewer. {self.words}")

    def test_embeds_contain_the_description(self):
        address = f"http://testserver{self.interview.get_absolute_url()}"

        told = json.loads(self.text(f"/oembed?url={address}"))

        self.assertIn(f"<p>{self.words}</p>", unescape(told["html"]))

    def test_search_results_contain_the_description(self):
        page = self.text("/search/?q=predict")

        self.assertIn(f"<p>{self.words}</p>", unescape(page))

    def test_a_question_without_an_answer_is_described_by_its_interview(self):
        exchange = an_exchange(self.interview, "And then?", "")

        self.assertEqual(self.meta(exchange.get_absolute_url())["description"], self.words)

    def test_markup_in_a_description_is_shown_as_text(self):
        exchange = self.interview.exchanges.get()
        exchange.question, exchange.answer = 'A "<b>tag</b>" & more?', "It's <i>so</i>."
        exchange.save()

        told = self.meta(self.interview.get_absolute_url())

        self.assertEqual(
            told["description"], 'A "<b>tag</b>" & more? — Ines Okafor: It\'s <i>so</i>.'
        )
        self.assertContains(self.client.get("/"), "&lt;b&gt;tag")

    def test_a_list_of_fifty_interviews_makes_as_many_queries_as_a_list_of_one(self):
        with self.assertNumQueries(5):
            self.described()
        for number in range(49):
            an_interview(f"Another {number}", subjects=[a_person(f"Person {number}")])
        with self.assertNumQueries(5):
            self.assertEqual(len(self.described()), 50)

    def described(self):
        """Interviews, their people, excerpts and who speaks in them, topics."""
        return [each.description for each in Interview.objects.published().for_listing()]


class WithoutCredits(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview()
        cls.interview.credits.all().delete()

    def test_an_interview_without_credits_is_described_without_a_name(self):
        interview = Interview.objects.for_listing().get()

        self.assertEqual(interview.description, "What broke first? — The forecast.")

    def test_an_empty_list_of_people_says_nothing_untrue(self):
        page = self.client.get("/people/")

        self.assertContains(page, "No people listed yet.")
        self.assertNotContains(page, "Nobody has been interviewed")
        self.assertNotContains(page, '<p class="standfirst">Everyone')

    def test_all_pages_of_an_interview_without_credits_can_be_read(self):
        address = self.interview.get_absolute_url()
        exchange = self.interview.exchanges.get().get_absolute_url()
        oembed = f"/oembed?url=http://testserver{address}"
        for path in (
            "/",
            "/interviews/",
            address,
            exchange,
            oembed,
            "/feed.atom",
            "/feed.json",
            f"{address}card/",
            f"{exchange}card/",
            f"{address[:-1]}.md",
            f"{address[:-1]}.txt",
            f"{address[:-1]}.json",
            "/search/?q=forecast",
        ):
            with self.subTest(path):
                self.assertEqual(self.client.get(path).status_code, 200)


class OpenGraphLocale(TestCase):
    def get_locales(self, tag):
        interview = an_interview(tag, language=tag)
        page = self.client.get(interview.get_absolute_url()).content.decode()
        return re.findall(r'<meta property="og:locale" content="([^"]*)">', page)

    def test_a_locale_has_the_territory_of_its_tag_or_the_likeliest_of_its_language(self):
        for tag, locale in {
            "en": "en_US",
            "en-GB": "en_GB",
            "de": "de_DE",
            "de-ch": "de_CH",
            "pt": "pt_BR",
            "pt-BR": "pt_BR",
            "pt-PT": "pt_PT",
            "zh": "zh_CN",
            "zh-Hans": "zh_CN",
            "zh-Hant": "zh_TW",
            "zh-Hant-HK": "zh_HK",
            "sr-Latn": "sr_RS",
            "fa": "fa_IR",
            "de-1996": "de_DE",
            "sl-rozaj": "sl_SI",
        }.items():
            with self.subTest(tag):
                self.assertEqual(self.get_locales(tag), [locale])

    def test_a_locale_is_left_out_where_no_territory_is_known(self):
        for tag in ("eo", "la", "tlh", "es-419", "en-001"):
            with self.subTest(tag):
                self.assertEqual(self.get_locales(tag), [])

    def test_a_locale_has_the_territory_of_the_publication_for_the_same_language(self):
        with override_settings(LANGUAGE_CODE="de-at"):
            self.assertEqual(self.get_locales("de"), ["de_AT"])
            self.assertEqual(self.get_locales("de-DE"), ["de_DE"])
            self.assertEqual(self.get_locales("en"), ["en_US"])


class TheShareImage(TestCase):
    def test_the_share_image_shows_the_description_of_the_interview(self):
        interview = an_interview()

        self.assertIn("What broke first?", share_images.build_interview_image(interview).alt)
