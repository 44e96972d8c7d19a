"""A reader's question becomes a question of the interview, in the reader's name."""

from django.core.exceptions import ValidationError
from django.test import TestCase
from django.urls import reverse

from comments.models import Decision, Invitation, Reply
from comments.models.moderation import InvalidDecision
from interviews.models import Correction, Person
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import (
    a_person,
    a_reply,
    an_editor,
    an_exchange,
    an_interview,
    an_interview_of,
    someone,
)
from tests.comments.moderation.test_rules_page import may

ASKS = "Who keeps the *list* now?"
EDITORS = ["change_interview", "view_interview", "add_exchange", "view_reply", "publish_interview"]


def page_of(reply):
    return reverse("admin:comments_reply_promote", args=[reply.pk])


class PromotingTestCase(TestCase):
    def setUp(self):
        self.interview = an_interview_of(
            ("What broke?", "The forecast."), ("Who knew?", "Nobody."), title="A grid"
        )
        self.first, self.second = self.interview.exchanges.order_by("position")
        self.reply = a_reply(self.interview, body=ASKS, name="Olu Peters")
        self.editor = an_editor()

    def promote(self, reply=None, **words):
        said = {"question": "Who keeps the list now?", "answer": "The council does."}
        return (reply or self.reply).promote(by=self.editor, **said | words)

    def order(self):
        asked = self.interview.exchanges.order_by("position")
        return [exchange.question for exchange in asked]

    def read(self):
        return self.client.get(self.interview.get_absolute_url())


class PromotedReplies(PromotingTestCase):
    def test_a_promoted_reply_is_a_question_that_its_author_asks(self):
        self.promote()

        response = self.read()

        self.assertContains(response, '<p class="asker" aria-hidden="true"><bdi>Olu Peters</bdi>')
        self.assertContains(response, "The council does.")

    def test_a_promoted_reply_links_to_its_question(self):
        exchange = self.promote()

        self.assertContains(self.read(), "We asked this in the interview: read the answer")
        self.assertContains(self.client.get(self.reply.status_url), f"#{exchange.key}")

    def test_a_promotion_records_who_made_it(self):
        self.promote()

        decision = self.reply.decisions.latest("pk")
        self.assertEqual((decision.kind, decision.by), (Decision.Kind.PROMOTED, self.editor))

    def test_a_promotion_adds_a_dated_clarification_without_the_authors_name(self):
        exchange = self.promote()

        correction = Correction.objects.get()
        self.assertEqual((correction.kind, correction.exchange), ("clarification", exchange))
        self.assertIn("A reader’s question and its answer were added", correction.note)
        self.assertContains(self.read(), "Clarification, ")
        self.assertNotIn("Olu", correction.note)
        self.assertTrue(correction.is_published)

    def test_a_reply_cannot_be_promoted_twice_even_from_an_older_page(self):
        stale = Reply.objects.get(pk=self.reply.pk)
        self.promote()

        with self.assertRaisesMessage(InvalidDecision, "already a question of the interview"):
            self.promote(stale)

        self.assertEqual(len(self.order()), 3)

    def test_promoting_a_held_reply_publishes_it(self):
        held = a_reply(self.interview, status="held", email="b@example.org")

        self.promote(held)

        held.refresh_from_db()
        self.assertEqual(held.status, "published")
        self.assertIsNone(held.queued_at)
        self.assertFalse(held.is_editable_by_author)

    def test_a_declined_reply_or_spam_cannot_be_promoted(self):
        for status in (Reply.Status.DECLINED, Reply.Status.SPAM):
            with self.subTest(status), self.assertRaises(InvalidDecision):
                self.promote(a_reply(self.interview, status=status))

    def test_a_promotion_that_fails_leaves_nothing_behind(self):
        with self.assertRaises(ValidationError):
            self.promote(question="", answer="")

        self.reply.refresh_from_db()
        self.assertIsNone(self.reply.promoted_exchange)
        self.assertFalse(Person.objects.filter(name="Olu Peters").exists())


class PositionOfThePromoted(PromotingTestCase):
    def test_the_new_question_comes_last(self):
        self.promote()

        self.assertEqual(self.order(), ["What broke?", "Who knew?", "Who keeps the list now?"])

    def test_the_new_question_comes_after_all_answers_to_the_chosen_question(self):
        another = an_exchange(self.interview, question="", answer="I did.")
        self.interview.reorder_exchanges([self.first, another, self.second])

        self.promote(after=self.first)

        self.assertEqual(self.order(), ["What broke?", "", "Who keeps the list now?", "Who knew?"])

    def test_the_new_question_keeps_the_addresses_of_all_others(self):
        self.promote(after=self.first)

        self.first.refresh_from_db()
        self.second.refresh_from_db()
        self.assertEqual((self.first.position, self.second.position), (1, 3))
        self.assertContains(self.read(), f'id="{self.second.key}"')


class AskingPeople(PromotingTestCase):
    def test_the_asking_person_is_never_another_person_of_the_same_name(self):
        subject = someone("Ines Okafor")
        namesake = a_reply(self.interview, name="Ines Okafor", email="b@example.org")

        exchange = self.promote(namesake)

        self.assertNotEqual(exchange.asked_by, subject)
        self.assertEqual(exchange.asked_by.name, "Ines Okafor")

    def test_the_asking_person_is_the_same_when_a_reader_asks_again(self):
        again = a_reply(an_interview("Another"), name="Olu Peters")

        self.assertEqual(self.promote().asked_by, self.promote(again).asked_by)

    def test_two_readers_of_one_name_are_two_asking_people(self):
        again = a_reply(self.interview, name="Olu Peters", email="another@example.org")

        self.assertNotEqual(self.promote().asked_by, self.promote(again).asked_by)

    def test_the_asking_person_of_an_invited_reply_is_the_invited_person(self):
        credit = self.interview.credits.get(role="subject")
        invitation = Invitation.objects.create(
            interview=self.interview, person=credit.person, role="subject", email="i@example.org"
        )
        reply = a_reply(self.interview, name="Ines Okafor", invitation=invitation)

        self.assertEqual(self.promote(reply).asked_by, credit.person)


