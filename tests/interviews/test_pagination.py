"""Long lists are read page by page, and no page is lost or shown twice."""

import re
from datetime import timedelta
from html import unescape

from django.test import TestCase
from django.utils import timezone
from django.utils.html import escape

from interviews.models import Credit, Interview
from tests.builders import a_person, a_series, an_interview

PAGE = re.compile(r'<a rel="(prev|next)" href="([^"]+)"')
TITLE = re.compile(r"Number \d+")


class PagingCase(TestCase):
    address = "/interviews/"

    def read(self, query=""):
        """The titles on a page, and where it leads: {"prev": …, "next": …}."""
        shown = self.client.get(f"{self.address}{query}").content.decode()
        titles = list(dict.fromkeys(TITLE.findall(shown)))
        return titles, {way: unescape(query) for way, query in PAGE.findall(shown)}

    def walk(self, way, query=""):
        """The titles of all pages that way, a list each."""
        pages = []
        while query is not None:
            titles, leads = self.read(query)
            pages.append(titles)
            query = leads.get(way)
        return pages


def all_of(pages):
    return [title for page in pages for title in page]


class APageOfMany(PagingCase):
    @classmethod
    def setUpTestData(cls):
        now = timezone.now()
        for number in range(65):
            # Five appear in each moment, so that their dates alone put them in no order.
            an_interview(f"Number {number}", at=now - timedelta(days=number // 5 + 1))
        cls.newest = list(Interview.objects.newest_first().values_list("title", flat=True))

    def test_a_page_of_a_list_is_followed_by_the_next_until_all_were_shown_once(self):
        pages = self.walk("next")

        self.assertEqual([len(page) for page in pages], [30, 30, 5])
        self.assertEqual(all_of(pages), self.newest)

    def test_a_page_of_a_list_leads_back_the_way_it_was_reached(self):
        _titles, onward = self.read()
        _titles, further = self.read(onward["next"])
        last, back = self.read(further["next"])

        pages = self.walk("prev", back["prev"])

        self.assertEqual(pages, [self.newest[30:60], self.newest[:30]])
        self.assertEqual(last, self.newest[60:])

    def test_a_page_of_a_list_stays_what_it_was_when_something_appears(self):
        _titles, leads = self.read()
        before, _leads = self.read(leads["next"])

        an_interview("Just in")

        self.assertEqual(self.read(leads["next"])[0], before)

    def test_a_page_of_a_list_survives_the_withdrawal_of_the_one_it_is_counted_from(self):
        titles, leads = self.read()
        Interview.objects.get(title=titles[-1]).withdraw(by=None)

        self.assertEqual(self.read(leads["next"])[0], self.newest[30:60])

    def test_a_page_of_a_list_that_never_was_is_not_found(self):
        for key in ("0", "-1", "x", "9" * 400, "\x00", "²"):
            for side in ("after", "before"):
                with self.subTest(f"{side}={key}"):
                    response = self.client.get(self.address, {side: key})
                    self.assertEqual(response.status_code, 404)

    def test_a_page_of_a_list_has_an_address_and_a_title_of_its_own(self):
        _titles, leads = self.read()
        page = self.client.get(f"{self.address}{leads['next']}")

        self.assertContains(
            page, f'rel="canonical" href="http://testserver/interviews/{leads["next"]}"'
        )
        self.assertContains(page, "<title>Interviews, continued")


class ThePagesOfASeries(PagingCase):
    address = "/series/who-decides/"

    def test_the_pages_of_a_series_follow_its_own_order(self):
        series = a_series()
        for place in range(40, 0, -1):
            an_interview(f"Number {place}", series=series, series_position=place)

        pages = self.walk("next")

        self.assertEqual(
            all_of(pages),
            [f"Number {place}" for place in range(1, 41)],
        )


class WhatOnePersonDid(PagingCase):
    @classmethod
    def setUpTestData(cls):
        cls.person = a_person("Ines Okafor")
        cls.address = cls.person.get_absolute_url()
        cls.interviews = [
            an_interview(f"Number {number}", subjects=[a_person(f"Somebody {number}")])
            for number in range(35)
        ]

    def credit_as(self, role):
        for interview in self.interviews:
            Credit.objects.create(interview=interview, person=self.person, role=role)

    def test_the_list_of_a_persons_interviews_is_read_page_by_page_whatever_it_was(self):
        for role, part in [
            ("subject", "given"),
            ("interviewer", "conducted"),
            ("photographer", "credited"),
        ]:
            with self.subTest(role):
                self.person.credits.all().delete()
                self.credit_as(role)

                pages = self.walk("next")

                self.assertEqual([len(page) for page in pages], [30, 5])
                self.assertEqual(len(set(all_of(pages))), 35)
                self.assertIn(f"part={part}", self.read()[1]["next"])

    def test_the_list_of_a_persons_interviews_is_shown_alone_from_its_second_page_on(self):
        self.credit_as("subject")
        self.credit_as("photographer")

        further = self.client.get(f"{self.address}{self.read()[1]['next']}")

        self.assertContains(further, "Also credited in")
        self.assertNotContains(further, "Interviews given")

    def test_the_list_of_a_persons_interviews_tells_machines_the_address_of_each_page(self):
        self.credit_as("photographer")
        query = self.read()[1]["next"]

        page = self.client.get(f"{self.address}{query}")

        canonical = escape(f"{self.address}{query}")
        self.assertContains(page, f'<link rel="canonical" href="http://testserver{canonical}">')


class ThePagesOfPeople(PagingCase):
    address = "/people/"

    def test_the_pages_of_people_follow_their_names(self):
        people = [a_person(f"Number {number:03}") for number in range(130)]
        an_interview(subjects=people)

        pages = self.walk("next")

        self.assertEqual(all_of(pages), [person.name for person in people])
        self.assertEqual(len(pages), 2)
