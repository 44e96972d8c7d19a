"""After merging: the old addresses, what is refused, and what it costs."""

from django.core.exceptions import ValidationError
from django.test import TestCase

from interviews.models import FormerKey, FormerSlug, Person, Topic
from interviews.models.versions import UnexplainedChange
from tests.builders import a_person, a_topic, an_interview


def merge(kept, *others, **words):
    kept.merge(list(others), **({"by": None, "kind": "typo"} | words))
    kept.refresh_from_db()


class OldAddresses(TestCase):
    def test_old_addresses_of_a_merged_person_redirect_for_pages_and_feeds(self):
        kept, other = a_person("Åsa Lind"), a_person("Asa Lind", slug="asa")
        other.change_slug("asa-lind-of-the-north")
        an_interview(subjects=[other])

        merge(kept, other)

        for old in ("asa", "asa-lind-of-the-north"):
            for rest in ("", "feed.atom", "feed.json"):
                with self.subTest(old, rest=rest):
                    response = self.client.get(f"/people/{old}/{rest}?part=given")
                    there = f"{kept.get_absolute_url()}{rest}?part=given"
                    self.assertRedirects(response, there, status_code=301)

    def test_old_addresses_of_a_merged_topic_redirect(self):
        kept, other = a_topic("Grid"), a_topic("The grid")
        an_interview().topics.add(other)

        merge(kept, other)

        response = self.client.get("/topics/the-grid/")
        self.assertRedirects(response, "/topics/grid/", status_code=301)

    def test_a_chain_of_merges_redirects_to_the_last_one_at_once(self):
        first, second, last = (a_person(name) for name in ("A. Lind", "Asa Lind", "Åsa Lind"))
        interview = an_interview(subjects=[first])

        merge(second, first)
        merge(last, second)

        for slug in ("a-lind", "asa-lind"):
            response = self.client.get(f"/people/{slug}/")
            self.assertRedirects(response, last.get_absolute_url(), status_code=301)
        keys = FormerKey.objects.find_rows(Person, [first.pk, second.pk])
        self.assertEqual(keys, {first.pk: last, second.pk: last})
        self.assertEqual(interview.people.filter(credits__role="subject").get(), last)

    def test_an_entry_that_is_deleted_later_takes_its_former_keys_with_it(self):
        kept, other = a_topic("Grid"), a_topic("The grid")
        merge(kept, other)

        kept.delete()

        self.assertFalse(FormerKey.objects.exists() or FormerSlug.objects.exists())
        self.assertEqual(FormerKey.objects.find_rows(Topic, [other.pk]), {})


class WhatIsRefused(TestCase):
    def test_an_entry_is_not_merged_into_itself(self):
        person = a_person()

        with self.assertRaisesMessage(ValidationError, "Choose two different entries."):
            merge(person, Person.objects.get())

        self.assertTrue(Person.objects.filter(pk=person.pk).exists())

    def test_an_entry_that_was_merged_meanwhile_is_not_merged_again(self):
        first, second, third = a_topic("A"), a_topic("B"), a_topic("C")
        stale = Topic.objects.get(pk=first.pk)
        merge(second, first)

        with self.assertRaisesMessage(ValidationError, "merged or deleted meanwhile"):
            merge(third, stale)

        with self.assertRaisesMessage(ValidationError, "merged or deleted meanwhile"):
            merge(stale, second)

    def test_a_correction_without_a_note_is_refused_and_nothing_is_merged(self):
        kept, other = a_person("Åsa Lind"), a_person("Asa Lind")
        an_interview(subjects=[other])

        with self.assertRaises(UnexplainedChange):
            merge(kept, other, kind="correction")

        self.assertEqual(Person.objects.get(pk=other.pk).credits.count(), 1)
        self.assertFalse(FormerKey.objects.exists())


class TheCostOfMerging(TestCase):
    def test_merging_takes_a_fixed_number_of_queries_for_each_interview(self):
        counts = []
        for size in (1, 4):
            kept, other = a_person(f"Åsa {size}"), a_person(f"Asa {size}")
            for _each in range(size):
                an_interview(subjects=[other], exchanges=3).record_change_made_elsewhere()
            with self.assertNumQueries(FewerThan(200)) as queries:
                merge(kept, other)
            counts.append(len(queries))

        self.assertLessEqual((counts[1] - counts[0]) / 3, 22)


class FewerThan(int):
    def __eq__(self, count):
        return count < int(self)

    __hash__ = int.__hash__
