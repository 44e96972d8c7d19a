"""Changing the secret key, with and without the former one as a fallback."""

import json
from contextlib import ExitStack
from unittest import mock

from django.test import TestCase

from comments import privacy
from comments.models import (
    Commenter,
    Invitation,
    QueuedEmail,
    Reply,
    authorship,
    commenter,
    invitation,
)
from comments.models.commenter import read_cookie, sign_cookie
from tests.builders import a_reply, an_interview, someone
from tests.publication.test_settings import NEEDED, python

SIGNERS = [
    *(authorship.signer, authorship.unsubscribe_signer, authorship.confirm_signer),
    *(invitation.signer, privacy.signer, commenter.signer),
]
OLD, NEW = "old" * 20, "new" * 20

SIGNED_BEFORE = """
import json, publication.wsgi
from django.conf import settings
from comments.models.authorship import signer
print(json.dumps([signer.sign(1), settings.SECRET_KEY_FALLBACKS]))
"""
HOLDS_AFTERWARDS = """
import sys, publication.wsgi
from comments.models.authorship import signer
print(signer.unsign(sys.argv[1]))
"""


def keys(key, *fallbacks):
    """Sign everything with this key, and let what the others signed hold."""
    patches = ExitStack()
    for each in SIGNERS:
        patches.enter_context(mock.patch.multiple(each, key=key, fallback_keys=list(fallbacks)))
    return patches


class SecretKeySetting(TestCase):
    def test_several_fallback_keys_can_be_set_and_keep_old_signatures_valid(self):
        former = NEEDED["DJANGO_SECRET_KEY"]
        signed, _none = json.loads(python(SIGNED_BEFORE).stdout)
        changed = NEEDED | {"DJANGO_SECRET_KEY": "n" * 60}
        both = changed | {"DJANGO_SECRET_KEY_FALLBACKS": f"{'m' * 60}, {former}"}

        kept = python(HOLDS_AFTERWARDS, signed, environment=both)
        lost = python(HOLDS_AFTERWARDS, signed, environment=changed)

        self.assertEqual(kept.stdout.strip(), "1")
        self.assertIn("BadSignature", lost.stderr)
        said = json.loads(python(SIGNED_BEFORE, environment=both).stdout)[1]
        self.assertEqual(said, ["m" * 60, former])


class SignedLinks(TestCase):
    def setUp(self):
        interview = an_interview()
        self.reply = a_reply(
            interview,
            email="olu@example.org",
            email_notifications=Reply.EmailNotifications.ASKED,
            status=Reply.Status.HELD,
        )
        invited = Invitation.objects.create(
            interview=interview,
            person=someone("Ines Okafor"),
            role="subject",
            email="i@example.org",
        )
        told, _new = Commenter.objects.get_or_create(email="olu@example.org")
        with keys(OLD):
            self.status, self.stop = self.reply.status_url, self.reply.unsubscribe_url
            self.confirm, self.invited = self.reply.confirm_url, invited.address
            self.kept, self.proof = privacy.build_link(told), sign_cookie("olu@example.org")
        self.all = [self.status, self.stop, self.confirm, self.invited, self.kept]
        self.all += [f"{self.status}change/", f"{self.status}held/"]

    def test_signed_links_work_while_the_former_key_is_a_fallback(self):
        with keys(NEW, OLD):
            for address in self.all:
                self.assertEqual(self.client.get(address).status_code, 200, address)
            self.assertEqual(read_cookie(self.proof), "olu@example.org")

    def test_links_of_a_former_key_say_so_and_offer_a_new_link_by_email(self):
        with keys(NEW):
            for address in set(self.all) - {self.invited}:
                with self.subTest(address):
                    answer = self.client.get(address)
                    self.assertContains(answer, 'action="/replies/privacy/"', status_code=404)
                    self.assertRegex(answer.content.decode(), "out of date|link isn’t valid")
            self.assertContains(self.client.get(self.invited), "Ask for a new one", status_code=404)
            self.assertEqual(read_cookie(self.proof), "")
            for post in (self.stop, f"{self.status}withdraw/", f"{self.status}restore/"):
                self.assertContains(self.client.post(post), "out of date", status_code=404)
            Commenter.objects.filter(email="olu@example.org").update(personal_data_sent_at=None)
            self.client.post("/replies/privacy/", {"email": "olu@example.org"})
            text = QueuedEmail.objects.get(kind="personal_data").text
            link = next(line for line in text.split("\n") if "/replies/privacy/" in line)
            page = self.client.get(link[link.index("/replies/") :])
            self.assertContains(page, self.reply.status_url)
            self.assertContains(page, self.reply.unsubscribe_url)
            self.assertEqual(self.client.get(self.reply.status_url).status_code, 200)
            self.assertEqual(self.client.get(self.reply.unsubscribe_url).status_code, 200)

    def test_an_edit_sent_to_an_invalid_link_keeps_its_text(self):
        with keys(NEW):
            answer = self.client.post(f"{self.status}change/", {"body": "What I wrote anew."})

        self.assertContains(answer, "What I wrote anew.", status_code=404)
        self.assertNotIn("set-cookie", answer.headers)
