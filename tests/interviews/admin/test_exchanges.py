"""Exchanges at the desk: put in order, added, removed, given their speakers."""

from unittest.mock import patch

from django.urls import reverse

from interviews.models import Exchange
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import a_correction, a_draft, a_reply, an_exchange, an_interview, someone


def of_questions(*questions):
    interview = a_draft(exchanges=0)
    for question in questions:
        an_exchange(interview, question)
    return interview


def published_of_questions(*questions):
    interview = of_questions(*questions)
    interview.publish(by=None)
    return interview


def questions_of(interview):
    standing = interview.exchanges.not_removed().order_by("position")
    return "".join(standing.values_list("question", flat=True))


class OrderingExchanges(DeskTestCase):
    def test_exchanges_are_saved_in_the_order_of_their_numbers(self):
        interview = of_questions("A", "B", "C", "D")

        self.send(
            interview,
            exchanges__0__ORDER=4,
            exchanges__1__ORDER=3,
            exchanges__2__ORDER=2,
            exchanges__3__ORDER=1,
        )

        self.assertEqual(questions_of(interview), "DCBA")

    def test_giving_an_exchange_the_number_of_another_moves_it_to_that_place(self):
        for row, place, order in ((3, 2, "ADBC"), (0, 3, "BCAD"), (1, 1, "BACD")):
            interview = of_questions("A", "B", "C", "D")

            self.send(interview, **{f"exchanges__{row}__ORDER": place})

            self.assertEqual(questions_of(interview), order)

    def test_exchanges_keep_their_keys_when_they_are_reordered(self):
        interview = of_questions("A", "B")
        keys = dict(interview.exchanges.values_list("question", "key"))

        self.send(interview, exchanges__0__ORDER=2, exchanges__1__ORDER=1)

        self.assertEqual(dict(interview.exchanges.values_list("question", "key")), keys)

    def test_a_new_exchange_is_inserted_at_its_number(self):
        interview = of_questions("A", "B")

        self.send(
            interview,
            exchanges__2__question="N",
            exchanges__2__answer="New.",
            exchanges__2__ORDER=2,
        )

        self.assertEqual(questions_of(interview), "ANB")

    def test_a_new_exchange_without_a_number_comes_last(self):
        interview = of_questions("A", "B")

        self.send(interview, exchanges__2__question="N", exchanges__2__answer="New.")

        self.assertEqual(questions_of(interview), "ABN")

    def test_a_blank_row_with_only_a_number_makes_no_exchange(self):
        interview = of_questions("A", "B")

        self.send(interview, exchanges__2__ORDER=1)

        self.assertEqual(questions_of(interview), "AB")

    def test_rows_whose_numbers_have_gaps_are_all_saved(self):
        interview = of_questions("A")

        self.send(
            interview,
            exchanges__TOTAL_FORMS=6,
            exchanges__5__question="N",
            exchanges__5__answer="New.",
        )

        self.assertEqual(questions_of(interview), "AN")

    def test_an_order_that_is_not_a_number_is_refused_with_a_message(self):
        interview = of_questions("A", "B")

        response = self.send(interview, exchanges__0__ORDER="first")

        self.assertContains(response, "Enter a whole number.")

    def test_removed_exchanges_keep_their_places_when_others_are_reordered(self):
        interview = published_of_questions("A", "B", "C", "D")
        interview.exchanges.get(question="B").remove(by=None)

        self.send(interview, exchanges__2__ORDER=1)

        order = interview.exchanges.order_by("position").values_list("question", flat=True)
        self.assertEqual("".join(order), "DABC")

    def test_reordering_exchanges_writes_only_the_texts_that_changed(self):
        interview = of_questions("A", "B")
        sent = self.filled(self.open(interview), exchanges__0__ORDER=2, exchanges__1__ORDER=1)
        Exchange.objects.filter(question="A").update(label="Meanwhile")
        sent |= {"exchanges-0-label": "Meanwhile"}

        self.client.post(address_of(interview), sent)

        self.assertTrue(interview.exchanges.filter(question="A", label="Meanwhile").exists())
        self.assertEqual(questions_of(interview), "BA")


class RemovingExchanges(DeskTestCase):
    def test_removing_an_exchange_from_a_draft_deletes_it(self):
        interview = of_questions("A", "B")

        self.send(interview, exchanges__0__DELETE="on")

        self.assertEqual(interview.exchanges.get().question, "B")

    def test_removing_a_published_exchange_leaves_a_tombstone_that_names_the_editor(self):
        interview = published_of_questions("A", "B")

        self.send(interview, exchanges__0__DELETE="on")

        removed = interview.exchanges.get(question="A")
        self.assertTrue(removed.is_removed)
        self.assertEqual(removed.removed_by, self.editor)

    def test_an_exchange_with_replies_and_corrections_can_be_removed(self):
        interview = published_of_questions("A", "B")
        exchange = interview.exchanges.get(question="A")
        a_reply(interview, exchange=exchange)
        a_correction(interview, exchange=exchange)

        self.send(interview, exchanges__0__DELETE="on")

        exchange.refresh_from_db()
        self.assertTrue(exchange.is_removed)

    def test_the_form_counts_removed_exchanges_and_shows_none_of_them(self):
        interview = published_of_questions("A", "B")
        interview.exchanges.get(question="A").remove(by=None)

        response = self.open(interview)

        self.assertContains(response, "1 removed exchange keeps its place")
        self.assertEqual(len(response.context["inline_admin_formsets"][1].formset.initial_forms), 1)

    def test_removing_an_exchange_that_somebody_else_removed_meanwhile_shows_a_message(self):
        interview = of_questions("A", "B")
        sent = self.filled(self.open(interview), exchanges__0__answer="Typed in vain?")
        interview.exchanges.get(question="A").remove(by=None)

        response = self.client.post(address_of(interview), sent)

        self.assertContains(response, "Someone else has removed this exchange.")
        self.assertContains(response, "Typed in vain?")


