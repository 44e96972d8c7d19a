"""One conversation in every form and in seventeen languages is parsed as the same exchanges."""

from django.test import SimpleTestCase

from interviews import transcripts
from interviews.prose import plain
from tests.interviews.transcripts import forms
from tests.interviews.transcripts.conversations import LETTERS, LONG, TALKS

WITH_CAPITALS = ("de", "en", "es", "fr", "pl", "ru")
WITH_TYPOGRAPHY = ("bold", "bold with colon", "square brackets", "bold alone", "heading", "colon")


class Forms(SimpleTestCase):
    def assert_parsed(self, text, turns, asked_by=None, by=None, *, is_sure=True):
        is_markdown = "**" in text or "#" in text or text[0] in "*>"

        transcript = transcripts.assemble(
            transcripts.parse(text, "talk.md" if is_markdown else "talk.txt")
        )

        found = [
            (e.asked_by, _one_line(e.question), [(a.by, _one_line(a.text)) for a in e.answers])
            for e in transcript.exchanges
        ]
        expected = [(asked_by, q, [(by, " ".join(answer.split()))]) for q, answer in turns]
        self.assertEqual(found, expected, text)
        if is_sure:
            self.assertEqual(transcript.confidence, "high", text)

    def each(self, table):
        for language, talk in TALKS.items():
            for name, form in table.items():
                yield language, talk, name, form

    def test_names_may_be_set_apart_in_every_way(self):
        for _language, talk, _name, form in self.each(forms.LABELS):
            text = forms.write(talk.turns, form, (talk.asker, talk.subject), talk.colon)

            self.assert_parsed(text, talk.turns, talk.asker, talk.subject)

    def test_roles_may_stand_instead_of_names(self):
        for _language, talk, _name, form in self.each(forms.LABELS):
            text = forms.write(talk.turns, form, (talk.asks, talk.answers), talk.colon)

            self.assert_parsed(text, talk.turns, talk.asks, talk.answers)

    def test_names_in_capitals_are_written_as_names(self):
        for language, talk, _name, form in self.each(forms.LABELS):
            if language in WITH_CAPITALS:
                labels = (talk.asker.upper(), talk.subject.upper())
                text = forms.write(talk.turns, form, labels, talk.colon)

                self.assert_parsed(text, talk.turns, talk.asker, talk.subject)

    def test_letters_and_words_for_question_and_answer_name_nobody(self):
        for language, talk, _name, form in self.each(forms.LETTERS):
            for pair in LETTERS[language]:
                text = forms.write(talk.turns, form, pair, talk.colon)

                self.assert_parsed(text, talk.turns)

    def test_a_name_may_answer_a_letter(self):
        for language, talk, name, form in self.each(forms.LETTERS):
            if name in WITH_TYPOGRAPHY:
                labels = (LETTERS[language][0][0], talk.subject)
                text = forms.write(talk.turns, form, labels, talk.colon)

                self.assert_parsed(text, talk.turns, by=talk.subject)

    def test_dashes_and_times_name_nobody(self):
        for _language, talk, _name, form in self.each(forms.UNNAMED):
            self.assert_parsed(forms.write(talk.turns, form), talk.turns)

    def test_questions_may_be_set_apart_in_every_way(self):
        for _language, talk, _name, form in self.each(forms.QUESTIONS):
            self.assert_parsed(forms.write_questions(talk.turns, form), talk.turns)

    def test_long_conversations_keep_lists_numbers_and_words_before_colons(self):
        labels = (LONG.asker, LONG.subject)
        for form in forms.LABELS.values():
            text = forms.write(LONG.turns, form, labels, many=3).replace("\n", "\r\n")

            self.assert_parsed("\ufeff" + text, LONG.turns * 3, *labels, is_sure=False)
        for form in forms.LETTERS.values():
            text = f"Bees\n\nWe met in Ghent.\n\n{forms.write(LONG.turns, form, ('Q', 'A'))}"

            self.assert_parsed(f"{text}\n\nLeave a Reply", LONG.turns, is_sure=False)


def _one_line(markdown):
    return " ".join(plain(markdown).split())
