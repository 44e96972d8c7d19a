"""Real transcripts: the verified content is found, and no word is lost."""

import json
import random
import re
import textwrap

from django.test import SimpleTestCase

from tests.interviews.transcripts.real_transcripts import (
    INTERVIEWS,
    PASTES,
    SHARED,
    faults,
    lost_words,
    needs_real_files,
    read,
    truths,
    words_of,
)


@needs_real_files
class VerifiedTranscripts(SimpleTestCase):
    def test_all_eight_verified_transcripts_are_parsed_without_a_fault(self):
        for truth in truths():
            with self.subTest(truth["file"]):
                transcript = read(INTERVIEWS / truth["file"])

                self.assertEqual(faults(truth, transcript), [])
                self.assertEqual(transcript.confidence, "high")

    def test_verified_transcripts_without_markup_have_the_same_exchanges(self):
        for paste in sorted(PASTES.iterdir()):
            folder, name = paste.stem.split("__", 1)
            with self.subTest(paste.name):
                original = _beginnings(read(INTERVIEWS / folder / f"{name}.md"))

                self.assertEqual(_beginnings(read(paste)), original)


def _beginnings(transcript):
    """Return each question and the first words of its answers, as words alone."""
    return [
        (
            words_of(exchange.question),
            exchange.asked_by,
            [(answer.by, words_of(answer.text)[:6]) for answer in exchange.answers],
        )
        for exchange in transcript.exchanges
    ]


@needs_real_files
class RealFiles(SimpleTestCase):
    def test_headings_are_the_same_four_questions_in_a_series(self):
        for path in sorted((INTERVIEWS / "usesthis-heading-question").iterdir()):
            with self.subTest(path.name):
                transcript = read(path)

                self.assertEqual(
                    [exchange.question for exchange in transcript.exchanges],
                    [
                        "Who are you, and what do you do?",
                        "What hardware do you use?",
                        "And what software?",
                        "What would be your dream setup?",
                    ],
                )
                self.assertEqual([person.name for person in transcript.people], [])

    def test_hosts_ask_and_their_guest_answers(self):
        guests = {
            "founders-talk-52": "Pia Mancini",
            "founders-talk-71": "Guy Podjarny",
            "go-time-73": "Andrei Matei",
            "the-changelog-266": "Mike Glukhovsky",
            "the-changelog-397": "Darren Murph",
        }
        for name, guest in guests.items():
            with self.subTest(name):
                people = read(INTERVIEWS / "changelog-bold-name" / f"{name}.md").people

                self.assertEqual([p.name for p in people if p.role == "subject"], [guest])

    def test_timestamps_are_not_in_the_text(self):
        for path in sorted((INTERVIEWS / "btc-name-timestamp-line").iterdir()):
            with self.subTest(path.name):
                for exchange in read(path).exchanges:
                    for answer in exchange.answers:
                        self.assertNotRegex(answer.text, r"(?m)^\W*\d\d:\d\d:\d\d\W*$")

    def test_a_conversation_of_equals_has_low_confidence(self):
        transcript = read(
            INTERVIEWS / "btc-lang-es/bitcoin-explained__taproot-activation-lockinontimeout.es.md"
        )

        self.assertEqual(transcript.confidence, "low")

    def test_two_speakers_without_labels_get_no_names(self):
        transcript = read(INTERVIEWS / "conduit-no-labels/23-making-do-with-what-we-have.md")

        self.assertEqual((transcript.exchanges, transcript.people), ([], []))
        self.assertEqual(transcript.confidence, "low")
        self.assertIn("does not seem to be an interview", transcript.warnings[0])

    def test_web_pages_have_the_same_exchanges_as_their_markdown(self):
        for page in sorted((SHARED / "derived" / "html-paste").iterdir()):
            folder, name = page.stem.split("__", 1)
            with self.subTest(page.name):
                original = _beginnings(read(INTERVIEWS / folder / f"{name}.md"))

                self.assertEqual(_beginnings(read(page)), original)

    def test_subtitles_and_a_page_of_one_episode_have_the_same_exchanges(self):
        folder = INTERVIEWS / "podcastindex-examples"

        subtitles, page = (read(folder / f"example.{form}") for form in ("srt", "html"))

        self.assertEqual(_beginnings(subtitles), _beginnings(page))
        self.assertEqual(subtitles.people, page.people)

    def test_conversations_of_equals_in_subtitles_have_their_names_and_low_confidence(self):
        names = {
            "1_5.srt": {"Bekah Hawrot Weigel", "Dan Ott", "Rahat Chowdhury", "Cameron Bardell"},
            "3_9.srt": {"Bekah Hawrot Weigel", "Dan Ott", "Kirk Shillingford"},
        }
        for name, expected in names.items():
            with self.subTest(name):
                transcript = read(INTERVIEWS / "virtualcoffee-srt" / name)

                self.assertEqual({person.name for person in transcript.people}, expected)
                self.assertEqual(transcript.confidence, "low")


@needs_real_files
class NoWordIsLost(SimpleTestCase):
    def test_no_word_is_lost_from_damaged_real_files(self):
        paths = [p for p in [*INTERVIEWS.rglob("*.*"), *PASTES.iterdir()] if p.is_file()]
        for path in sorted(paths):
            text = path.read_text()
            for seed in range(3):
                with self.subTest(path.name, seed=seed):
                    self.assert_kept(_damaged(text, random.Random(f"{path.name} {seed}")))
            with self.subTest(path.name):
                self.assert_kept(text)

    def test_no_word_is_lost_from_naughty_strings(self):
        naughty = json.loads((SHARED / "naughty" / "blns.json").read_text())
        for text in [*naughty, "\n\n".join(naughty), "\n".join(naughty)]:
            with self.subTest(text[:60]):
                self.assert_kept(text)

    def test_no_word_is_lost_from_the_markdown_specification(self):
        spec = json.loads((SHARED / "markdown" / "commonmark-spec.json").read_text())
        for text in [*(one["markdown"] for one in spec), "\n\n".join(s["markdown"] for s in spec)]:
            with self.subTest(text[:60]):
                self.assert_kept(text)

    def assert_kept(self, text):
        self.assertEqual(lost_words(text), set())


def _damaged(text, chance):
    """Return a text as a careless hand, a mail program or a browser leaves it."""
    paragraphs, lines = text.split("\n\n"), text.split("\n")
    width = chance.choice([40, 72, 100])
    chance.shuffle(lines)
    shuffled = chance.sample(paragraphs, len(paragraphs))
    begin, end = sorted(chance.sample(range(len(text)), 2))
    return chance.choice(
        [
            "\n\n".join(shuffled),
            "\n".join(lines),
            re.sub(r"\n\n+", "\n", text),
            text.replace("\n", "\r\n"),
            "\n\n".join(textwrap.fill(p, width, break_long_words=False) for p in paragraphs),
            text.replace("**", ""),
            "".join(c for c in text if c not in "*_#[]()`<>{}:" or chance.random() > 0.05),
            text[begin:end],
        ]
    )
