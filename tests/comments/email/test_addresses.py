"""One mailbox has one address, however it is spelt: stored, compared, counted and signed."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import SimpleTestCase, TestCase
from django.urls import reverse
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from comments import privacy
from comments.email.addresses import (
    get_mailbox,
    is_address,
    normalize_address,
    readable,
    validate_address,
)
from comments.email.delivery import deliver_due
from comments.maintenance import notify_moderators
from comments.models import Commenter, Invitation, ModerationRules, QueuedEmail, Reply
from comments.models.commenter import COOKIE_NAME, read_cookie, sign_cookie
from comments.moderation.screening.networks import find_blocked_address
from tests.admin_forms import DeskTestCase
from tests.builders import a_reply, an_editor, an_interview, someone
from tests.comments.test_invitations import InvitingTestCase
from tests.mailbox import Mailbox

READER = "reader@mail.example"
WRITINGS = [
    "reader@mail.example",
    "Reader@Mail.EXAMPLE",
    "reader@ｍail.example",
    "ｒｅａｄｅｒ＠ｍａｉｌ．ｅｘａｍｐｌｅ",
    "reader@mail。example",
    "reader@mail.example.",
    '"reader"@mail.example',
    "\u202areader@mail.example\u202c",
    "rea\u200bder@mail\u00ad.example",
    "  reader@mail.example\n",
]
BÜCHER = "user@xn--bcher-kva.example"
WRITINGS_OF_BÜCHER = [
    "user@bücher.example",
    unicodedata.normalize("NFD", "user@bücher.example"),
    "USER@BÜCHER.example",
    "user@xn--bcher-kva.example",
    "user@XN--BCHER-KVA.example",
    "user@ｂücher．example.",
]
UNREACHABLE = {
    "miſſ@example.org": "only the letters a to z, digits and signs",
    "jürgen@example.org": "only the letters a to z, digits and signs",
    "\u212aate@example.org": "only the letters a to z, digits and signs",  # the Kelvin sign
    "olu@exa mple.org": "Enter a valid email address.",
    "olu@ex✉ample.org": "isn’t a domain",
    "olu@-.org": "Enter a valid email address.",
    "olu@ü..org": "isn’t a domain",
    "olu at example": "Enter a valid email address.",
}


class NormalizedAddresses(SimpleTestCase):
    def test_all_spellings_of_an_address_have_one_normal_form(self):
        for normal, writings in ((READER, WRITINGS), (BÜCHER, WRITINGS_OF_BÜCHER)):
            for writing in writings:
                with self.subTest(ascii(writing)):
                    self.assertEqual(normalize_address(writing), normal)

    def test_the_normal_form_replaces_no_character_before_the_at_sign(self):
        for address in ("miſſ@example.org", "\u212aate@example.org", "İ@example.org"):
            self.assertEqual(normalize_address(address), address)

    def test_the_normal_form_keeps_what_may_distinguish_mailboxes(self):
        for address in ("o.lu@example.org", "olu+a@example.org", '"o lu"@example.org', "olu@[::1]"):
            self.assertEqual(normalize_address(address), address)

    @example("@\r.")
    @given(st.text() | st.emails() | st.builds("{}@{}".format, st.text(), st.text()))
    def test_normalizing_twice_is_the_same_as_once(self, text):
        self.assertEqual(normalize_address(normalize_address(text)), normalize_address(text))

    @given(st.text() | st.builds("{}@{}.example".format, st.text(), st.text()))
    def test_a_valid_normal_form_fits_a_header(self, text):
        address = normalize_address(text)

        if is_address(address):
            self.assertTrue(address.isascii() and address.isprintable())

    def test_an_address_is_shown_with_the_unicode_form_of_its_domain(self):
        self.assertEqual(readable(BÜCHER), "user@bücher.example")
        for address in (READER, "a@xn--zzzzzz.example", "", "xn--bcher-kva.example"):
            self.assertEqual(readable(address).replace("bücher", "xn--bcher-kva"), address)

    def test_the_normal_form_of_a_mailbox_has_no_tag(self):
        for address in ("olu+a@example.org", "olu+a+b@example.org", "Olu+@Example.org"):
            self.assertEqual(get_mailbox(address), "olu@example.org")
        self.assertEqual(get_mailbox("+olu@example.org"), "+olu@example.org")

    def test_an_address_that_no_email_can_be_sent_to_is_refused_with_a_reason(self):
        for address, why in UNREACHABLE.items():
            with self.subTest(ascii(address)), self.assertRaisesMessage(ValidationError, why):
                validate_address(normalize_address(address))


class StoredAddresses(TestCase):
    def setUp(self):
        self.interview = an_interview()

    def test_addresses_are_stored_in_the_normal_form_and_found_by_any_spelling(self):
        about = {"interview": self.interview, "person": someone("Ines Okafor"), "role": "subject"}
        for number, writing in enumerate(WRITINGS_OF_BÜCHER):
            with self.subTest(ascii(writing)), transaction.atomic():
                reply = a_reply(self.interview, email=writing, body=f"{number}.")
                invitation = Invitation.objects.create(email=writing, **about)
                email = QueuedEmail.objects.enqueue(to=writing, subject="A", text="B", kind="c")
                writer = Commenter.objects.create(email=writing)

                for stored in (reply, invitation, writer):
                    self.assertEqual(stored.email, BÜCHER)
                    self.assertIn(stored, type(stored).objects.filter(email="user@BÜCHER.example"))
                self.assertEqual(QueuedEmail.objects.get(to="user@BÜCHER.example"), email)
                self.assertEqual(email.to, BÜCHER)
                transaction.set_rollback(True)

    def test_a_commenter_is_one_row_for_all_spellings(self):
        Commenter.objects.create(email=READER)

        for writing in WRITINGS:
            with self.assertRaises(IntegrityError), transaction.atomic():
                Commenter.objects.bulk_create([Commenter(email=writing)])

    def test_all_addresses_of_a_mailbox_are_found_together(self):
        replies = [
            a_reply(self.interview, email=writing, body=f"{number}.")
            for number, writing in enumerate(WRITINGS)
        ]

        for writing in WRITINGS:
            self.assertEqual(Reply.objects.written_by(writing).count(), len(replies))


class PostingTestCase(TestCase):
    def setUp(self):
        self.interview = an_interview()
        self.address = reverse("comments:reply", args=[self.interview.slug])
        self.mailbox = self.enterContext(Mailbox())
        self.enterContext(self.mailbox.in_use())

    def post(self, email, **words):
        said = {
            "name": "Olu",
            "body": f"I write as {email}.",
            "email": email,
            "email_notifications": "on",
        }
        return self.client.post(self.address, said | words)

    def mailed(self):
        with self.captureOnCommitCallbacks(execute=False):
            deliver_due()
        return [str(email["To"]) for email in self.mailbox.emails]


class ConfirmationEmails(PostingTestCase):
    def test_a_mailbox_gets_one_email_for_all_spellings_of_its_address(self):
        for writing in WRITINGS:
            self.post(writing)

        self.assertEqual(self.mailed(), [READER])

    def test_the_rate_limit_counts_all_spellings_of_an_address(self):
        answers = [self.post(writing).status_code for writing in WRITINGS]

        self.assertEqual(answers, [302] + [429] * (len(WRITINGS) - 1))

    def test_a_mailbox_gets_one_email_for_all_its_tags(self):
        answers = [self.post(f"olu+{tag}@example.org").status_code for tag in "abcdef"]

        self.assertEqual(answers, [302] * 6)
        self.assertEqual(self.mailed(), ["olu+a@example.org"])

    def test_an_unsubscribed_mailbox_is_not_asked_under_a_tag(self):
        for said, asked in (("olu+a@example.org", "olu@example.org"), ("ines@example.org",) * 2):
            Commenter.objects.unsubscribe(said)

            for address in (asked, asked.replace("@", "+b@"), asked.replace("@", "+c@")):
                self.post(address)

        self.assertEqual(self.mailed(), [])

    def test_another_mailbox_whose_name_begins_the_same_is_asked(self):
        Commenter.objects.unsubscribe("olu@example.org")
        self.post("olu+a@example.com")
        self.post("olu.p@example.org")

        self.assertEqual(self.mailed(), ["olu+a@example.com", "olu.p@example.org"])

    def test_a_confirmed_commenter_is_recognised_by_any_spelling_and_emailed_at_the_tag(self):
        self.client.cookies[COOKIE_NAME] = sign_cookie("user+tag@xn--bcher-kva.example")

        self.post("User+Tag@bücher.example")

        self.assertEqual(Reply.objects.get().email_notifications, Reply.EmailNotifications.WANTED)
        self.assertEqual(
            read_cookie(self.client.cookies[COOKIE_NAME].value), Reply.objects.get().email
        )

    def test_an_email_to_an_internationalised_domain_has_headers_of_ascii(self):
        self.post("user@bücher.example")

        self.assertEqual(self.mailed(), [BÜCHER])
        headers = self.mailbox.raw[0].partition(b"\r\n\r\n")[0]
        self.assertTrue(headers.isascii())

    def test_an_address_that_cannot_be_emailed_shows_the_form_with_the_reason(self):
        for address, why in UNREACHABLE.items():
            with self.subTest(ascii(address)):
                response = self.post(address)

                self.assertContains(response, why, status_code=400)
                self.assertContains(response, f'value="{address}"', status_code=400)
                self.assertContains(response, "I write as", status_code=400)
        self.assertFalse(Reply.objects.exists())

    def test_an_email_whose_header_cannot_hold_the_address_fails_with_the_reason(self):
        QueuedEmail.objects.enqueue(to="miſſ@example.org", subject="A", text="B", kind="c")

        self.assertEqual(self.mailed(), [])
        self.assertIn(
            "No email can be sent to miſſ@example.org", QueuedEmail.objects.get().last_error
        )


class PersonalDataOfAMailbox(PostingTestCase):
    def link(self, email):
        privacy.send_link(email)
        email = QueuedEmail.objects.get(kind="personal_data")
        address = next(line for line in email.text.split("\n") if "/replies/privacy/" in line)
        return address[address.index("/replies/privacy/") :]

    def test_all_data_of_a_mailbox_is_on_one_page(self):
        for number, writing in enumerate(WRITINGS_OF_BÜCHER):
            a_reply(self.interview, email=writing, body=f"This is number {number}.")

        page = self.client.get(self.link("USER@bücher.example"))

        self.assertContains(page, "<bdi>user@bücher.example</bdi>")
        for number in range(len(WRITINGS_OF_BÜCHER)):
            self.assertContains(page, f"This is number {number}.")

    def test_the_data_of_a_mailbox_is_erased_by_any_spelling(self):
        for writing in WRITINGS_OF_BÜCHER:
            a_reply(self.interview, email=BÜCHER, body=writing)
            Commenter.objects.confirm(BÜCHER)

            self.assertEqual(privacy.erase(writing)["replies"], 1)
            self.assertFalse(privacy.has_data_about(BÜCHER))

    def test_the_data_of_a_mailbox_says_whether_it_is_blocked(self):
        for listed in (*WRITINGS_OF_BÜCHER[:3], f"a@example.org\n{BÜCHER} # a note"):
            ModerationRules.objects.update_or_create(pk=1, defaults={"blocked_addresses": listed})

            self.assertTrue(privacy.collect("user@bücher.example")["blocked"])
            self.assertFalse(privacy.collect("a@bücher.example")["blocked"])

    def test_the_data_link_is_emailed_once_a_day_for_all_tags_of_a_mailbox(self):
        for tag in "abc":
            a_reply(self.interview, email=f"olu+{tag}@example.org", body=tag)

        for tag in "abc":
            self.client.post("/replies/privacy/", {"email": f"Olu+{tag}@example.org"})

        self.assertEqual(self.mailed(), ["olu+a@example.org"])

    def test_the_data_of_an_address_leaves_out_replies_of_another_tag(self):
        a_reply(self.interview, email="olu+a@example.org", body="Under one tag.")
        a_reply(self.interview, email="olu+b@example.org", body="Under another.")

        page = self.client.get(self.link("olu+a@example.org"))

        self.assertContains(page, "Under one tag.")
        self.assertNotContains(page, "Under another.")

    def test_erasing_an_address_with_a_tag_deletes_the_email_counts_of_its_mailbox(self):
        self.post("olu+a@example.org")

        privacy.erase("olu+a@example.org")

        self.assertFalse(Commenter.objects.exists())

    def test_the_data_link_is_refused_for_an_address_that_cannot_be_emailed(
        self,
    ):
        response = self.client.post("/replies/privacy/", {"email": "miſſ@example.org"})

        self.assertContains(response, "We can’t send email to this address", status_code=400)

    def test_data_of_an_old_invalid_address_can_be_erased(
        self,
    ):
        reply = a_reply(self.interview, email="miſſ@example.org")

        self.assertEqual(privacy.erase("miſſ@example.org")["replies"], 1)

        reply.refresh_from_db()
        self.assertEqual(reply.email, "")


class AddressesInTheAdmin(DeskTestCase):
    def test_the_admin_finds_a_reply_by_any_spelling_and_shows_the_unicode_domain(self):
        reply = a_reply(an_interview(), email=BÜCHER)
        listed = reverse("admin:comments_reply_changelist")

        for writing in WRITINGS_OF_BÜCHER:
            response = self.client.get(listed, {"q": writing})
            self.assertEqual(list(response.context["cl"].result_list), [reply])
        page = self.client.get(reverse("admin:comments_reply_change", args=[reply.pk]))
        self.assertContains(page, "<bdi>user@bücher.example</bdi>")

    def test_outgoing_emails_show_the_unicode_domain(self):
        QueuedEmail.objects.enqueue(to=BÜCHER, subject="A", text="B", kind="c")

        response = self.client.get(reverse("admin:comments_queuedemail_changelist"))

        self.assertContains(response, "user@bücher.example")

    def test_a_blocked_address_is_found_in_any_spelling(self):
        for entry in ("user@bücher.example", BÜCHER, "@BÜCHER.example", "*@bücher.example"):
            for writing in WRITINGS_OF_BÜCHER:
                self.assertEqual(find_blocked_address(writing, entry), entry)

    def test_an_entry_that_cannot_be_an_address_is_refused(self):
        page = reverse("admin:comments_moderationrules_change", args=[1])
        ModerationRules.objects.get_or_create(pk=1)

        response = self.client.post(
            page, self.filled(self.client.get(page), blocked_addresses="miſſ@example.org")
        )

        self.assertContains(response, "“miſſ@example.org” is not an email address.")

    def test_one_moderator_who_cannot_be_emailed_keeps_no_other_from_being_emailed(self):
        a_reply(an_interview(), Reply.Status.HELD, queued_at=timezone.now())
        for address in ("Chief@bücher.example", "chief@xn--bcher-kva.example", "miſſ@example.org"):
            an_editor(email=address)

        notify_moderators()

        told = QueuedEmail.objects.values_list("to", flat=True)
        self.assertEqual(list(told), ["chief@xn--bcher-kva.example"])


class InvitationAddresses(InvitingTestCase):
    def test_an_invitation_to_an_address_that_cannot_be_emailed_is_refused(self):
        response = self.invite(email="miſſ@example.org")

        self.assertIn("We can’t send email to this address", str(self.errors(response)["email"]))
        self.assertFalse(QueuedEmail.objects.exists())

    def test_an_invitation_reaches_an_internationalised_domain(self):
        response = self.invite(email="Ines@Bücher.example")

        self.assertEqual(QueuedEmail.objects.get().to, "ines@xn--bcher-kva.example")
        self.assertIn("ines@bücher.example", self.messages(response)[0])
        self.assertContains(response, "ines@bücher.example")