class NamingSpeakers(DeskTestCase):
    def test_the_form_offers_the_people_credited_in_the_interview_as_speakers(self):
        interview = a_draft()
        stranger = someone("Nobody Here")

        page = self.open(interview).content.decode()

        offered = page[page.index('name="exchanges-0-asked_by"') :].partition("</select>")[0]
        self.assertIn("Teodor Vass", offered)
        self.assertNotIn(stranger.name, offered)

    def test_the_chosen_speakers_of_an_exchange_are_saved(self):
        interview = a_draft(subjects=[someone("Ines Okafor"), someone("Tom Reyes")])
        ines, tom, teodor = map(someone, ("Ines Okafor", "Tom Reyes", "Teodor Vass"))

        self.send(
            interview,
            exchanges__0__asked_by=teodor.pk,
            exchanges__0__answered_by=[ines.pk, tom.pk],
        )

        exchange = interview.exchanges.get()
        self.assertEqual(exchange.asked_by, teodor)
        self.assertEqual(set(exchange.answered_by.all()), {ines, tom})

    def test_saving_an_exchange_again_keeps_the_speakers(self):
        interview = a_draft()
        interview.exchanges.get().answered_by.add(someone("Tom Reyes"))

        self.send(interview, exchanges__0__answer="Reworded.")

        self.assertEqual(interview.exchanges.get().answered_by.get().name, "Tom Reyes")

    def test_a_speaker_who_is_not_credited_in_the_interview_is_refused(self):
        interview = a_draft()

        response = self.send(interview, exchanges__0__asked_by=someone("Nobody Here").pk)

        self.assertContains(response, "Select a valid choice.")


class AddressesOfExchanges(DeskTestCase):
    def test_the_key_of_a_published_exchange_links_to_the_public_page(self):
        interview = an_interview()

        self.assertContains(self.open(interview), interview.exchanges.get().get_absolute_url())

    def test_the_key_of_an_exchange_in_a_draft_links_to_the_preview(self):
        draft = a_draft()

        self.assertContains(self.open(draft), f"/preview/#{draft.exchanges.get().key}")


class ExchangesOfALongInterview(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.interview = of_questions(*"ABCDE")
        self.enterContext(patch("interviews.admin.interview.MAX_EXCHANGES_IN_FORM", 4))

    def list_of_its_exchanges(self):
        address = reverse("admin:interviews_exchange_changelist")
        return f"{address}?interview__id__exact={self.interview.pk}"

    def test_the_form_of_a_long_interview_links_to_a_list_of_the_exchanges(self):
        response = self.open(self.interview)

        self.assertContains(response, self.list_of_its_exchanges())
        self.assertEqual(len(response.context["inline_admin_formsets"]), 1)

    def test_saving_the_form_of_a_long_interview_leaves_the_exchanges_alone(self):
        self.send(self.interview, title="Renamed")

        self.assertEqual(questions_of(self.interview), "ABCDE")

    def test_the_list_of_exchanges_makes_the_same_queries_however_many_there_are(self):
        of_questions("Z")
        # The publication; session, user; counted in the list and in all; the exchanges with their
        # interview.
        with self.assertNumQueries(6):
            self.client.get(self.list_of_its_exchanges())

    def test_the_page_of_one_exchange_moves_it_to_another_place(self):
        for question, place, order in (("D", 2, "ADBCE"), ("A", 3, "DBACE"), ("B", 9, "DACEB")):
            self.send(self.interview.exchanges.get(question=question), place=place)

            self.assertEqual(questions_of(self.interview), order)

    def test_the_page_of_a_new_exchange_inserts_it_at_its_place(self):
        self.send(Exchange(), interview=self.interview.pk, question="N", answer="New.", place=2)

        self.assertEqual(questions_of(self.interview), "ANBCDE")

    def test_removing_an_exchange_of_a_long_published_interview_leaves_a_tombstone(self):
        self.interview.publish(by=None)
        exchange = self.interview.exchanges.get(question="C")
        a_reply(self.interview, exchange=exchange)

        address = reverse("admin:interviews_exchange_delete", args=[exchange.pk])
        self.client.post(address, {"post": "yes"})

        exchange.refresh_from_db()
        self.assertEqual(exchange.removed_by, self.editor)


class FindingARow(DeskTestCase):
    def test_the_row_of_another_answer_is_labelled_with_the_speaker(self):
        interview = of_questions("A")
        an_exchange(interview, "", "So do I.", answered_by=[someone("Tove Ek")])

        response = self.open(interview)

        self.assertContains(response, '<span class="summary-speakers">Tove Ek</span>', html=True)
