"""Merging people, topics, series and recurring questions: what moves, and which values stay."""

from django.core.exceptions import ValidationError
from django.test import TestCase

from comments.models import Invitation
from comments.models.promotion import create_reader
from interviews.models import Credit, Interview, Person, RecurringQuestion, Series, Topic
from interviews.models.merging import _relations
from tests.builders import (
    a_person,
    a_recurring_question,
    a_reply,
    a_series,
    a_topic,
    an_exchange,
    an_interview,
)


def merge(kept, *others, **words):
    kept.merge(list(others), **({"by": None, "kind": "typo"} | words))
    kept.refresh_from_db()


class WhatMoves(TestCase):
    def setUp(self):
        self.kept, self.other = a_person("Åsa Lind"), a_person("Asa Lind")

    def test_credits_of_a_merged_person_move_to_the_person_who_stays(self):
        interview = an_interview(subjects=[self.other])

        merge(self.kept, self.other)

        self.assertEqual(Interview.objects.get(pk=interview.pk).subjects, [self.kept])
        self.assertFalse(Person.objects.filter(pk=self.other.pk).exists())

    def test_questions_and_answers_of_a_merged_person_move_too(self):
        interview = an_interview()
        exchange = an_exchange(interview, asked_by=self.other, answered_by=[self.other])

        merge(self.kept, self.other)

        exchange.refresh_from_db()
        self.assertEqual(exchange.asked_by, self.kept)
        self.assertEqual(list(exchange.answered_by.all()), [self.kept])

    def test_a_person_credited_twice_in_one_role_is_credited_once_after_merging(self):
        interview = an_interview(subjects=[self.other, self.kept])
        Credit.objects.create(interview=interview, person=self.other, role="translator")

        merge(self.kept, self.other)

        credits = [(credit.person, credit.role) for credit in interview.credits.all()]
        self.assertEqual(credits.count((self.kept, "subject")), 1)
        self.assertIn((self.kept, "translator"), credits)

    def test_two_who_answered_together_become_one_speaker(self):
        interview = an_interview()
        exchange = an_exchange(interview, answered_by=[self.other, self.kept])

        merge(self.kept, self.other)

        self.assertEqual(list(exchange.answered_by.all()), [self.kept])

    def test_two_interviewees_who_become_one_person_are_the_speaker_of_each_answer(self):
        interview = an_interview(subjects=[self.other, self.kept])

        merge(self.kept, self.other)

        exchange = interview.exchanges.get()
        self.assertEqual(exchange.speakers, [self.kept])

    def test_links_of_a_merged_person_move_once_each(self):
        for person in (self.kept, self.other):
            person.links.create(label="Home", url="https://asa.example")
        self.other.links.create(label="Work", url="https://work.example")

        merge(self.kept, self.other)

        self.assertEqual([link.label for link in self.kept.links.all()], ["Home", "Work"])

    def test_an_invitation_of_a_merged_person_stays_valid_and_keeps_its_replies(self):
        interview = an_interview(subjects=[self.other])
        invitation = self.invite(interview, self.other)
        reply = a_reply(interview, invitation=invitation)

        merge(self.kept, self.other)

        self.assertEqual(self.client.get(invitation.address).status_code, 200)
        reply.refresh_from_db()
        self.assertEqual(reply.invitation.person, self.kept)

    def test_of_two_invitations_to_one_interview_the_one_of_the_merged_person_is_revoked(self):
        interview = an_interview(subjects=[self.other, self.kept])
        invitations = [self.invite(interview, each) for each in (self.kept, self.other)]

        merge(self.kept, self.other)

        for invitation in invitations:
            invitation.refresh_from_db()
        self.assertEqual([each.is_active for each in invitations], [True, False])
        self.assertEqual({each.person for each in invitations}, {self.kept})

    def invite(self, interview, person):
        return Invitation.objects.create(
            interview=interview, person=person, role="subject", email="asa@example.org"
        )

    def test_a_promoted_reply_of_a_merged_reader_names_the_person_who_stays(self):
        reader = create_reader("Asa Lind")
        reply = a_reply(an_interview(), asking_person=reader)

        merge(self.kept, reader)

        reply.refresh_from_db()
        self.assertEqual(reply.asking_person, self.kept)
        self.assertEqual((self.kept.description, self.kept.reader_since), ("", None))

    def test_a_reader_into_whom_a_person_is_merged_is_no_mere_reader_any_more(self):
        reader = create_reader("Asa L.")

        merge(reader, self.other)

        self.assertIsNone(reader.reader_since)

    def test_topics_series_and_recurring_questions_are_merged_in_the_same_way(self):
        series = [a_series("Who decides"), a_series("Who decides?")]
        topics = [a_topic("Grid"), a_topic("The grid")]
        questions = [a_recurring_question("Who says no?"), a_recurring_question("Who said no?")]
        interview = an_interview(series=series[1])
        interview.topics.set(topics)
        interview.exchanges.update(recurring=questions[1])

        for kept, other in (series, topics, questions):
            kept.merge([other], by=None)

        interview.refresh_from_db()
        self.assertEqual(interview.series, series[0])
        self.assertEqual(list(interview.topics.all()), [topics[0]])
        self.assertEqual(interview.exchanges.get().recurring, questions[0])

    def test_every_foreign_key_to_a_mergeable_model_is_known_to_merging(self):
        for model in (Person, Topic, Series, RecurringQuestion):
            declared = {
                (relation.related_model, relation.field.name)
                for relation in model._meta.related_objects
                if not relation.many_to_many
            }
            through = {
                relation.through
                for relation in model._meta.related_objects
                if relation.many_to_many
            }

            moved = {(each.related_model, each.field.name) for each in _relations(model)}

            self.assertLessEqual(declared, moved)
            self.assertLessEqual(through, {each for each, _name in moved})


