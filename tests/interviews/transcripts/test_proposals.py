"""What is proposed for a transcript: who is interviewed, who asks, terms, dates, language."""

import json
import random
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import CommandError, call_command
from django.test import SimpleTestCase, TestCase

from interviews import transcripts
from interviews.models import Interview
from interviews.transcripts.dates import find_date
from interviews.transcripts.proposals import propose
from tests.interviews.transcripts.plain_interviews import (
    ENGLISH,
    GERMAN,
    PLAIN_INTERVIEWS,
    WAITING,
    an_interview,
)

TERMS = "The talk was given on the condition that nothing is left out."

WAITING_TEXT = "\n\n".join(each for triple in WAITING for each in triple)


def parse(title, opening="", talk=WAITING, below=()):
    return transcripts.parse(an_interview(title, "", opening, "", "", talk, below=below).text)


def proposed(parsed):
    """Return {field: value, or the list of names}."""
    found = {}
    for proposal in propose(parsed):
        if proposal.field in ("subject", "interviewer"):
            found.setdefault(proposal.field, []).append(proposal.value)
        else:
            found[proposal.field] = proposal.value
    return found


class PeopleInTitles(SimpleTestCase):
    NAMED = {
        "Ada Example on teaching machines to wait": ["Ada Example"],
        "An interview with Ada van der Example, author of Slow Bread": ["Ada van der Example"],
        "“Wait, then ask”: a conversation with Ada Example": ["Ada Example"],
        "Dr. Ada B. Example on rain": ["Ada B. Example"],
        "J. M. Sample on rain": ["J. M. Sample"],
        "Five Questions for Ada Example": ["Ada Example"],
        "Q&A: Ada Example": ["Ada Example"],
        "The Waiting Machine: Ada Example on Patience": ["Ada Example"],
        "ADA VAN DER EXAMPLE ON TEACHING MACHINES": ["Ada van der Example"],
        "Ada Example and Ben Sample on bread": ["Ada Example", "Ben Sample"],
        "María José de la Cruz y Muestra sobre el té": ["María José de la Cruz y Muestra"],
        "Interview mit Prof. Dr. Greta Muster": ["Greta Muster"],
        "Greta Muster über das Warten": ["Greta Muster"],
        "Inés Ejemplo: «Las máquinas también esperan»": ["Inés Ejemplo"],
        "Ада Пример о том, как ждать": ["Ада Пример"],
        "インタビュー：見本花子「待つこと」": ["見本花子"],
        "見本花子さんインタビュー": ["見本花子"],
        "专访样小丽：等待的机器": ["样小丽"],
        "김견본 인터뷰": ["김견본"],
        "שיחה עם עדה דוגמה על המתנה": ["עדה דוגמה"],
        "حوار مع آدا مثال عن الانتظار": ["آدا مثال"],
    }
    NAMED |= {
        "Can machines wait? Ada Example on patience": ["Ada Example"],
        "Interview with Ada Example, Machine Teacher": ["Ada Example"],
        "In conversation with the Weavers’ Ada Example": ["Ada Example"],
        "Ada Example, who teaches machines, on learning to wait": ["Ada Example"],
        "Why Jean-Luc d’Exemple teaches machines": ["Jean-Luc d’Exemple"],
        "Talking patience with Ada Example": ["Ada Example"],
        "Waiting is work, says Ada Example": ["Ada Example"],
        "Ada Example in Conversation": ["Ada Example"],
    }
    NOBODY = [
        *("New York: a city that waits", "Notes From Home on Patience", "On waiting"),
        *("What machines want", "Waiting is work", "Rain on the roof", "The Interview"),
        *("Slow Machines in Common Rooms", "A walk in Example Park", "Slow Machines"),
    ]

    def test_the_person_whom_a_title_names_is_proposed(self):
        for title, names in self.NAMED.items():
            with self.subTest(title):
                self.assertEqual(proposed(parse(title, TERMS))["subject"], names)

    def test_nobody_is_proposed_for_a_title_without_a_name(self):
        for title in self.NOBODY:
            with self.subTest(title):
                self.assertNotIn("subject", proposed(parse(title, TERMS)))

    def test_a_surname_in_the_introduction_shows_where_a_name_ends(self):
        for opening in ("Ms. Example spoke with us in May.", "Example, who weaves, lives in Hull."):
            found = proposed(parse("What Ada Example Learned From Waiting", opening))
            self.assertEqual(found["subject"], ["Ada Example"])

    def test_a_title_and_an_introduction_that_share_a_name_need_no_phrase(self):
        opening = "A loom taught Ada Example to wait. She lives in Hull."

        for title in ("Ada Example’s slow machines", "What looms want, with Ada Example"):
            self.assertEqual(proposed(parse(title, opening))["subject"], ["Ada Example"])


