"""Staff see where they are signed in, and end sessions."""

from datetime import datetime, timedelta
from unittest import mock

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from publication.sign_in import sessions
from tests.builders import a_reader_with_an_account, an_interview
from tests.publication.sign_in.staff import (
    DESK,
    NEW_PASSWORD,
    PASSWORD,
    SESSIONS,
    SIGN_IN,
    StaffCase,
    give_second_factor,
)

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/140.0 Safari/537.36 Edg/140.0"
)


class SessionCase(StaffCase):
    def setUp(self):
        self.here, self.phone = Client(), Client()
        self.sign_in(self.here, FIREFOX, "203.0.113.7")
        self.sign_in(self.phone, SAFARI, "198.51.100.9")

    def sign_in(self, client, browser, address):
        sent = {"username": "ada", "password": PASSWORD}
        client.post(SIGN_IN, sent, REMOTE_ADDR=address, headers={"user-agent": browser})

    def listed(self, client=None):
        return (client or self.here).get(SESSIONS).context["sessions"]

    def of_phone(self):
        return next(each for each in self.listed() if not each.is_own)

    def backdate(self, client, **time):
        """Make a session look as if it was last seen earlier."""
        session = client.session
        record = session[sessions.RECORD]
        earlier = datetime.fromisoformat(record["seen"]) - timedelta(**time)
        session[sessions.RECORD] = record | {"seen": earlier.isoformat()}
        session.save()
        return earlier


class ListOfSessionsTests(SessionCase):
    def test_the_list_has_browser_network_and_times(self):
        page = self.here.get(SESSIONS)

        self.assertContains(page, "Firefox, Linux")
        self.assertContains(page, "Safari, iPhone")
        self.assertContains(page, "198.51.100.0/24")
        self.assertNotContains(page, "198.51.100.9")
        self.assertContains(page, "(here and now)", count=1)
        self.assertTrue(self.listed()[0].is_own)

    def test_the_list_has_the_sessions_of_nobody_else(self):
        other = Client()
        other.force_login(a_reader_with_an_account(is_staff=True))

        self.assertEqual(len(self.listed()), 2)
        self.assertEqual(len(self.listed(other)), 1)

    def test_the_list_never_shows_the_key_of_a_session(self):
        page = self.here.get(SESSIONS)

        for row in Session.objects.all():
            self.assertNotContains(page, row.session_key)

    def test_the_list_has_nobody_whose_password_was_right_and_whose_code_is_missing(self):
        give_second_factor(self.editor)
        self.sign_in(Client(), EDGE, "192.0.2.1")

        self.assertEqual(len(self.listed()), 2)

    def test_last_seen_moves_at_most_every_five_minutes(self):
        earlier = self.backdate(self.phone, minutes=4)
        self.phone.get(DESK)
        self.assertEqual(self.of_phone().seen, earlier)
        earlier = self.backdate(self.phone, minutes=2)

        self.phone.get(DESK)

        self.assertGreater(self.of_phone().seen, earlier)

    def test_a_session_from_before_this_record_is_listed_too(self):
        session = self.phone.session
        del session[sessions.RECORD]
        session.save()
        self.assertEqual(self.of_phone().browser, "")

        self.phone.get(DESK, headers={"user-agent": SAFARI})

        self.assertEqual(self.of_phone().browser, "Safari, iPhone")

    def test_being_seen_does_not_prolong_a_session(self):
        self.backdate(self.phone, minutes=6)
        session = Session.objects.get(session_key=self.phone.session.session_key)

        response = self.phone.get(DESK)

        self.assertNotIn(settings.SESSION_COOKIE_NAME, response.cookies)
        again = Session.objects.get(session_key=session.session_key)
        self.assertLess(abs(again.expire_date - session.expire_date), timedelta(seconds=2))
        self.assertLess(session.expire_date - timezone.now(), timedelta(days=14, seconds=1))

    def test_a_database_that_cannot_be_written_does_not_fail_the_page(self):
        self.backdate(self.here, minutes=6)

        failing = mock.patch.object(Session, "save", side_effect=OperationalError("full"))
        with failing as tried:
            self.assertEqual(self.here.get(DESK).status_code, 200)

        tried.assert_called_once()

    def test_browsers_are_named(self):
        for user_agent, name in {
            FIREFOX: "Firefox, Linux",
            SAFARI: "Safari, iPhone",
            EDGE: "Edge, Windows",
            "curl/8": "unknown browser",
            "<script>": "unknown browser",
        }.items():
            with self.subTest(name):
                self.assertEqual(sessions.describe_browser(user_agent), name)


class EndingSessionsTests(SessionCase):
    def test_one_session_is_ended_at_once(self):
        self.here.post(SESSIONS, {"session": self.of_phone().id})

        self.assertFalse(self.is_signed_in(self.phone))
        self.assertTrue(self.is_signed_in(self.here))

    def test_all_other_sessions_are_ended_at_once(self):
        third = Client()
        self.sign_in(third, EDGE, "192.0.2.1")

        self.here.post(SESSIONS)

        self.assertFalse(self.is_signed_in(self.phone) or self.is_signed_in(third))
        self.assertTrue(self.is_signed_in(self.here))

    def test_nobody_ends_the_session_of_another_account(self):
        name = self.of_phone().id
        other = Client()
        other.force_login(a_reader_with_an_account(is_staff=True))

        other.post(SESSIONS, {"session": name})
        other.post(SESSIONS)

        self.assertTrue(self.is_signed_in(self.phone))

    def test_changing_the_password_ends_the_other_sessions(self):
        sent = {"old_password": PASSWORD, "new_password1": NEW_PASSWORD}
        self.here.post("/admin/password_change/", sent | {"new_password2": NEW_PASSWORD})

        self.assertFalse(self.is_signed_in(self.phone))
        self.assertTrue(self.is_signed_in(self.here))
        self.assertEqual(len(self.listed()), 1)

    def test_sessions_that_ended_by_time_are_deleted(self):
        key = self.phone.session.session_key
        Session.objects.filter(session_key=key).update(expire_date=timezone.now())

        self.assertEqual(sessions.delete_expired_sessions(), 1)
        self.assertFalse(Session.objects.filter(session_key=key).exists())


class PublicPageTests(SessionCase):
    def test_public_pages_ask_for_no_session_and_set_no_cookie_for_staff_too(self):
        page = an_interview().get_absolute_url()

        for address in (page, "/", "/interviews/", "/feed.atom"):
            with self.subTest(address), mock.patch.object(Session.objects, "get") as asked:
                with mock.patch("publication.sign_in.sessions.note_seen") as noted:
                    response = self.here.get(address)
                asked.assert_not_called()
                noted.assert_not_called()
                self.assertFalse(response.cookies)
                self.assertNotIn("Cookie", response.get("Vary", ""))
                self.assertFalse(response.wsgi_request.session.accessed)
