"""The spam filter learns from the decisions of moderators."""

import itertools
import json
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from django.conf import settings
from django.db import connection, transaction
from django.test import SimpleTestCase, TestCase, TransactionTestCase

from comments.models import SpamToken
from comments.models.spam_token import TEXT_COUNTS
from comments.moderation.screening.spam_filter import (
    MIN_TEXTS,
    SPAM_THRESHOLD,
    combine,
    forget,
    learn,
    score,
)
from comments.moderation.screening.tokens import MOST, SpamFeatures, tokens
from tests.builders import a_reply, an_interview

NAUGHTY = Path(settings.BASE_DIR) / "../shared/data/naughty/blns.json"
SPAM = [
    "Buy cheap watches at https://watches.example/sale now",
    "Earn money from home, see www.riches.example",
    "CHEAP PILLS, LIMITED OFFER, BUY NOW",
    "Visit my website for cheap followers and likes",
]
HONEST_TEXTS = [
    "The forecast was wrong for nine years, and nobody asked the operators.",
    "I worked on that grid. Her answer about the second transformer is exact.",
    "Could you ask her what became of the reserve after the storm?",
    "A fair point, but the report of the regulator says otherwise.",
]
NOTHING = [(TEXT_COUNTS, 0, 0)]


def what_is_learnt():
    return sorted(SpamToken.objects.values_list("word", "spam", "ham"))


def learn_enough(times=MIN_TEXTS):
    for n in range(times):
        learn(SpamFeatures(SPAM[n % len(SPAM)], email="seo@riches.example"), is_spam=True)
        learn(
            SpamFeatures(HONEST_TEXTS[n % len(HONEST_TEXTS)], email="oluwaseun@example.org"),
            is_spam=False,
        )


class TrainedFilter(TestCase):
    @classmethod
    def setUpTestData(cls):
        learn_enough()

    def test_a_trained_filter_scores_spam_higher_than_honest_texts(self):
        spam = score(SpamFeatures("Cheap watches! Buy now: https://watches.example/other"))
        honest = score(SpamFeatures("Nobody asked the operators about the storm."))

        self.assertGreaterEqual(spam, SPAM_THRESHOLD)
        self.assertLess(honest, 0.2)

    def test_a_trained_filter_is_undecided_about_unknown_words(self):
        self.assertEqual(score(SpamFeatures("Zwölf Boxkämpfer jagen Viktor")), 0.5)

    def test_a_trained_filter_is_undecided_if_clues_contradict_each_other(self):
        both = score(SpamFeatures("cheap watches, nine years, buy now, the operators asked"))

        self.assertGreater(both, 0.2)
        self.assertLess(both, SPAM_THRESHOLD)

    def test_a_trained_filter_does_not_suspect_a_text_for_one_link(self):
        for said in (
            SpamFeatures("https://watches.example/sale"),
            SpamFeatures("Quelle: https://watches.example/sale"),
            SpamFeatures("Nobody asked the operators: https://watches.example/sale"),
            SpamFeatures("Zwölf Boxkämpfer jagen Viktor", website="https://watches.example"),
        ):
            with self.subTest(said):
                self.assertLess(score(said), SPAM_THRESHOLD)

    def test_a_trained_filter_does_not_suspect_a_text_for_one_word(self):
        self.assertLess(score(SpamFeatures("Watches nobody asked about.")), SPAM_THRESHOLD)
        self.assertLess(score(SpamFeatures("watches")), SPAM_THRESHOLD)

    def test_a_trained_filter_is_undecided_about_a_language_it_has_not_learnt(self):
        for body in ("Kupte si drahý čaj now, prosím", "Now и никто не спросил операторов"):
            with self.subTest(body):
                self.assertEqual(score(SpamFeatures(body)), 0.5)

    def test_a_trained_filter_recognises_the_host_of_a_link_in_any_field(self):
        for said in (
            SpamFeatures("Nice.", website="https://www.watches.example/"),
            SpamFeatures("[Nice](http://watches.example/x)."),
            SpamFeatures("Nice.", name="https://watches.example"),
        ):
            self.assertIn("host:watches.example", tokens(said))
            self.assertGreater(score(said), 0.5, said)

    def test_a_trained_filter_judges_a_reply_as_it_judges_its_parts(self):
        reply = a_reply(an_interview(), body=SPAM[0])

        judged = score(reply)

        self.assertEqual(
            judged, score(SpamFeatures(reply.body, reply.name, reply.email, reply.website))
        )
        self.assertGreater(judged, SPAM_THRESHOLD)

    def test_a_trained_filter_scores_with_one_query(self):
        with self.assertNumQueries(1):
            score(
                SpamFeatures(" ".join(SPAM + HONEST_TEXTS) * 20, website="https://riches.example")
            )

    def test_a_trained_filter_learns_and_forgets_with_three_queries_however_long_the_text(self):
        for said in (
            SpamFeatures("New."),
            SpamFeatures(" ".join(f"new{chr(97 + n % 26)}{n}" for n in range(900))),
        ):
            # Taking a turn; new words; counts. Taking a turn; counts; words of no text. Each
            # within a savepoint, for the test itself is a transaction.
            with self.assertNumQueries(3 + 2):
                learn(said, is_spam=False)
            with self.assertNumQueries(3 + 2):
                forget(said, is_spam=False)

    def test_undoing_a_decision_leaves_no_trace_in_the_filter(self):
        before = what_is_learnt()
        for said in (
            SpamFeatures(SPAM[0]),
            SpamFeatures("Entirely new words"),
            SpamFeatures("twice twice"),
            SpamFeatures("..."),
        ):
            for is_spam in (True, False):
                learn(said, is_spam)
                self.assertNotEqual(what_is_learnt(), before)

                forget(said, is_spam)

                self.assertEqual(what_is_learnt(), before)

    def test_the_filter_forgets_decisions_in_any_order(self):
        before = what_is_learnt()
        learn(SpamFeatures("first and second"), is_spam=True)
        learn(SpamFeatures("second and third"), is_spam=False)

        forget(SpamFeatures("first and second"), is_spam=True)
        forget(SpamFeatures("second and third"), is_spam=False)

        self.assertEqual(what_is_learnt(), before)


