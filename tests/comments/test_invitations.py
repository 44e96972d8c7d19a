"""The people of an interview are invited to reply, under a badge of their own."""

from datetime import timedelta
from unittest import mock

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from comments.models import Invitation, ModerationRules, QueuedEmail, Reply, ReplySettings
from comments.models.invitation import INVITATION_LIFETIME
from interviews.models import Credit
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import (
    a_draft,
    a_person,
    an_editor,
    an_interview,
    an_interview_of,
)
from tests.comments.moderation.test_rules_page import may

ADD = reverse("admin:comments_invitation_add")
BADGE = "Interviewee"


def invited(interview, **words):
    """The invitation of an interview's subject, as if an editor had sent it."""
    credit = interview.credits.get(role="subject")
    invitation = Invitation(
        interview=interview,
        person=credit.person,
        role=credit.role,
        **{"email": "ines@example.org"} | words,
    )
    invitation.send(by=None)
    return invitation


class InvitingTestCase(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview("A grid")
        self.subject = self.interview.credits.get(role="subject")

    def invite(self, **words):
        sent = {"interview": self.interview.pk, "speaker": self.subject.pk}
        sent |= {"email": "ines@example.org"} | words
        return self.client.post(ADD, sent, follow=True)

    def errors(self, response):
        return response.context["adminform"].form.errors


class InvitingByEditors(InvitingTestCase):
    def test_an_editor_chooses_the_interview_first_and_then_one_of_its_people(self):
        an_interview("Another", subjects=[a_person("Rut Vahlström")])

        first = self.client.get(ADD)
        response = self.client.post(ADD, {"interview": self.interview.pk}, follow=True)

        self.assertNotContains(first, "Whom")
        self.assertContains(response, "Ines Okafor (interviewee)")
        self.assertContains(response, "Teodor Vass (interviewer)")
        self.assertNotContains(response, "Rut Vahlström")
        self.assertFalse(self.errors(response))

    def test_an_editor_is_offered_nobody_who_only_took_the_pictures(self):
        Credit.objects.create(
            interview=self.interview, person=a_person("Ada Lind"), role="photographer"
        )

        response = self.client.get(ADD, {"interview": self.interview.pk})

        self.assertNotContains(response, "Ada Lind")

    def test_an_editor_sends_the_mail_by_inviting(self):
        response = self.invite()

        invitation, email = Invitation.objects.get(), QueuedEmail.objects.get()
        self.assertEqual((invitation.role, invitation.invited_by), ("subject", self.editor))
        self.assertEqual((email.to, email.kind), ("ines@example.org", "invitation"))
        self.assertIn("/replies/as/", email.text)
        self.assertIn("The email to ines@example.org has been queued.", self.messages(response))

    def test_an_editor_cannot_type_a_role(self):
        self.invite(role="interviewer")

        self.assertEqual(Invitation.objects.get().role, "subject")

    def test_an_editor_cannot_invite_somebody_of_another_interview(self):
        other = an_interview("Another", subjects=[a_person("Rut Vahlström")])

        response = self.invite(speaker=other.credits.get(role="subject").pk)

        self.assertIn("speaker", self.errors(response))
        self.assertContains(response, 'value="ines@example.org"')
        self.assertFalse(Invitation.objects.exists())

    def test_an_editor_is_told_beside_the_name_that_the_person_was_invited_already(self):
        self.invite()

        response = self.invite(email="ines@example.net")

        self.assertEqual(
            self.errors(response)["speaker"], ["This person has been invited already."]
        )
        self.assertContains(response, 'value="ines@example.net"')
        self.assertEqual(QueuedEmail.objects.count(), 1)

    def test_an_editor_cannot_invite_before_readers_see_the_interview(self):
        draft = a_draft("Not yet")

        opened = self.client.get(ADD, {"interview": draft.pk})
        response = self.invite(interview=draft.pk, speaker=draft.credits.first().pk)

        self.assertIn("once the interview is published", self.messages(opened)[0])
        self.assertIn("once the interview is published", self.errors(response)["interview"][0])
        self.assertFalse(QueuedEmail.objects.exists())

    def test_an_editor_who_may_only_moderate_cannot_invite(self):
        self.client.force_login(may("moderate_reply"))

        self.assertEqual(self.invite().status_code, 403)

    def test_an_editor_finds_the_way_on_the_interviews_page(self):
        self.assertContains(self.open(self.interview), f"{ADD}?interview={self.interview.pk}")

    def test_an_editor_with_a_forged_form_is_shown_the_form_again(self):
        for words in ({"interview": "9" * 30}, {"interview": "x"}, {"speaker": "0 or 1"}):
            with self.subTest(words):
                self.assertTrue(self.errors(self.invite(**words)))


class Invitations(InvitingTestCase):
    def setUp(self):
        super().setUp()
        self.invitation = invited(self.interview)

    def press(self, button):
        return self.client.post(address_of(self.invitation), {button: "1"}, follow=True)

    def test_an_invitation_can_be_sent_again(self):
        response = self.press("_again")

        self.assertEqual(QueuedEmail.objects.count(), 2)
        self.assertIn("has been queued", self.messages(response)[0])

    def test_an_invitation_that_is_taken_back_leads_nowhere(self):
        self.press("_revoke")

        response = self.client.get(self.invitation.address)

        self.assertContains(response, "This invitation link isn’t valid", status_code=404)
        self.assertNotContains(self.open(self.invitation), "Send the email again")

    def test_an_invitation_that_is_taken_back_cannot_be_sent_again(self):
        self.press("_revoke")

        response = self.press("_again")

        self.assertIn("was revoked", self.messages(response)[0])
        self.assertEqual(QueuedEmail.objects.count(), 1)

    def test_an_invitation_to_an_interview_that_was_withdrawn_cannot_be_sent_again(self):
        self.interview.withdraw(by=None)

        response = self.press("_again")

        self.assertIn("Readers can’t see this interview yet", self.messages(response)[0])
        self.assertEqual(QueuedEmail.objects.count(), 1)

    def test_an_invitation_that_is_taken_back_makes_room_for_another(self):
        self.press("_revoke")

        self.invite(email="ines@example.net")

        self.assertEqual(Invitation.objects.active().get().email, "ines@example.net")

    def test_an_invitation_cannot_be_changed_by_typing(self):
        self.client.post(address_of(self.invitation), {"email": "mallory@example.com"})

        self.invitation.refresh_from_db()
        self.assertEqual(self.invitation.email, "ines@example.org")


class InvitedPeople(TestCase):
    def setUp(self):
        self.interview = an_interview_of(
            ("What broke?", "The forecast."), ("Who knew?", "Nobody."), title="A grid"
        )
        self.first, self.second = self.interview.exchanges.order_by("position")
        self.invitation = invited(self.interview)
        self.address = self.invitation.address

    def send(self, **words):
        return self.client.post(self.address, {"body": "It was April.", "to": ""} | words)

    def test_the_invited_choose_which_answer_they_write_about(self):
        page = self.client.get(self.address)

        self.send(to=self.second.key)

        self.assertContains(page, "Who knew?")
        self.assertEqual(Reply.objects.get().exchange, self.second)

    def test_the_invited_see_a_preview_that_nobody_else_sees(self):
        response = self.send(preview="1", body="It was *April*.")

        self.assertContains(response, "It was <em>April</em>.")
        self.assertContains(response, "Ines Okafor")
        self.assertFalse(Reply.objects.exists())

    def test_the_invited_appear_at_once_with_their_badge(self):
        response = self.send()

        self.assertRedirects(response, Reply.objects.get().status_url)
        page = self.client.get(self.interview.get_absolute_url())
        self.assertContains(page, "It was April.")
        self.assertContains(page, BADGE)

    def test_the_invited_write_when_replies_are_closed_for_others(self):
        ReplySettings.objects.set_for(self.interview, "closed", None)

        page = self.client.get(self.address)
        self.send()

        self.assertContains(page, "<textarea")
        self.assertEqual(Reply.objects.get().status, "published")

    def test_the_invited_write_when_the_interview_s_days_are_over(self):
        ModerationRules.objects.update(close_after=1)
        long_ago = an_interview("Long ago", at=timezone.now() - timedelta(days=9))

        self.client.post(invited(long_ago).address, {"body": "It was April."})

        self.assertEqual(Reply.objects.get().status, "published")

    def test_the_invited_sign_as_themselves_whatever_is_sent(self):
        self.send(name="Teodor Vass", email="mallory@example.com", website="https://example.com")

        reply = Reply.objects.get()
        self.assertEqual((reply.name, reply.email), ("Ines Okafor", "ines@example.org"))
        self.assertEqual((reply.website, reply.email_notifications), ("", ""))

    def test_the_invited_cannot_take_another_name_afterwards(self):
        self.send()
        reply = Reply.objects.get()

        self.client.post(
            f"{reply.status_url}change/", {"body": "It was May.", "name": "Teodor Vass"}
        )

        reply.refresh_from_db()
        self.assertEqual((reply.body, reply.name), ("It was May.", "Ines Okafor"))

    def test_the_invited_with_a_long_name_are_cut_where_a_reader_sees_it(self):
        person = self.invitation.person
        person.name = "Maria " * 12 + "Okafor"
        person.save()

        self.send()

        name = Reply.objects.get().name
        self.assertLessEqual(len(name), 50)
        self.assertTrue(name.endswith("…"), name)

    def test_the_invited_who_choose_an_answer_that_is_gone_keep_their_words(self):
        self.second.remove(by=an_editor())

        response = self.send(to=self.second.key)

        self.assertContains(response, "The answer you’re replying to was removed.", status_code=400)
        self.assertContains(response, "It was April.", status_code=400)

    def test_the_invited_by_opening_the_address_accept_nothing(self):
        before = Invitation.objects.values().get()

        for method in (self.client.get, self.client.head):
            self.assertEqual(method(self.address).status_code, 200)

        self.assertEqual(Invitation.objects.values().get(), before)
        self.assertFalse(Reply.objects.exists())

    def test_the_invited_from_another_site_are_asked_to_send_it_from_here(self):
        response = self.client.post(
            self.address, {"body": "It was April."}, headers={"Sec-Fetch-Site": "cross-site"}
        )

        self.assertContains(response, "It was April.", status_code=response.status_code)
        self.assertGreaterEqual(response.status_code, 400)
        self.assertFalse(Reply.objects.exists())


class InvitationLinks(TestCase):
    def setUp(self):
        self.invitation = invited(an_interview("A grid"))

    def assertLeadsNowhere(self, address):
        response = self.client.get(address)
        sent = self.client.post(address, {"body": "What I wrote for an hour."})

        self.assertContains(response, "This invitation link isn’t valid", status_code=404)
        self.assertContains(sent, "What I wrote for an hour.", status_code=404)
        self.assertFalse(Reply.objects.exists())

    def test_an_invitation_link_that_is_forged_leads_nowhere_and_keeps_the_words(self):
        self.assertLeadsNowhere(self.invitation.address.replace("/as/", "/as/1"))

    def test_an_invitation_link_that_is_too_old_leads_nowhere_and_keeps_the_words(self):
        address = self.invitation.address

        later = timezone.now() + INVITATION_LIFETIME + timedelta(days=1)

        with mock.patch("django.core.signing.time.time", return_value=later.timestamp()):
            self.assertLeadsNowhere(address)

    def test_an_invitation_link_that_was_taken_back_leads_nowhere_and_keeps_the_words(self):
        self.invitation.revoke()

        self.assertLeadsNowhere(self.invitation.address)

    def test_an_invitation_link_of_a_withdrawn_interview_leads_nowhere(self):
        self.invitation.interview.withdraw(by=None)

        self.assertLeadsNowhere(self.invitation.address)

    def test_an_invitation_link_lasts_as_long_as_the_mail_says(self):
        email = QueuedEmail.objects.get()

        self.assertIn(f"{timezone.localtime(self.invitation.expires_at):%B}", email.text)
