"""The second factor: how it is set up, asked for, replaced and taken away."""

import re
from datetime import timedelta
from io import StringIO
from unittest import mock

from axes.models import AccessFailureLog, AccessLog
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from comments.models import QueuedEmail
from interviews.models import AuditEntry
from publication.sign_in import second_factor
from publication.sign_in.steps import PENDING
from tests.builders import an_interview, the_publication
from tests.publication.sign_in.staff import (
    DESK,
    NEW_PASSWORD,
    PASSWORD,
    SECOND_FACTOR,
    SIGN_IN,
    StaffCase,
    an_account_manager,
    give_second_factor,
    next_code,
)

SET_UP = f"{SECOND_FACTOR}set-up/"
ASKED = "Now enter the code"


class SettingUpTests(StaffCase):
    def setUp(self):
        self.client.force_login(self.editor)

    def test_the_key_is_shown_as_a_picture_and_as_text(self):
        page = self.client.get(SET_UP)

        key = TOTPDevice.objects.get().config_url.partition("secret=")[2].partition("&")[0]
        shown = re.search(r'class="totp-key">([^<]*)<', page.text)[1]
        self.assertEqual(shown.replace(" ", ""), key)
        self.assertContains(page, 'aria-label="QR code')
        self.assertIn("no-store", page["Cache-Control"])

    def test_the_picture_holds_the_account_and_the_name_of_the_publication(self):
        with mock.patch("publication.sign_in.account_views.draw_qr_code") as drawn:
            drawn.return_value = {"size": 1, "path": ""}
            the_publication(name="The Quarterly")
            self.client.get(SET_UP)

        self.assertRegex(drawn.call_args[0][0], r"^otpauth://totp/The%20Quarterly%3Aada\?secret=")

    def test_a_device_counts_only_after_its_first_code(self):
        self.client.get(SET_UP)
        self.assertIsNone(second_factor.get_device(self.editor))

        page = self.client.post(SET_UP, {"code": next_code(self.editor)})

        self.assertContains(page, "The second factor is on.")
        self.assertIsNotNone(second_factor.get_device(self.editor))

    def test_a_wrong_first_code_turns_nothing_on(self):
        self.client.get(SET_UP)

        page = self.client.post(SET_UP, {"code": "000000"})

        self.assertContains(page, "This code is not right")
        self.assertIsNone(second_factor.get_device(self.editor))

    def test_ten_recovery_codes_are_shown_once_and_stored_as_hashes(self):
        self.client.get(SET_UP)
        page = self.client.post(SET_UP, {"code": next_code(self.editor)})

        codes = page.context["codes"]
        self.assertEqual(len(set(codes)), 10)
        stored = " ".join(StaticToken.objects.values_list("token", flat=True))
        for code in codes:
            self.assertContains(page, code, count=1)
            self.assertNotIn(code.replace("-", ""), stored)
        for again in (self.client.get(SECOND_FACTOR), self.client.get(SET_UP, follow=True)):
            self.assertNotContains(again, codes[0])

    def test_setting_up_a_second_factor_ends_the_other_sessions(self):
        elsewhere = self.client_class()
        elsewhere.force_login(self.editor)
        self.client.get(SET_UP)

        self.client.post(SET_UP, {"code": next_code(self.editor)})

        self.assertFalse(self.is_signed_in(elsewhere))
        self.assertTrue(self.is_signed_in())

    def test_keys_are_not_shown_at_the_desk(self):
        give_second_factor(self.editor)

        self.assertNotContains(self.client.get(DESK), "TOTP")
        for model in ("otp_totp/totpdevice", "otp_static/staticdevice"):
            self.assertEqual(self.client.get(f"/admin/{model}/").status_code, 404)