class NewFilter(TestCase):
    def test_a_new_filter_gives_no_score_before_it_has_learnt_enough_of_each_kind(self):
        self.assertIsNone(score(SpamFeatures(SPAM[0])))
        learn_enough(MIN_TEXTS - 1)
        learn(SpamFeatures(SPAM[0]), is_spam=True)

        self.assertIsNone(score(SpamFeatures(SPAM[0])))

        learn(SpamFeatures(HONEST_TEXTS[0]), is_spam=False)
        self.assertIsNotNone(score(SpamFeatures(SPAM[0])))

    def test_a_filter_knows_no_words_after_all_decisions_are_undone(self):
        learn(SpamFeatures(SPAM[0]), is_spam=True)

        forget(SpamFeatures(SPAM[0]), is_spam=True)

        self.assertEqual(what_is_learnt(), NOTHING)

    def test_forgetting_a_text_that_was_never_learnt_changes_nothing(self):
        learn(SpamFeatures("the same words"), is_spam=False)
        before = what_is_learnt()

        forget(SpamFeatures("the same words"), is_spam=True)

        self.assertEqual(what_is_learnt(), before)

    def test_the_filter_counts_a_word_once_per_text(self):
        learn(SpamFeatures("money money money"), is_spam=True)

        self.assertEqual(SpamToken.objects.get(word="money").spam, 1)
        self.assertEqual(SpamToken.objects.get(word=TEXT_COUNTS).spam, 1)


class HostileReplies(TestCase):
    def test_a_hostile_reply_cannot_flood_the_table(self):
        words = ["".join(letters) for letters in itertools.product("abcdefgh", repeat=4)]
        paths = ["/".join(words[n : n + 20]) for n in range(0, 200, 20)]
        flood = " ".join([f"https://{n}.example/{path}" for n, path in enumerate(paths)] + words)

        learn(SpamFeatures(flood, name=flood, email=flood, website=flood), is_spam=True)

        self.assertLessEqual(SpamToken.objects.count(), MOST + 1)  # and what every text holds

    def test_a_hostile_reply_does_not_hide_its_links_behind_a_thousand_innocent_words(self):
        padded = SpamFeatures("innocent words of every kind " * 160 + "https://watches.example/")

        self.assertIn("host:watches.example", tokens(padded))
        self.assertIn("has:link", tokens(padded))

    def test_a_hostile_reply_whatever_its_characters_is_learnt_and_scored(self):
        garbage = "".join(map(chr, [*range(0x2FF), *range(0xD7F0, 0xE010), 0xFFFF, 0x10FFFF]))
        for text in (garbage, "\0", "a" * 5_000, "ﷺ" * 4_000, "Z" + "\u0301" * 3_000, "字" * 5_000):
            said = SpamFeatures(text, name=text, email=text, website=text)
            for each in (
                said,
                SpamFeatures(f"http://{text}"),
                SpamFeatures(text, website=f"https://[{text}"),
            ):
                learn(each, is_spam=True)
                score(each)

        longest = max(len(word) for word, _spam, _ham in what_is_learnt())
        self.assertLessEqual(longest, SpamToken.LONGEST)

    @unittest.skipUnless(NAUGHTY.exists(), "no ../shared/data: the naughty strings are not learnt")
    def test_every_naughty_string_is_learnt_and_forgotten(self):
        naughty = json.loads(NAUGHTY.read_text())
        for text in naughty:
            learn(SpamFeatures(text, name=text[:50], website=text), is_spam=True)
            score(SpamFeatures(text))
        self.assertEqual(SpamToken.objects.get(word=TEXT_COUNTS).spam, len(naughty))

        for text in naughty:
            forget(SpamFeatures(text, name=text[:50], website=text), is_spam=True)

        self.assertEqual(what_is_learnt(), NOTHING)