class WhichValuesStay(TestCase):
    def test_a_blank_field_takes_the_value_of_the_merged_person(self):
        kept = a_person("Åsa Lind", biography="She *stays*.")
        other = a_person("Asa Lind", biography="Gone.", description="Dispatcher")

        merge(kept, other)

        self.assertEqual((kept.biography, kept.description), ("She *stays*.", "Dispatcher"))

    def test_an_editor_chooses_which_value_stays(self):
        kept = a_person("Asa Lind", biography="Short.")
        other = a_person("Åsa Lind", biography="Long.")

        merge(kept, other, chosen={"name": other.pk, "biography": other.pk})

        self.assertEqual((kept.name, kept.biography, kept.slug), ("Åsa Lind", "Long.", "asa-lind"))
        self.assertEqual(Person.objects.find_by_name("åsa lind"), kept)

    def test_a_portrait_moves_with_its_description_its_credit_and_its_focal_point(self):
        kept = a_person("Åsa Lind")
        about = {"portrait_alt": "Asa at sea", "portrait_credit": "Bo", "portrait_focus_x": 12}
        name = "portraits/0123456789abcdef-400x500.jpg"
        other = a_person("Asa Lind", portrait=name, **about)

        merge(kept, other)

        self.assertEqual(kept.portrait.name, name)
        self.assertEqual(kept.portrait.alt, "Asa at sea")
        self.assertEqual((kept.portrait.credit, kept.portrait_focus_x), ("Bo", 12))

    def test_a_portrait_that_stays_keeps_its_own_description(self):
        name = "portraits/0123456789abcdea-4x5.jpg"
        kept = a_person("Åsa", portrait=name, portrait_decorative=True)
        name_of_other = "portraits/0123456789abcdeb-4x5.jpg"
        other = a_person("Asa", portrait=name_of_other, portrait_alt="B")

        merge(kept, other)

        self.assertEqual(kept.portrait.name, name)
        self.assertEqual((kept.portrait_alt, kept.portrait_decorative), ("", True))

    def test_a_name_that_a_third_person_has_is_refused(self):
        a_person("Asa Lind")
        kept, reader = a_person("Åsa Lind"), create_reader("asa lind")

        with self.assertRaisesMessage(ValidationError, "already exists"):
            merge(kept, reader, chosen={"name": reader.pk})

        self.assertTrue(Person.objects.filter(pk=reader.pk).exists())

    def test_the_name_of_a_merged_topic_can_be_used_again(self):
        kept, other = a_topic("Grid"), a_topic("The grid")

        merge(kept, other)

        again = Topic.objects.get_or_create_named("The grid")
        self.assertEqual(again.slug, "the-grid-2")
        self.assertEqual(Topic.objects.find_by_slug("the-grid"), kept)