class PeopleInIntroductions(SimpleTestCase):
    def find(self, opening, title="Waiting is work"):
        found = proposed(parse(title, opening))
        return found.get("subject"), found.get("interviewer")

    def test_the_person_who_agreed_to_speak_is_proposed(self):
        for opening in (
            "Ada Example agreed to speak on the condition that nothing is cut.",
            "Ada Example, the author of Slow Bread, lives in Hull.",
            "Ada Example hat mit uns gesprochen.",
            "We spoke with Ada Example in May.",
            "We recently sat down with the weaver Ada Example.",
            "Editor’s note: Ada Example has agreed to speak.",
        ):
            with self.subTest(opening):
                self.assertEqual(self.find(opening), (["Ada Example"], None))

    def test_a_sentence_with_two_people_says_who_asked(self):
        both = (["Ada Example"], ["Ben Sample"])
        title = "Ada Example on waiting"

        self.assertEqual(self.find("Ben Sample spoke with Ada Example in May."), both)
        self.assertEqual(self.find("Ben Sample spoke with Ada Example in May.", title), both)
        self.assertEqual(self.find("Ada Example spoke with Ben Sample in May.", title), both)

    def test_a_line_at_the_end_or_the_byline_says_who_asked(self):
        for line in ("Interview by Ben Sample", "Das Gespräch führte Ben Sample."):
            found = proposed(parse("Ada Example on waiting", TERMS, below=[line]))
            self.assertEqual(found["interviewer"], ["Ben Sample"], line)

        found = proposed(parse("Ada Example on waiting", f"By Ben Sample\n\n{TERMS}"))
        self.assertEqual(found["interviewer"], ["Ben Sample"])

    def test_the_longer_form_of_a_name_is_proposed(self):
        opening = "Ada M. Example agreed to speak."

        self.assertEqual(self.find(opening, "Ada Example on rain")[0], ["Ada M. Example"])
        self.assertEqual(
            self.find("Ada Example agreed to speak.", "ADA EXAMPLE ON RAIN")[0], ["Ada Example"]
        )

    def test_nobody_is_proposed_where_labels_name_the_speakers(self):
        text = "Ada Example on rain\n\nOdd Bakke: When?\n\nMaren Tveit: Now.\n\nOdd Bakke: Why?"

        found = proposed(transcripts.parse(f"{text}\n\nMaren Tveit: It rains.\n"))

        self.assertNotIn("subject", found)


class OtherProposals(SimpleTestCase):
    def test_plain_interviews_have_their_title_person_terms_and_language_proposed(self):
        for interview in PLAIN_INTERVIEWS:
            with self.subTest(interview.title):
                parsed = transcripts.parse(interview.text)
                found = proposed(parsed)
                self.assertEqual(found["subject"], [interview.subject])
                self.assertEqual(found["standfirst"], f"{interview.terms} {interview.editing}")
                self.assertEqual(found["terms"], interview.terms)
                self.assertEqual(found["editing"], interview.editing)
                self.assertEqual(found["language"], interview.language)
                exchanges = transcripts.assemble(parsed).exchanges
                self.assertEqual([e.question for e in exchanges], interview.questions)

    def test_a_proposal_has_its_reason_and_its_paragraph(self):
        found = {proposal.field: proposal for proposal in propose(transcripts.parse(ENGLISH.text))}

        self.assertEqual(found["subject"].reason, "The title begins with this name.")
        self.assertEqual([found[field].paragraph for field in ("subject", "terms")], [0, 1])

    def test_a_title_that_was_read_as_a_question_is_proposed_as_title(self):
        parsed = parse("Can machines wait?", ENGLISH.terms)
        for proposal in propose(parsed):
            proposal.accept(parsed)

        transcript = transcripts.assemble(parsed)
        self.assertEqual(transcript.title, "Can machines wait?")
        self.assertEqual(transcript.standfirst, ENGLISH.terms)
        self.assertEqual(len(transcript.exchanges), 3)

    def test_sentences_about_other_things_are_no_terms(self):
        for opening in (
            "Patience is the condition of all work.",
            "She edited a journal, and wants anonymity for machines.",
            "They agreed that it rains if the wind turns.",
        ):
            found = proposed(parse("On rain", f"{opening}\n\nShe lives in Hull."))
            self.assertFalse({"terms", "editing"} & found.keys(), opening)

    def test_neither_a_sentence_is_a_title_nor_a_line_a_standfirst(self):
        self.assertNotIn("title", proposed(transcripts.parse(f"It rains.\n\n{WAITING_TEXT}")))
        found = proposed(parse("On rain", "Place: Hull"))
        self.assertNotIn("standfirst", found)

    def test_several_paragraphs_before_the_questions_are_no_standfirst(self):
        self.assertNotIn("standfirst", proposed(parse("On rain", f"One.\n\n{TERMS}")))

    def test_the_date_of_the_conversation_is_found_but_not_that_of_the_post(self):
        found = proposed(parse("On rain", "Posted on March 3, 2026\n\nWe met on 12 May 2025."))

        self.assertEqual(found["held_on"], date(2025, 5, 12))
        self.assertEqual(found["date"], date(2026, 3, 3))

    def test_dates_are_found_in_many_languages(self):
        for language, text in {
            "en": "on the 3rd of May 2026",
            "de": "am 3. Mai 2026",
            "fr": "le 3 mai 2026",
            "es": "el 3 de mayo de 2026",
            "ru": "3 мая 2026 года",
            "ja": "2026年5月3日に",
            "": "2026-05-03",
        }.items():
            self.assertEqual(find_date(text, language), date(2026, 5, 3), text)
        for text in ("3/5/2026", "31 February 2026", "May 2026"):
            self.assertIsNone(find_date(text, "en"))

    def test_nothing_is_set_before_it_is_accepted_and_everything_can_be_declined(self):
        parsed, untouched = (transcripts.parse(GERMAN.text) for _time in range(2))
        proposals = propose(parsed)
        self.assertEqual(parsed, untouched)
        self.assertFalse([each for each in proposals if each.is_accepted(parsed)])

        for proposal in proposals:
            proposal.accept(parsed)
            proposal.accept(parsed)
        self.assertTrue(all(each.is_accepted(parsed) for each in proposals))
        self.assertEqual({each.key for each in propose(parsed)}, {each.key for each in proposals})

        for proposal in proposals:
            proposal.decline(parsed)
        self.assertEqual(parsed, untouched)


