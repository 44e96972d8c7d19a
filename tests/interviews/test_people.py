"""A person's page: everything that somebody has said here, by topic and time."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from interviews.models import Credit
from tests.builders import (
    a_draft,
    a_person,
    a_recurring_question,
    a_topic,
    an_exchange,
    an_interview,
    someone,
)


class EverythingSomebodySaid(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.maren = a_person("Maren Hult")
        cls.courts, cls.work = a_topic("Courts"), a_topic("Work")
        cls.old = cls.given("The first time", days=800, topic=cls.courts)
        cls.new = cls.given("The second time", days=3, topic=cls.work)

    @classmethod
    def given(cls, title, days, topic):
        at = timezone.now() - timedelta(days=days)
        interview = an_interview(title, subjects=[cls.maren], at=at)
        interview.topics.add(topic)
        return interview

    def page(self, **query):
        return self.client.get(self.maren.get_absolute_url(), query)

    def test_a_person_page_lists_interviews_newest_first(self):
        text = self.page().content.decode()

        self.assertLess(text.index("The second time"), text.index("The first time"))

    def test_a_person_page_lists_topics_with_the_number_of_interviews_of_each(self):
        an_interview("Elsewhere").topics.add(self.courts)

        self.assertContains(self.page(), ">Courts 1</a>")
        self.assertContains(self.page(), ">Work 1</a>")

    def test_a_person_page_filtered_by_topic_lists_only_interviews_on_that_topic(self):
        page = self.page(topic="courts")

        self.assertContains(page, "The first time")
        self.assertNotContains(page, "The second time")
        self.assertContains(page, 'aria-current="page">Courts 1</a>')

    def test_a_person_page_ignores_a_filter_by_a_topic_of_other_people(self):
        self.assertContains(self.page(topic="seas"), "The second time")

    def test_a_person_page_does_not_show_topics_of_unpublished_interviews(self):
        a_draft("Not yet", subjects=[self.maren]).topics.add(a_topic("Secrets"))

        self.assertNotContains(self.page(), "Secrets")

    def test_a_person_page_groups_answers_to_recurring_questions_oldest_to_newest(self):
        question = a_recurring_question()
        an_exchange(self.new, answer="Not any more.", recurring=question)
        an_exchange(self.old, answer="The harbour board.", recurring=question)

        page = self.page()

        text = page.content.decode()
        self.assertLess(text.index("The harbour board."), text.index("Not any more."))
        self.assertContains(page, f'href="{question.get_absolute_url()}"')

    def test_a_person_page_does_not_show_what_others_answered_in_the_same_interview(self):
        question, odile = a_recurring_question(), a_person("Odile Brandt")
        Credit.objects.create(interview=self.new, person=odile, role="subject")
        an_exchange(self.new, answer="The tide.", recurring=question, answered_by=[odile])
        an_exchange(self.new, "", "My crew.", answered_by=[self.maren])

        self.assertNotContains(self.page(), "The tide.")
        self.assertContains(self.page(), "My crew.")

    def test_a_person_page_does_not_show_answers_of_several_people_without_a_speaker(self):
        question = a_recurring_question()
        an_exchange(self.new, answer="The tide.", recurring=question)
        Credit.objects.create(interview=self.new, person=a_person("Odile Brandt"), role="subject")

        self.assertNotContains(self.page(), "The tide.")

    def test_a_person_page_offers_a_search_of_what_the_person_said(self):
        an_exchange(self.old, answer="A lighthouse.")
        an_exchange(an_interview("Elsewhere"), answer="Another lighthouse.")
        self.assertContains(self.page(), "Search what Maren Hult said")

        found = self.client.get("/search/", {"person": "maren-hult", "q": "lighthouse"})

        self.assertContains(found, "The first time")
        self.assertNotContains(found, "Elsewhere")


class Credits(TestCase):
    def roles(self, *credits):
        interview = a_draft()
        interview.credits.all().delete()
        for position, (name, role) in enumerate(credits):
            interview.credits.create(person=someone(name), role=role, position=position)
        return [(role, str(label), [p.name for p in who]) for role, label, who in interview.roles]

    def test_credits_are_grouped_by_role_in_their_order(self):
        self.assertEqual(
            self.roles(("Ada", "subject"), ("Suda", "photographer"), ("Ivo", "subject")),
            [("subject", "interviewee", ["Ada", "Ivo"]), ("photographer", "photographs", ["Suda"])],
        )

    def test_credits_name_a_person_in_each_of_the_persons_roles(self):
        self.assertEqual(
            [who for _role, _label, who in self.roles(("Ada", "interviewer"), ("Ada", "editor"))],
            [["Ada"], ["Ada"]],
        )