class ErasedAskers(PromotingTestCase):
    def test_erasing_a_reader_anonymizes_the_person_who_asked(self):
        person = self.promote().asked_by

        self.reply.erase()

        response = self.read()
        self.assertNotContains(response, "Olu")
        self.assertContains(response, "<bdi>A reader</bdi>")
        person.refresh_from_db()
        self.assertNotIn("olu", person.slug)
        self.assertNotIn("peters", person.sort_key.lower())

    def test_erasing_a_reader_leaves_no_former_address_with_the_name(self):
        person = self.promote().asked_by
        person.change_slug("olu-p")

        self.reply.erase()

        self.assertIsNone(Person.objects.find_by_slug("olu-p"))
        self.assertIsNone(Person.objects.find_by_slug("olu-peters"))

    def test_erasing_a_reader_changes_no_person_of_the_same_name(self):
        exchange = self.promote()
        exchange.asked_by = someone("Teodor Vass")
        exchange.save()

        self.reply.erase()

        self.assertTrue(Person.objects.filter(name="Teodor Vass").exists())

    def test_erasing_a_reader_who_was_interviewed_since_keeps_the_credited_name(self):
        person = self.promote().asked_by
        an_interview("About Olu", subjects=[person])

        self.reply.erase()

        person.refresh_from_db()
        self.assertEqual(person.name, "Olu Peters")

    def test_a_reader_without_promoted_replies_can_be_erased(self):
        self.reply.erase()

        self.assertContains(self.read(), "Name erased")


class PromotionPage(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.interview = an_interview_of(("What broke?", "The forecast."), title="A grid")
        self.reply = a_reply(self.interview, body=ASKS, name="Olu Peters")
        self.subject = someone("Ines Okafor")

    def open_page(self):
        return self.client.get(page_of(self.reply))

    def promote(self, **words):
        first = self.interview.exchanges.first()
        sent = {"question": "Who keeps it?", "answer": "The *council*.", "after": first.key}
        sent |= {"answered_by": [self.subject.pk]} | words
        return self.client.post(page_of(self.reply), sent, follow=True)

    def test_the_admin_page_of_a_reply_links_to_the_promotion_page(self):
        self.assertContains(self.client.get(address_of(self.reply)), page_of(self.reply))

    def test_the_promotion_page_offers_the_plain_text_and_the_only_interviewee(self):
        form = self.open_page().context["form"]

        self.assertEqual(form["question"].value(), "Who keeps the list now?")
        self.assertEqual(form["answered_by"].value(), [str(self.subject.pk)])

    def test_the_promotion_page_chooses_nobody_of_several_interviewees(self):
        self.interview.credits.create(person=a_person("Rut Vahlström"), role="subject")

        form = self.open_page().context["form"]

        self.assertFalse(form["answered_by"].value())

    def test_the_promotion_page_adds_the_question_and_leads_to_the_interview(self):
        response = self.promote()

        exchange = self.interview.exchanges.last()
        self.assertEqual(list(exchange.answered_by.all()), [self.subject])
        self.assertContains(response, exchange.anchor_url)
        self.assertEqual(response.request["PATH_INFO"], address_of(self.interview))

    def test_opening_the_promotion_page_changes_nothing(self):
        self.open_page()

        self.assertEqual(self.interview.exchanges.count(), 1)

    def test_the_promotion_page_keeps_what_was_typed_when_something_is_missing(self):
        response = self.promote(answer="", question="Typed with care")

        self.assertContains(response, "Typed with care")
        self.assertTrue(response.context["form"].errors["answer"])
        self.assertEqual(self.interview.exchanges.count(), 1)

    def test_the_promotion_page_refuses_a_speaker_and_a_position_of_another_interview(self):
        other = an_interview("Another", subjects=[a_person("Rut Vahlström")])
        rut, key = other.subjects[0].pk, other.exchanges.first().key

        for words in ({"answered_by": [rut]}, {"after": key}):
            with self.subTest(words):
                self.assertTrue(self.promote(**words).context["form"].errors)

    def test_the_promotion_page_refuses_a_second_promotion_with_a_message(self):
        self.promote()

        response = self.promote()

        self.assertIn("only once", self.messages(response)[0])
        self.assertEqual(self.interview.exchanges.count(), 2)

    def test_the_promotion_page_of_a_missing_reply_is_not_found(self):
        for key in ("999999", "x", "9" * 40):
            with self.subTest(key):
                address = reverse("admin:comments_reply_promote", args=[key])
                self.assertEqual(self.client.get(address).status_code, 404)

    def test_the_promotion_page_needs_the_permission_to_edit_interviews(self):
        for codenames, answer in (
            (EDITORS, 200),
            (["change_interview"], 403),
            (["change_interview", "add_exchange", "view_reply"], 403),
            (["change_interview", "view_interview", "add_exchange"], 403),
            (["moderate_reply", "view_reply"], 403),
        ):
            with self.subTest(codenames):
                self.client.force_login(may(*codenames))
                self.assertEqual(self.open_page().status_code, answer)

    def test_the_promotion_page_is_linked_only_with_the_permission(self):
        self.client.force_login(may("view_reply", "moderate_reply"))

        self.assertNotContains(self.client.get(address_of(self.reply)), page_of(self.reply))
