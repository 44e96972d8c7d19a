"""The front page with one interview, with two, and with many."""

from django.test import TestCase
from django.utils import timezone

from interviews.models import Publication
from tests.builders import a_reply, an_interview, an_interview_of
from tests.pictures import TemporaryMediaMixin, add_portrait


class FrontPageTests(TemporaryMediaMixin, TestCase):
    def read(self):
        return self.client.get("/").text

    def test_one_interview_fills_the_page_with_its_questions_and_what_the_publication_promises(
        self,
    ):
        interview = an_interview_of(("What broke first?", "The forecast."), ("And then?", "Bread."))

        page = self.read()

        for exchange in interview.exchanges.all():
            self.assertIn(f'href="{interview.get_absolute_url()}#{exchange.key}"', page)
        main = page.partition("<main")[2].partition("</main>")[0]
        self.assertIn(Publication.objects.current().promise, main)
        self.assertIn("The forecast.", main)
        self.assertNotIn("All interviews", main)

    def test_many_interviews_have_the_replies_that_editors_featured_last(self):
        interviews = [an_interview(f"Number {number}") for number in range(4)]
        exchange = interviews[0].exchanges.get()
        a_reply(interviews[0], exchange=exchange, body="My dentist.", featured_at=timezone.now())

        page = self.read()

        self.assertIn("My dentist.", page)
        self.assertIn(f"{interviews[0].get_absolute_url()}#{exchange.key}", page)

    def test_a_reply_to_a_withdrawn_interview_is_not_on_the_page(self):
        interviews = [an_interview(f"Number {number}") for number in range(3)]
        a_reply(
            interviews[0],
            exchange=interviews[0].exchanges.get(),
            body="My dentist.",
            featured_at=timezone.now(),
        )
        interviews[0].withdraw(by=None, note="At her wish.")

        self.assertNotIn("My dentist.", self.read())

    def test_an_interview_in_a_list_has_a_portrait_or_the_initials_of_who_speaks(self):
        for title in ("Elsewhere", "A grid"):
            interview = an_interview(title)
        self.assertIn(">IO</span>", self.read())

        add_portrait(interview.subjects[0])

        page = self.read()
        self.assertNotIn(">IO</span>", page)
        self.assertIn(interview.subjects[0].portrait.name, page)
