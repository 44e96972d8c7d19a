"""The cache key of a fragment changes with everything that the fragment shows."""

from django.test import TestCase
from django.urls import set_script_prefix
from django.utils import timezone, translation

from comments.models import Invitation
from interviews.models import Interview
from interviews.templatetags.fragments import digest
from tests.builders import (
    a_correction,
    a_draft,
    a_recurring_question,
    a_reply,
    an_exchange,
    published,
    someone,
)


class CacheKeys(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = a_draft(exchanges=0)
        about = an_exchange(
            cls.interview,
            asked_by=someone("Mara Lind"),
            answered_by=[someone("Ines Okafor")],
            recurring=a_recurring_question(),
        )
        published(cls.interview)
        a_correction(cls.interview, exchange=about)
        person = someone("Ines Okafor")
        invitation = Invitation.objects.create(
            interview=cls.interview, person=person, role="subject", email="ines@example.org"
        )
        first = a_reply(cls.interview, exchange=about, invitation=invitation)
        first.feature(by=None)
        a_reply(
            cls.interview,
            exchange=about,
            parent=first,
            promoted_exchange=about,
            invitation=invitation,
        )

    def setUp(self):
        self.read = Interview.objects.for_reading().get()
        (self.thread,) = self.read.replies.page_for(self.read).threads
        (self.question,) = self.read.conversation

    def test_key_is_the_same_for_objects_loaded_again(self):
        keys = self.keys()
        self.setUp()

        self.assertEqual(self.keys(), keys)

    def test_key_of_a_conversation_changes_with_every_shown_column(self):
        exchange = self.question.asking_exchange
        (correction,) = exchange.shown_corrections
        (featured,) = exchange.featured_replies
        (speaker,) = exchange.recorded_speakers
        shown = [self.read, exchange, exchange.asked_by, exchange.recurring, speaker]
        for each in [*shown, correction, featured, featured.invitation]:
            self.assertCounts(each, lambda: digest(self.read.conversation))

    def test_key_of_credits_changes_with_every_shown_column(self):
        for credit in self.read.credits.all():
            for each in (credit, credit.person):
                self.assertCounts(each, lambda: digest(self.read.credits.all()))

    def test_key_of_a_thread_changes_with_every_shown_column(self):
        first, (reply,) = self.thread.first, self.thread.follow_ups
        shown = [
            first,
            reply,
            first.exchange,
            reply.exchange,
            first.invitation,
            reply.promoted_exchange,
        ]
        for each in [*shown, reply.parent, first.interview]:
            self.assertCounts(each, lambda: digest(self.thread))

    def test_key_changes_with_attributes_set_on_a_model(self):
        for name in ("also_asked", "reply_count", "shown_corrections", "featured_replies"):
            keys = self.keys()
            setattr(self.question.asking_exchange, name, ["something else"])
            with self.subTest(name):
                self.assertNotEqual(self.keys(), keys)

    def test_key_changes_with_language_time_zone_and_script_prefix(self):
        keys = [digest("the same")]
        with translation.override("de"):
            keys.append(digest("the same"))
        with timezone.override("Asia/Tokyo"):
            keys.append(digest("the same"))
        self.addCleanup(set_script_prefix, "/")
        set_script_prefix("/magazine/")
        keys.append(digest("the same"))

        self.assertEqual(len(set(keys)), len(keys))

    def keys(self):
        return digest(self.read.conversation), digest(self.read.credits.all()), digest(self.thread)

    def assertCounts(self, row, key):
        for field in row._meta.concrete_fields:
            before, loaded = key(), vars(row)[field.attname]
            vars(row)[field.attname] = "something else"
            with self.subTest(field):
                self.assertNotEqual(key(), before)
            vars(row)[field.attname] = loaded