class SigningInWithCodeTests(StaffCase):
    def setUp(self):
        self.codes = give_second_factor(self.editor)

    def test_nobody_is_signed_in_by_the_password_alone(self):
        asked = self.enter_password()

        self.assertContains(asked, ASKED)
        self.assertFalse(self.is_signed_in())
        self.assertFalse(AccessLog.objects.exists())

    def test_password_and_code_sign_in_and_lead_to_the_requested_page(self):
        self.enter_password(next="/admin/interviews/topic/")

        response = self.enter_code(next_code(self.editor), next="/admin/interviews/topic/")

        self.assertRedirects(response, "/admin/interviews/topic/")
        self.assertEqual(AccessLog.objects.get().username, "ada")

    def test_a_code_leads_nowhere_outside_the_desk(self):
        self.enter_password()

        response = self.enter_code(next_code(self.editor), next="https://evil.example/")

        self.assertRedirects(response, DESK)

    def test_a_code_without_a_password_signs_nobody_in(self):
        page = self.enter_code(next_code(self.editor))

        self.assertContains(page, "Please sign in again")
        self.assertFalse(self.is_signed_in())

    def test_a_code_works_once(self):
        code = next_code(self.editor)
        self.enter_password()
        self.enter_code(code)
        other = self.client_class()
        self.enter_password(client=other)

        refused = self.enter_code(code, client=other)

        self.assertContains(refused, "was used before")
        self.assertFalse(self.is_signed_in(other))

    def test_a_recovery_code_works_once_however_it_is_typed(self):
        self.enter_password()
        self.enter_code(f" {self.codes[0].upper()} ")
        self.assertTrue(self.is_signed_in())
        other = self.client_class()
        self.enter_password(client=other)

        self.enter_code(self.codes[0], client=other)

        self.assertFalse(self.is_signed_in(other))

    def test_the_last_recovery_codes_are_counted_for_their_owner(self):
        for code in self.codes[:-1]:
            second_factor.verify_code(self.editor, code)
        self.enter_password()

        page = self.client.post(SIGN_IN, {"code": self.codes[-1]}, follow=True)

        self.assertContains(page, "You have 0 recovery codes left.")

    def test_recovery_codes_survive_a_new_secret_key(self):
        with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["only-for-tests"]):
            self.assertTrue(second_factor.verify_code(self.editor, self.codes[0]))

    def test_the_password_counts_for_ten_minutes(self):
        self.enter_password()
        session = self.client.session
        past = (timezone.now() - timedelta(seconds=1)).isoformat()
        session[PENDING] = session[PENDING] | {"until": past}
        session.save()

        page = self.enter_code(next_code(self.editor))

        self.assertContains(page, "Please sign in again")
        self.assertFalse(self.is_signed_in())

    def test_a_password_that_was_changed_meanwhile_counts_no_longer(self):
        self.enter_password()
        self.editor.set_password(NEW_PASSWORD)
        self.editor.save()

        self.enter_code(next_code(self.editor))

        self.assertFalse(self.is_signed_in())

    def test_a_deactivated_account_is_not_signed_in_by_its_code(self):
        self.enter_password()
        self.editor.is_active = False
        self.editor.save()

        self.enter_code(next_code(self.editor))

        self.assertFalse(self.is_signed_in())

    def test_the_sign_in_gets_a_new_session_key_at_each_step(self):
        keys = [self.client.session.session_key]
        self.enter_password()
        keys.append(self.client.session.session_key)
        self.enter_code(next_code(self.editor))
        keys.append(self.client.session.session_key)

        self.assertEqual(len(set(keys)), 3)


class GuessedCodeTests(StaffCase):
    def setUp(self):
        give_second_factor(self.editor)
        self.enter_password()

    def guess(self, times):
        for number in range(times):
            TOTPDevice.objects.update(throttling_failure_timestamp=None)  # as if time had passed
            response = self.enter_code(f"{number:06}")
        return response

    def test_guessed_codes_are_limited_like_passwords(self):
        response = self.guess(5)

        self.assertContains(response, "Too many wrong passwords or codes", status_code=429)
        self.assertEqual(AccessFailureLog.objects.filter(username="ada").count(), 5)

    def test_no_code_of_a_locked_out_guesser_is_checked(self):
        self.guess(5)

        with mock.patch.object(TOTPDevice, "verify_token") as checked:
            self.enter_code(next_code(self.editor))

        checked.assert_not_called()

    def test_each_wrong_code_of_an_account_makes_the_next_wait(self):
        self.enter_code("000000")
        TOTPDevice.objects.update(throttling_failure_count=8)

        page = self.enter_code(next_code(self.editor))

        self.assertRegex(page.text, r"try again in \d+ seconds")
        self.assertFalse(self.is_signed_in())

    def test_codes_and_keys_are_neither_logged_nor_recorded(self):
        with self.assertLogs(level="DEBUG") as logged:
            self.enter_code("314159")
            self.guess(4)

        rows = [*AccessFailureLog.objects.values(), *AccessLog.objects.values()]
        key = TOTPDevice.objects.get().key
        for secret in ("314159", key):
            self.assertNotIn(secret, f"{rows} {logged.output}")


