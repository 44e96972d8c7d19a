"""Twenty honest texts and twenty of spam, screened as docs/screening.md says."""

import csv
import tomllib
import unittest
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase, TestCase

from comments.models import ModerationRules, Policy, Reply
from comments.moderation.screening import spam_filter
from comments.moderation.screening.tokens import SpamFeatures
from comments.moderation.screening.verdict import screen
from tests.builders import an_interview

TEXTS = tomllib.loads((Path(__file__).parent / "readers_texts.toml").read_text())
TAUGHT_WITH = Path(settings.BASE_DIR) / "../shared/data/spam"
HELD = Reply.Status.HELD


class SampleTexts(SimpleTestCase):
    def test_there_are_twenty_different_sample_texts_of_each_kind(self):
        for kind in ("honest", "spam"):
            bodies = {text["body"] for text in TEXTS[kind]}
            self.assertEqual(len(bodies), 20)


class ScreenedTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview()
        cls.rules = ModerationRules(policy=Policy.OPEN, blocked_words="ass\ncam")

    def held(self, kind):
        """{kind of text: why it is held} of those that do not appear at once where all may."""
        judged = {text["kind"]: self.judged(text) for text in TEXTS[kind]}
        return {
            name: {reason.rule for reason in verdict.reasons}
            for name, verdict in judged.items()
            if verdict.status == HELD
        }

    def judged(self, text):
        reply = Reply(interview=self.interview, email="olu@example.org")
        reply.body, reply.name = text["body"].strip(), text["name"]
        reply.website = text.get("website", "")
        return screen(reply, self.rules, (), Policy.OPEN, is_known=lambda: False)

    def test_no_honest_sample_is_declined_for_resembling_a_blocked_word(self):
        statuses = {self.judged(text).status for kind in TEXTS for text in TEXTS[kind]}

        self.assertNotIn(Reply.Status.DECLINED, statuses)


class NewSite(ScreenedTestCase):
    def test_a_new_site_holds_only_honest_samples_that_resemble_a_blocked_word(self):
        seeming = {"resembles-blocked-word"}

        self.assertEqual(
            self.held("honest"),
            {"roads and places": seeming, "German, with a correction": seeming},
        )

    def test_a_new_site_holds_spam_with_several_links_or_direction_characters(self):
        self.assertEqual(
            self.held("spam"),
            {
                "pills, a list of links": {"links"},
                "Russian, diplomas": {"links"},
                "Chinese, gambling": {"links"},
                "turned around": {"characters-bidi"},
            },
        )


@unittest.skipUnless(TAUGHT_WITH.exists(), "no ../shared/data: the filter learns from nothing")
class TrainedSite(ScreenedTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        for path in sorted(TAUGHT_WITH.rglob("*.csv")):
            with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
                for row in csv.DictReader(file):
                    spam_filter.learn(
                        SpamFeatures(row["CONTENT"], row["AUTHOR"]), row["CLASS"] == "1"
                    )

    def suspected(self, kind):
        return {name for name, why in self.held(kind).items() if "looks-like-spam" in why}

    def test_a_trained_filter_suspects_at_most_one_honest_sample(self):
        self.assertLessEqual(self.suspected("honest"), {"a magazine's subscriber"})

    def test_a_trained_filter_suspects_eight_spam_samples(self):
        self.assertGreaterEqual(len(self.suspected("spam")), 8)

    def test_a_trained_filter_does_not_suspect_a_single_link_in_any_language(
        self,
    ):
        for body in (
            "https://doi.org/10.5555/grid.2016.0412",
            "Source: https://doi.org/10.5555/grid.2016.0412",
            "doi:10.5555/grid.2016.0412 (https://doi.org/10.5555/grid.2016.0412)",
            "Fuente: https://example.org/informe",
            "Die Quelle steht hier: https://www.youtube.com/watch?v=abcdefghijk",
        ):
            with self.subTest(body):
                self.assertLess(spam_filter.score(SpamFeatures(body)), spam_filter.SPAM_THRESHOLD)
