"""Signing in: limits on wrong passwords, the record, and redirects."""

from datetime import timedelta
from unittest import mock

from axes.models import AccessFailureLog, AccessLog
from django.contrib.auth import authenticate
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import OperationalError
from django.test import RequestFactory, TestCase
from django.utils import timezone

from publication.sign_in.axes_handler import delete_old_sign_ins
from publication.sign_in.limits import SHARED_LIMITS
from tests.builders import a_reader_with_an_account, an_editor

SIGN_IN = "/admin/login/"
DESK = "/admin/"
PASSWORD = "let me in"
OFFICE, HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9", "192.0.2.33"


class SigningInCase(TestCase):
    """`self.editor` has the password `PASSWORD`."""

    @classmethod
    def setUpTestData(cls):
        cls.editor = an_editor(username="ada")

    def try_(self, password="wrong", username="ada", at=OFFICE, **more):
        form = {"username": username, "password": password}
        return self.client.post(SIGN_IN, form | more, REMOTE_ADDR=at)

    def guess(self, times, **more):
        return [self.try_(f"guess {number}", **more) for number in range(times)][-1]

    def pass_time(self, **time):
        for record in (AccessFailureLog, AccessLog):
            for row in record.objects.all():
                record.objects.filter(pk=row.pk).update(
                    attempt_time=row.attempt_time - timedelta(**time)
                )

    def failed(self, number, username="ada", network=HOME):
        """So many failures, as if from somebody who has to wait for nothing."""
        AccessFailureLog.objects.bulk_create(
            AccessFailureLog(username=username, ip_address=network) for _each in range(number)
        )

    def assert_signed_in(self, response):
        self.assertRedirects(response, DESK, fetch_redirect_response=False)

    def assert_has_to_wait(self, response):
        self.assertContains(response, "Too many wrong passwords", status_code=429)


class GuesserTests(SigningInCase):
    def test_a_guesser_is_slowed_after_five_guesses(self):
        self.assertContains(self.guess(4), "Please enter the correct username")
        self.assert_has_to_wait(self.try_())
        self.pass_time(minutes=1)
        self.assertEqual(self.try_().status_code, 200)

    def test_a_guesser_is_locked_out_after_ten_guesses_for_15_minutes(self):
        self.guess(5)
        self.pass_time(minutes=1)
        self.assert_has_to_wait(self.guess(5))
        self.pass_time(minutes=2)
        self.assert_has_to_wait(self.try_(PASSWORD))
        self.pass_time(minutes=13)
        self.assert_signed_in(self.try_(PASSWORD))

    def test_no_password_of_a_locked_out_guesser_is_checked(self):
        self.guess(5)

        with mock.patch.object(ModelBackend, "authenticate") as checked:
            self.assert_has_to_wait(self.try_(PASSWORD))

        checked.assert_not_called()

    def test_every_sign_in_form_refuses_a_locked_out_guesser(self):
        self.guess(5)

        request = RequestFactory().post("/", REMOTE_ADDR=OFFICE)
        self.assertIsNone(authenticate(request, username="ada", password=PASSWORD))
        self.assertEqual(AccessFailureLog.objects.count(), 5)

    def test_guesses_during_a_lockout_do_not_prolong_it(self):
        self.guess(30)

        self.assertEqual(AccessFailureLog.objects.count(), 5)

    def test_a_guesser_is_told_until_when_to_wait(self):
        response = self.guess(5)

        last = AccessFailureLog.objects.order_by("attempt_time").first().attempt_time
        until = (last + timedelta(minutes=1)).strftime("%H:%M:%S UTC")
        self.assertContains(response, f"can be tried again from here at {until}", status_code=429)
        self.assertLessEqual(int(response["Retry-After"]), 60)
        self.assertGreater(int(response["Retry-After"]), 0)
        self.assertIn("no-store", response["Cache-Control"])

    def test_a_guesser_cannot_use_another_address_of_the_same_network(self):
        self.guess(5)

        self.assert_has_to_wait(self.try_(at="203.0.113.250"))

    def test_a_guesser_cannot_forge_an_address_without_a_proxy(self):
        self.guess(5)

        form = {"username": "ada", "password": "wrong"}
        self.assert_has_to_wait(
            self.client.post(SIGN_IN, form, REMOTE_ADDR=OFFICE, HTTP_X_FORWARDED_FOR=ELSEWHERE)
        )

    def test_guesses_for_many_accounts_are_limited_by_network(self):
        for number in range(10):
            self.failed(5, f"somebody-{number}", "203.0.113.0")

        self.assert_has_to_wait(self.try_())
        self.assertEqual(self.try_(at=ELSEWHERE).status_code, 200)

    def test_a_lockout_does_not_reveal_whether_an_account_exists(self):
        said = {name: self.guess(5, username=name).status_code for name in ("ada", "bob", "eve")}

        self.assertEqual(set(said.values()), {429})
        self.assertEqual(self.try_(username="nobody yet").status_code, 200)

    def test_a_guesser_of_an_unknown_network_is_locked_out_too(self):
        self.guess(5, at="")

        self.assert_has_to_wait(self.try_(PASSWORD, at=""))