class Tokens(SimpleTestCase):
    def test_tokens_ignore_case_width_accents_and_invisible_characters(self):
        plain = tokens(SpamFeatures("cheap viagra"))

        for disguised in (
            "CHEAP Viagra",
            "ｃｈｅａｐ ｖｉａｇｒａ",
            "chéap viàgra",
            "che\u200bap via\u00adgra",
        ):
            self.assertEqual(tokens(SpamFeatures(disguised)), plain, disguised)

    def test_tokens_are_words_and_pairs_of_words(self):
        self.assertEqual(
            tokens(SpamFeatures("check my channel")),
            ["check", "my", "channel", "check my", "my channel"],
        )

    def test_tokens_of_scripts_without_spaces_are_pairs_of_characters(self):
        self.assertEqual(tokens(SpamFeatures("東京都"))[:3], ["東京", "京都", "都"])

    def test_tokens_ignore_which_digits_a_word_has(self):
        self.assertEqual(tokens(SpamFeatures("win 100 now")), tokens(SpamFeatures("win 25000 now")))

    def test_tokens_mark_mixed_scripts_and_capitals(self):
        self.assertIn("has:two-scripts", tokens(SpamFeatures("раypal")))
        self.assertIn("has:caps", tokens(SpamFeatures("SINGLETON_PK TODAY, SINGLETON_PK HERE")))
        self.assertEqual(
            [token for token in tokens(SpamFeatures("NATO в Киеве")) if token.startswith("has:")],
            [],
        )

    def test_tokens_of_the_name_differ_from_tokens_of_the_body(self):
        self.assertEqual(tokens(SpamFeatures("", name="Grid")), ["name:grid"])

    def test_tokens_of_the_body_cannot_imitate_special_tokens(self):
        pretended = tokens(SpamFeatures("has:link host:example name:grid mail:x"))

        self.assertEqual([token for token in pretended if ":" in token], [])


class CombiningProbabilities(SimpleTestCase):
    def test_combining_no_clues_or_balanced_clues_gives_one_half(self):
        self.assertEqual(combine([]), 0.5)
        self.assertAlmostEqual(combine([0.9, 0.1]), 0.5)

    def test_combining_one_clue_gives_the_clue(self):
        self.assertAlmostEqual(combine([0.75]), 0.75)

    def test_combining_more_clues_gives_a_more_certain_result(self):
        self.assertGreater(combine([0.75] * 5), combine([0.75] * 2))

    def test_combining_any_clues_gives_a_number_between_0_and_1(self):
        for clues in ([0.9] * 73, [1e-9] * MOST, [1 - 1e-9] * MOST, [1e-9, 1 - 1e-9] * MOST):
            self.assertTrue(0 <= combine(clues) <= 1)


@unittest.skipIf(
    connection.vendor == "sqlite", "SQLite's tests are in memory, where writers don't take turns"
)
class ConcurrentModerators(TransactionTestCase):
    def run_concurrently(self, decide, moderators=8):
        ready = Barrier(moderators)

        def moderator(number):
            ready.wait()
            try:
                decide(number)
            finally:
                connection.close()

        with ThreadPoolExecutor(moderators) as threads:
            list(threads.map(moderator, range(moderators)))

    def test_concurrent_decisions_lose_no_count(self):
        def decide(number):
            for n in range(6):
                learn(
                    SpamFeatures(HONEST_TEXTS[n % 4] + SPAM[(n + number) % 4]),
                    is_spam=number % 2 == 0,
                )

        self.run_concurrently(decide)

        every = SpamToken.objects.get(word=TEXT_COUNTS)
        self.assertEqual((every.spam, every.ham), (24, 24))
        nine = SpamToken.objects.get(word="nine")
        self.assertEqual((nine.spam, nine.ham), (8, 8))  # two of each one's six

    def test_concurrent_decisions_do_not_deadlock(self):
        texts = [SpamFeatures(text) for text in SPAM + HONEST_TEXTS]

        def decide(number):
            with transaction.atomic():  # each in an order of their own
                for said in texts[number:] + texts[:number]:
                    learn(said, is_spam=True)

        self.run_concurrently(decide)

        self.assertEqual(SpamToken.objects.get(word=TEXT_COUNTS).spam, 64)

    def test_concurrent_undos_leave_no_trace_in_the_filter(self):
        def decide(number):
            for text in SPAM:
                learn(SpamFeatures(text), is_spam=number % 2 == 0)
                forget(SpamFeatures(text), is_spam=number % 2 == 0)

        self.run_concurrently(decide)

        self.assertEqual(what_is_learnt(), NOTHING)
