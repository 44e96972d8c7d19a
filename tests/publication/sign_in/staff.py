"""People who sign in with codes, for tests."""

import re
import time

from django.contrib.auth.models import Permission, User
from django.test import TestCase
from django_otp.oath import hotp
from django_otp.plugins.otp_totp.models import TOTPDevice

from comments.models import QueuedEmail
from publication.sign_in import second_factor
from tests.builders import an_editor

DESK = "/admin/"
SIGN_IN = "/admin/login/"
SECOND_FACTOR = "/admin/second-factor/"
SESSIONS = "/admin/sessions/"
PASSWORD = "let me in"
NEW_PASSWORD = "a tall order of lighthouses"
LINK = re.compile(r"http\S+/admin/choose-password/\S+")


def next_code(user):
    """Return the code that the app of a user shows and that was not used yet."""
    device = TOTPDevice.objects.get(user=user)
    step = max(int(time.time()) // device.step, device.last_t + 1)
    return f"{hotp(device.bin_key, step):06}"


def give_second_factor(user):
    """Give a user a second factor; return the recovery codes."""
    return second_factor.confirm_device(second_factor.get_new_device(user), next_code(user))


def an_account_manager():
    """Create a user who may change accounts and moderate, and is no superuser."""
    manager = User.objects.create_user("manager", password=PASSWORD, is_staff=True)
    names = ["view_user", "add_user", "change_user", "view_reply", "moderate_reply"]
    manager.user_permissions.set(Permission.objects.filter(codename__in=names))
    return manager


def path_of_link(text):
    """Return the path of the link to a password in an email."""
    return "/" + LINK.search(text)[0].split("/", 3)[3]


class StaffCase(TestCase):
    """`self.editor` is an editor with the address ada@example.org, who is not signed in."""

    @classmethod
    def setUpTestData(cls):
        cls.editor = an_editor(username="ada", email="ada@example.org")

    def enter_password(self, password=PASSWORD, client=None, **more):
        sent = {"username": "ada", "password": password} | more
        return (client or self.client).post(SIGN_IN, sent)

    def enter_code(self, code, client=None, **more):
        return (client or self.client).post(SIGN_IN, {"code": code} | more)

    def is_signed_in(self, client=None):
        return (client or self.client).get(DESK).status_code == 200

    def get_email(self):
        return QueuedEmail.objects.latest("pk")

    def choose_password(self, path, password=NEW_PASSWORD):
        form = self.client.get(path, follow=True)
        sent = {"new_password1": password, "new_password2": password}
        return self.client.post(form.request["PATH_INFO"], sent, follow=True)
