"""The desk says who else has a page open, and in which exchange they are."""

from datetime import timedelta

from django.utils import timezone

from interviews.models import Presence
from publication.page_cache import revision
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import a_reader_with_an_account, an_editor, an_interview


class PresenceTests(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview()
        self.colleague = self.client_class()
        self.colleague.force_login(an_editor(first_name="Ada", last_name="Lovelace"))

    def meet(self, client, place=""):
        address = f"/admin/presence/?path={address_of(self.interview)}"
        return client.post(address, {"place": place})

    def test_an_editor_learns_who_else_is_here_and_where(self):
        self.meet(self.colleague, place="x-abc123")

        others = self.meet(self.client).json()["others"]

        self.assertEqual(others, [{"name": "Ada Lovelace", "place": "x-abc123"}])

    def test_without_scripts_the_page_says_who_was_seen_when_it_was_opened(self):
        self.meet(self.colleague)

        self.assertContains(self.open(self.interview), "Ada Lovelace is also here.")

    def test_an_editor_who_was_not_seen_for_half_a_minute_is_not_here(self):
        self.meet(self.colleague)
        Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=30))

        self.assertEqual(self.meet(self.client).json()["others"], [])

    def test_an_editor_who_stays_in_one_place_is_not_written_each_time(self):
        self.meet(self.client, place="x-abc123")
        (seen_at,) = Presence.objects.values_list("seen_at", flat=True)

        self.meet(self.client, place="x-abc123")

        self.assertEqual(Presence.objects.get().seen_at, seen_at)

    def test_being_here_is_nothing_that_readers_can_see(self):
        before = revision.current()

        self.meet(self.client)

        self.assertEqual(revision.current(), before)

    def test_only_those_who_may_save_the_page_learn_who_is_here(self):
        self.client.force_login(a_reader_with_an_account(is_staff=True))

        self.assertEqual(self.meet(self.client).status_code, 403)
        self.assertFalse(Presence.objects.exists())

    def test_hostile_places_are_refused(self):
        for place in ("\0", "x" * 101, "é"):
            with self.subTest(place):
                self.assertEqual(self.meet(self.client, place=place).status_code, 400)