class OwnSecondFactorTests(StaffCase):
    def setUp(self):
        self.codes = give_second_factor(self.editor)
        self.client.force_login(self.editor)

    def test_the_second_factor_is_removed_with_the_password(self):
        page = f"{SECOND_FACTOR}remove/"

        self.assertContains(self.client.post(page, {"password": "wrong"}), "not your password")
        self.assertIsNotNone(second_factor.get_device(self.editor))
        self.client.post(page, {"password": PASSWORD})

        self.assertIsNone(second_factor.get_device(self.editor))
        self.assertEqual(second_factor.count_recovery_codes(self.editor), 0)
        self.assertFalse(QueuedEmail.objects.exists())

    def test_new_recovery_codes_need_the_password_and_replace_those_before(self):
        page = f"{SECOND_FACTOR}recovery-codes/"
        self.assertContains(self.client.post(page, {"password": "wrong"}), "not your password")

        codes = self.client.post(page, {"password": PASSWORD}).context["codes"]

        self.assertTrue(second_factor.verify_code(self.editor, codes[0]))
        self.assertFalse(second_factor.verify_code(self.editor, self.codes[0]))

    def test_a_password_that_is_guessed_there_is_limited_too(self):
        for _each in range(5):
            response = self.client.post(f"{SECOND_FACTOR}remove/", {"password": "wrong"})

        self.assertContains(response, "Too many wrong passwords", status_code=429)


class ColleagueTests(StaffCase):
    def setUp(self):
        self.manager = an_account_manager()
        give_second_factor(self.editor)
        self.editor.is_superuser = False
        self.editor.save()
        self.page = f"/admin/auth/user/{self.editor.pk}/remove-second-factor/"

    def test_an_account_manager_takes_a_lost_second_factor_away_and_its_owner_is_told(self):
        self.client.force_login(self.manager)
        self.assertContains(self.client.get(self.page), "lost the phone")
        self.assertIsNotNone(second_factor.get_device(self.editor))

        self.client.post(self.page)

        self.assertIsNone(second_factor.get_device(self.editor))
        email = self.get_email()
        self.assertEqual(email.to, "ada@example.org")
        self.assertIn("manager removed the second factor of your account ada.", email.text)
        entry = AuditEntry.objects.latest("number")
        self.assertEqual(entry.details, {"fields": ["second factor removed"]})
        self.assertEqual([entry.person.account, entry.key], [self.manager.pk, str(self.editor.pk)])

    def test_the_page_of_an_account_never_shows_a_key(self):
        self.client.force_login(self.manager)
        device = TOTPDevice.objects.get()

        page = self.client.get(f"/admin/auth/user/{self.editor.pk}/change/")

        self.assertContains(page, "Take it away")
        self.assertNotContains(page, device.key)

    def test_only_a_superuser_takes_the_second_factor_of_a_superuser_away(self):
        self.editor.is_superuser = True
        self.editor.save()
        self.client.force_login(self.manager)

        self.assertEqual(self.client.post(self.page).status_code, 403)
        self.assertIsNotNone(second_factor.get_device(self.editor))

    def test_a_command_takes_the_second_factor_of_the_last_superuser_away(self):
        call_command("remove_second_factor", "ada", stdout=StringIO())

        self.assertIsNone(second_factor.get_device(self.editor))
        self.assertIn("by a command on the server", " ".join(self.get_email().text.split()))
        for name in ("ada", "nobody"):
            with self.assertRaises(CommandError):
                call_command("remove_second_factor", name)


@override_settings(PUBLICATION_DEMANDS_SECOND_FACTOR=True)
class DemandedSecondFactorTests(StaffCase):
    def setUp(self):
        self.client.force_login(self.editor)

    def test_whoever_has_no_second_factor_is_led_to_set_it_up(self):
        for path in (DESK, "/admin/interviews/topic/", SECOND_FACTOR, "/markdownx/pictures/"):
            with self.subTest(path):
                self.assertRedirects(self.client.get(path), SET_UP)
        self.assertContains(self.client.get(SET_UP), "Everybody at this desk needs")

    def test_whoever_has_set_it_up_goes_on(self):
        give_second_factor(self.editor)

        self.assertTrue(self.is_signed_in())

    def test_signing_out_is_always_possible(self):
        self.client.post("/admin/logout/")

        self.assertEqual(self.client.get(SET_UP).status_code, 302)

    def test_public_pages_are_shown_without_a_question(self):
        interview = an_interview()

        self.assertEqual(self.client.get(interview.get_absolute_url()).status_code, 200)

    def test_a_form_that_was_filled_before_the_demand_is_not_lost(self):
        sent = {"name": "Labour", "slug": "labour", "_continue": "1"}
        refused = self.client.post("/admin/interviews/topic/add/", sent)
        self.assertContains(refused, "Labour", status_code=403)
        self.assertContains(refused, SET_UP, status_code=403)
        give_second_factor(self.editor)

        carried = refused.wsgi_request.carried_fields
        saved = self.client.post("/admin/interviews/topic/add/", {"carried_fields": carried})

        self.assertEqual(saved.status_code, 302)
        self.assertIn("/interviews/topic/", saved["Location"])