class EditorSignInTests(SigningInCase):
    def test_a_stranger_elsewhere_does_not_lock_out_an_editor(self):
        self.guess(30, at=ELSEWHERE)

        self.assert_signed_in(self.try_(PASSWORD))

    def test_an_editor_in_a_known_network_can_sign_in_during_an_attack(self):
        self.assert_signed_in(self.try_(PASSWORD))
        self.failed(SHARED_LIMITS[1].failures, network=ELSEWHERE)
        self.failed(SHARED_LIMITS[0].failures, username="bob", network="203.0.113.0")

        self.assert_signed_in(self.try_(PASSWORD))
        self.assert_has_to_wait(self.try_(PASSWORD, at=HOME))

    def test_a_network_known_for_another_account_counts_as_unknown(self):
        a_reader_with_an_account(username="bob", is_staff=True)
        self.assert_signed_in(self.try_(PASSWORD, username="bob"))
        self.failed(SHARED_LIMITS[1].failures, network=ELSEWHERE)

        self.assert_has_to_wait(self.try_(PASSWORD))

    def test_signing_in_starts_a_new_session(self):
        self.client.cookies["sessionid"] = "chosen-by-a-stranger"

        self.try_(PASSWORD)

        self.assertNotEqual(self.client.session.session_key, "chosen-by-a-stranger")

    def test_an_editor_stays_signed_in_while_others_guess(self):
        self.assert_signed_in(self.try_(PASSWORD))
        self.failed(SHARED_LIMITS[1].failures)

        self.assertEqual(self.client.get(DESK, REMOTE_ADDR=OFFICE).status_code, 200)

    def test_the_sign_in_page_opens_during_a_lockout(self):
        self.guess(5)

        self.assertEqual(self.client.get(SIGN_IN, REMOTE_ADDR=OFFICE).status_code, 200)


class PasswordTests(SigningInCase):
    def test_passwords_are_checked_one_at_a_time(self):
        """While one is checked, the next is not, and says so at once."""
        nested = []

        def check(*args, **kwargs):
            nested.append(self.try_(PASSWORD, at=HOME))

        with mock.patch.object(ModelBackend, "authenticate", side_effect=check) as checked:
            self.try_()

        checked.assert_called_once()
        self.assertContains(nested[0], "Somebody else is signing in", status_code=429)
        self.assertEqual(nested[0]["Retry-After"], "1")
        self.assertContains(nested[0], 'value="ada"', status_code=429)
        self.assert_signed_in(self.try_(PASSWORD))

    def test_passwords_are_neither_logged_nor_recorded(self):
        with self.assertLogs(level="DEBUG") as logged:
            self.guess(4)
            self.try_("hunter-22", username="hunter-22")
            self.guess(4, username="hunter-22")

        rows = [*AccessFailureLog.objects.values(), *AccessLog.objects.values()]
        self.assertNotIn("hunter-22", str(rows))
        self.assertNotIn("hunter-22", str(logged.output))
        self.assertNotIn("guess ", str(logged.output) + str(rows))


