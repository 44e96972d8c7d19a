"""The history of interviews in which people or topics were merged."""

from django.test import TestCase
from django.urls import reverse

from comments.models.promotion import create_reader
from interviews.history.restoring import restore
from interviews.models import Interview
from tests.builders import a_draft, a_person, a_topic, an_editor, an_exchange, an_interview


def merge(kept, *others, **words):
    kept.merge(list(others), **({"by": None, "kind": "typo"} | words))
    kept.refresh_from_db()


class TheHistory(TestCase):
    def setUp(self):
        self.kept, self.other = a_person("Åsa Lind"), a_person("Asa Lind")
        self.editor = an_editor()

    def test_a_merge_is_a_version_of_each_interview_that_named_the_merged_person(self):
        public, draft = an_interview(subjects=[self.other]), a_draft(subjects=[self.other])
        unconcerned = an_interview(subjects=[self.kept])
        for interview in (public, draft, unconcerned):
            interview.record_change_made_elsewhere()
        counts = [each.versions.count() for each in (public, draft, unconcerned)]

        merge(self.kept, self.other, by=self.editor)

        now = [each.versions.count() for each in (public, draft, unconcerned)]
        self.assertEqual(now, [counts[0] + 1, counts[1] + 1, counts[2]])
        self.assertEqual(public.versions.last().by, self.editor)
        self.assertFalse(Interview.objects.filter(is_recorded=False).exists())

    def test_readers_are_told_of_the_new_name_of_a_published_interview(self):
        interview = an_interview(subjects=[self.other])

        merge(self.kept, self.other, kind="correction", note="Her name is Åsa.", by=self.editor)

        response = self.client.get(interview.get_absolute_url())
        self.assertContains(response, "Her name is Åsa.")
        self.assertContains(response, "Åsa Lind")
        self.assertNotContains(response, "Asa Lind")
        self.assertEqual(interview.corrections.get().made_by, self.editor)

    def test_a_name_that_readers_go_on_seeing_needs_no_explanation(self):
        interview = an_interview(subjects=[self.other])

        merge(self.kept, self.other, kind="", chosen={"name": self.other.pk})

        self.assertFalse(interview.corrections.exists())

    def test_a_merge_of_topics_needs_no_explanation(self):
        topics = a_topic("Grid"), a_topic("The grid")
        interview = an_interview()
        interview.topics.add(topics[1])

        merge(*topics, kind="")

        self.assertFalse(interview.corrections.exists())
        self.assertEqual(interview.versions.last().facts["topics"], [topics[0].pk])

    def test_a_change_past_the_desk_is_recorded_apart_from_the_merge(self):
        draft = a_draft(subjects=[self.other])
        draft.record_change_made_elsewhere()
        Interview.objects.filter(pk=draft.pk).update(title="Changed by SQL")

        merge(self.kept, self.other, by=self.editor)

        by = [version.by for version in draft.versions.all()]
        self.assertEqual(by, [None, None, self.editor])

    def test_restoring_a_version_that_names_the_merged_person_names_the_one_who_stays(self):
        topics = a_topic("Grid"), a_topic("The grid")
        draft = a_draft(subjects=[self.other], exchanges=0)
        draft.topics.add(topics[1])
        exchange = an_exchange(draft, asked_by=self.other, answered_by=[self.other, self.kept])
        draft.record_change_made_elsewhere()
        old = draft.versions.get()
        merge(self.kept, self.other)
        merge(*topics)
        with draft.changing(None):
            draft.credits.all().delete()
            draft.topics.clear()
            exchange.answered_by.clear()

        restore(old, by=self.editor)

        exchange.refresh_from_db()
        self.assertIn(self.kept, [credit.person for credit in draft.credits.all()])
        self.assertEqual(list(draft.topics.all()), [topics[0]])
        self.assertEqual(exchange.asked_by, self.kept)
        self.assertEqual(list(exchange.answered_by.all()), [self.kept])

    def test_restoring_a_version_that_credits_both_credits_the_one_who_stays_once(self):
        draft = a_draft(subjects=[self.other, self.kept])
        draft.record_change_made_elsewhere()
        old = draft.versions.get()
        merge(self.kept, self.other)

        restore(old, by=self.editor)

        self.assertEqual(draft.credits.filter(person=self.kept, role="subject").count(), 1)

    def test_an_earlier_version_shows_the_name_of_that_time(self):
        interview = an_interview(subjects=[self.other])

        merge(self.kept, self.other)

        earlier = self.client.get(reverse("interviews:version", args=[interview.slug, 1]))
        self.assertContains(earlier, "Asa Lind")
        self.assertNotContains(earlier, "Åsa Lind")

    def test_an_earlier_version_never_shows_a_name_that_was_erased(self):
        reader, kept = create_reader("Asa Private"), create_reader("A. Private")
        interview = an_interview()
        an_exchange(interview, asked_by=reader)
        interview.record_change_made_elsewhere()
        merge(kept, reader)
        kept.anonymize("A reader")

        for number in (1, 2):
            address = reverse("interviews:version", args=[interview.slug, number])
            response = self.client.get(address)
            self.assertNotContains(response, "Private")

    def test_pages_follow_a_merge(self):
        interview = an_interview()
        topics = a_topic("Grid"), a_topic("The grid")
        interview.topics.add(topics[1])
        interview.refresh_from_db()

        merge(*topics)

        self.assertGreater(Interview.objects.get().updated_at, interview.updated_at)
        found = self.client.get("/search/?topic=the-grid&q=forecast")
        self.assertContains(found, interview.title)