class OddTexts(SimpleTestCase):
    WORDS = [
        *("Ada Example", "Ben", "spoke", "with", "on the condition", "interview", "by", "y", "van"),
        *("Dr.", "2026", "March 3,", "?", "!", "…", ".", ",", "“", "»", "(", "—", "|", "’s", "’"),
        *("見本", "へ", "של", "مع", "İ", "ß", "\u200b", "*", "#", "- ", "1.", "\n", "\n\n", "\n\n"),
    ]

    def test_any_text_can_be_proposed_accepted_and_declined(self):
        chance = random.Random(18)
        for _time in range(80):
            text = " ".join(chance.choices(self.WORDS, k=40))
            with self.subTest(text):
                parsed = transcripts.parse(text)
                for proposal in propose(parsed):
                    proposal.accept(parsed)
                    self.assertTrue(proposal.is_accepted(parsed))
                for proposal in propose(parsed):
                    proposal.decline(parsed)
                    self.assertFalse(proposal.is_accepted(parsed))


class TheCommand(TestCase):
    def run_on(self, interview, *options):
        with TemporaryDirectory() as folder:
            file = Path(folder) / "talk.txt"
            file.write_text(interview.text, encoding="utf-8")
            out = StringIO()
            call_command("import_transcript", str(file), *options, stdout=out)
        return out.getvalue()

    def test_the_command_prints_proposals_and_accepts_none_by_itself(self):
        out = self.run_on(GERMAN)

        self.assertIn("proposed: subject: Greta Muster (The title begins with this name.)", out)
        interview = Interview.objects.get()
        self.assertEqual((interview.language, interview.terms), ("en", ""))
        self.assertFalse(interview.people.exists())

    def test_the_command_accepts_all(self):
        self.run_on(GERMAN, "--accept", "all", "--publish")

        interview = Interview.objects.published().get()
        self.assertEqual(interview.language, "de")
        self.assertEqual([person.name for person in interview.subjects], ["Greta Muster"])
        self.assertEqual((interview.terms, interview.editing), (GERMAN.terms, GERMAN.editing))
        self.assertEqual(interview.description, f"{GERMAN.terms} {GERMAN.editing}")

    def test_the_command_accepts_the_fields_that_are_named(self):
        self.run_on(GERMAN, "--accept", "terms,subject", "--language", "de-CH")

        interview = Interview.objects.get()
        self.assertEqual((interview.language, interview.terms), ("de-CH", GERMAN.terms))
        self.assertEqual((interview.editing, interview.standfirst), ("", ""))

    def test_an_option_takes_the_place_of_a_proposal(self):
        self.run_on(GERMAN, "--accept", "all", "--subject", "Greta M. Muster")

        self.assertEqual(
            [p.name for p in Interview.objects.get().people.all()], ["Greta M. Muster"]
        )

    def test_unknown_fields_and_languages_are_refused(self):
        for options in (["--accept", "everything"], ["--language", "Swiss German"]):
            with self.assertRaises(CommandError):
                self.run_on(GERMAN, *options)
        self.assertFalse(Interview.objects.exists())

    def test_json_has_the_proposals(self):
        read = json.loads(self.run_on(ENGLISH, "--json", "--dry-run"))

        subject = next(each for each in read["proposals"] if each["field"] == "subject")
        self.assertEqual(subject["value"], "Ada Example")