class SignInRecordTests(SigningInCase):
    def test_the_record_has_account_time_and_network(self):
        self.try_()
        self.try_(PASSWORD, at="2001:db8:1:2::3")

        (failure,), (success,) = AccessFailureLog.objects.all(), AccessLog.objects.all()
        self.assertEqual([failure.username, failure.ip_address], ["ada", "203.0.113.0"])
        self.assertEqual([success.username, success.ip_address], ["ada", "2001:db8:1::"])
        self.assertLess(timezone.now() - failure.attempt_time, timedelta(minutes=1))

    def test_the_record_has_nothing_else_of_the_request(self):
        self.client.post(
            f"{SIGN_IN}?secret=1",
            {"username": "ada", "password": "wrong"},
            headers={"user-agent": "Browser/1", "accept": "text/html"},
        )

        failure = AccessFailureLog.objects.get()
        self.assertEqual(failure.user_agent + failure.http_accept + failure.path_info, "")

    def test_superusers_can_read_the_record_at_the_desk(self):
        self.guess(5, at=ELSEWHERE)
        self.client.force_login(self.editor)

        page = self.client.get("/admin/axes/accessfailurelog/")
        self.assertContains(page, "192.0.2.0/24")
        self.assertContains(page, 'alt="True"', count=1)
        self.assertEqual(self.client.get("/admin/axes/accesslog/").status_code, 200)
        one = f"/admin/axes/accessfailurelog/{AccessFailureLog.objects.first().pk}/"
        self.assertNotContains(self.client.get(f"{one}change/"), 'name="_save"')
        self.assertEqual(self.client.post(f"{one}delete/", {"post": "yes"}).status_code, 403)

    def test_other_users_cannot_read_the_record(self):
        self.client.force_login(a_reader_with_an_account(is_staff=True))

        for page in ("accessfailurelog", "accesslog"):
            self.assertEqual(self.client.get(f"/admin/axes/{page}/").status_code, 403)

    def test_a_lockout_is_logged_once(self):
        with self.assertLogs("publication.sign_in", "WARNING") as logged:
            self.guess(30)

        self.assertEqual(len(logged.output), 1)
        self.assertIn("ada, from the network of 203.0.113.0, is locked out", logged.output[0])

    def test_the_record_is_deleted_after_thirty_days(self):
        self.try_()
        self.try_(PASSWORD)
        self.pass_time(days=31)
        self.try_()

        self.assertEqual(delete_old_sign_ins(), 2)
        self.assertEqual(AccessFailureLog.objects.count(), 1)

    def test_a_scheduled_task_deletes_the_old_record(self):
        self.try_()
        self.pass_time(days=31)

        call_command("run_scheduled_tasks", verbosity=0)

        self.assertFalse(AccessFailureLog.objects.exists())


class ReadOnlyDatabaseTests(SigningInCase):
    FULL = OperationalError("database or disk is full")

    def assert_unavailable(self, response):
        self.assertContains(response, "Nobody can sign in at the moment", status_code=503)
        self.assertIn("Retry-After", response.headers)
        self.assertEqual(self.client.get(DESK).status_code, 302)

    def test_nobody_signs_in_while_the_database_is_read_only(self):
        for record in (AccessLog, AccessFailureLog):
            full = mock.patch.object(record.objects, "create", side_effect=self.FULL)
            with full, self.assertLogs("publication.sign_in"):
                self.assert_unavailable(self.try_(PASSWORD if record is AccessLog else "wrong"))

    def test_no_password_is_checked_that_cannot_be_counted(self):
        limits = mock.patch(
            "publication.sign_in.axes_handler.locked_until", side_effect=OperationalError("locked")
        )
        check = mock.patch.object(ModelBackend, "authenticate")
        with limits, check as checked, self.assertLogs("publication.sign_in"):
            self.assert_unavailable(self.try_(PASSWORD))

        checked.assert_not_called()


class RedirectTests(SigningInCase):
    def lands(self, address, in_the_form=True):
        if in_the_form:
            return self.try_(PASSWORD, next=address)["Location"]
        form = {"username": "ada", "password": PASSWORD}
        return self.client.post(SIGN_IN, form, query_params={"next": address})["Location"]

    def test_an_editor_is_redirected_to_the_requested_page(self):
        for address in (
            DESK,
            "/admin/interviews/interview/?q=a&o=1",
            "/admin/comments/reply/queue/",
            f"/admin/auth/user/{User.objects.get().pk}/change/",
            "http://testserver/admin/interviews/person/",
        ):
            for in_the_form in (True, False):
                with self.subTest(address, in_the_form=in_the_form):
                    self.assertEqual(self.lands(address, in_the_form), address)

    def test_an_editor_is_never_redirected_outside_the_desk(self):
        for address in (
            "https://evil.example/",
            "//evil.example/admin/",
            "/\\evil.example",
            "///evil.example",
            "javascript:alert(1)",
            "/admin/../",
            "/admin/%2e%2e/replies/",
            "/admin/auth/user/../../../replies/change/",
            "/admin/auth/user/%2e%2e/%2E%2E/%2e%2e/replies/change/",
            "/admin/nothing/here/",
            "/",
            "/replies/privacy/",
            "/accounts/profile/",
            "admin/",
            "/admin/login/?next=/admin/login/",
            "/admin/logout/",
            "/admin",
            "http://testserver:99/admin/",
            "http://[",
            "",
        ):
            for in_the_form in (True, False):
                with self.subTest(address, in_the_form=in_the_form):
                    self.assertEqual(self.lands(address, in_the_form), DESK)
