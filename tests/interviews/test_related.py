"""What else to read after an interview: few, each for a reason that is told."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from interviews.models import Credit, Interview
from tests.builders import (
    a_draft,
    a_person,
    a_recurring_question,
    a_series,
    a_topic,
    an_exchange,
    an_interview,
    published,
)


def with_someone_else(title, **words):
    return an_interview(title, subjects=[a_person(f"Somebody of {title}")], **words)


class RelatedInterviews(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview("The grid")

    def assertLeadsTo(self, *expected):
        interview = Interview.objects.for_reading().get(pk=self.interview.pk)
        related = Interview.objects.published().related_to(interview)
        self.assertEqual([(each.title, each.reason) for each in related], list(expected))

    def test_unrelated_interviews_are_not_shown(self):
        with_someone_else("Elsewhere")

        self.assertLeadsTo()
        self.assertNotContains(
            self.client.get(self.interview.get_absolute_url()), "Related interviews"
        )

    def test_another_interview_with_the_same_person_names_that_person(self):
        an_interview("Ten years on")

        self.assertLeadsTo(("Ten years on", "Also with Ines Okafor"))

    def test_the_same_interviewer_does_not_make_interviews_related(self):
        other = with_someone_else("Elsewhere")

        self.assertTrue(other.credits.filter(person__name="Teodor Vass").exists())
        self.assertLeadsTo()

    def test_a_credit_as_photographer_elsewhere_does_not_make_interviews_related(self):
        other = with_someone_else("Elsewhere")
        Credit.objects.create(
            interview=other, person=self.interview.subjects[0], role="photographer"
        )

        self.assertLeadsTo()

    def test_a_shared_topic_is_named(self):
        courts, work, sound = a_topic("Courts"), a_topic("Work"), a_topic("Sound")
        self.interview.topics.set([courts, work, sound])
        other = with_someone_else("Elsewhere")
        other.topics.set([courts, work])

        self.assertLeadsTo(("Elsewhere", "Both about Courts and Work"))

    def test_a_recurring_question_in_both_interviews_is_quoted(self):
        question = a_recurring_question("Who can say no?")
        an_exchange(self.interview, recurring=question)
        an_exchange(with_someone_else("Elsewhere"), recurring=question)

        self.assertLeadsTo(("Elsewhere", "Both were asked “Who can say no?”"))

    def test_a_removed_recurring_question_does_not_make_interviews_related(self):
        question = a_recurring_question("Who can say no?")
        an_exchange(self.interview, recurring=question)
        an_exchange(with_someone_else("Elsewhere"), recurring=question).remove(by=None)

        self.assertLeadsTo()

    def test_of_a_series_only_neighbours_are_shown_and_the_next_comes_first(self):
        series = a_series("Who decides")
        Interview.objects.update(series=series, series_position=3)
        for place in (1, 2, 4, 5):
            with_someone_else(f"Part {place}", series=series, series_position=place)

        self.assertLeadsTo(
            ("Part 4", "Next in the series “Who decides”"),
            ("Part 2", "Before it in the series “Who decides”"),
        )

    def test_the_strongest_reason_is_shown_and_comes_first(self):
        topic = a_topic("Courts")
        self.interview.topics.add(topic)
        with_someone_else("About it").topics.add(topic)
        an_interview("With her", at=timezone.now() - timedelta(days=900)).topics.add(topic)

        self.assertLeadsTo(("With her", "Also with Ines Okafor"), ("About it", "Both about Courts"))

    def test_of_equal_reasons_at_most_four_of_the_newest_are_shown(self):
        for days in (1, 2, 3, 4, 5):
            an_interview(f"{days} days old", at=timezone.now() - timedelta(days=days))

        self.assertLeadsTo(
            *((f"{days} days old", "Also with Ines Okafor") for days in (1, 2, 3, 4))
        )

    def test_unpublished_interviews_are_not_shown_as_related(self):
        a_draft("A draft")
        an_interview("Withdrawn").withdraw(by=None)
        later = a_draft("Later")
        later.schedule(timezone.now() + timedelta(hours=1), by=None)

        self.assertLeadsTo()

    def test_related_interviews_are_listed_at_the_foot_of_the_page(self):
        other = published(a_draft("Ten years on"))

        page = self.client.get(self.interview.get_absolute_url())

        self.assertContains(page, "Also with Ines Okafor")
        self.assertContains(page, f'href="{other.get_absolute_url()}"')

    def test_related_interviews_take_three_queries_however_much_is_shared(self):
        topic, series = a_topic(), a_series()
        question = a_recurring_question()
        for number in range(6):
            other = an_interview(f"Number {number}", series=series, series_position=number)
            other.topics.add(topic)
            an_exchange(other, recurring=question)
        interview = Interview.objects.for_reading().get(title="Number 3")

        with self.assertNumQueries(3):
            related = Interview.objects.published().related_to(interview)
            self.assertTrue(all(other.subjects for other in related))
