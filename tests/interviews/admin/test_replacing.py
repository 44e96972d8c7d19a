"""Find and replace within the saved texts of an interview, by plain form posts."""

from django.contrib.auth.models import Permission
from django.urls import reverse

from interviews.models import Correction
from tests.admin_forms import DeskTestCase
from tests.builders import a_draft, an_exchange, published


class ReplacingTestCase(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.interview = a_draft("The Glass", exchanges=0, introduction="A glass.", closing="End.")
        self.first = an_exchange(self.interview, "Which glass?", "The glass. My glasses.")
        self.second = an_exchange(self.interview, "", "Glass.", note="No glass.")
        self.page = reverse("admin:interviews_interview_replace", args=[self.interview.pk])

    def find(self, words="glass", **options):
        return self.client.get(self.page, {"words": words, **options})

    def places(self, response):
        return response.context["places"]

    def replace(self, found=None, chosen=None, replacement="cup", words="glass", **sent):
        places = self.places(found or self.find(words))
        tokens = [place.token for place in places if chosen is None or place.number in chosen]
        sent = {"words": words, "replacement": replacement, "place": tokens, **sent}
        return self.client.post(self.page, sent, follow=True)

    def texts(self):
        standing = self.interview.exchanges.order_by("position")
        return list(standing.values_list("question", "answer", "note"))


class FindingTests(ReplacingTestCase):
    def test_each_place_is_listed_with_its_exchange_its_field_and_the_words_around_it(self):
        response = self.find()

        listed = [(place.number, place.field) for place in self.places(response)]
        self.assertEqual(
            listed,
            [
                *((None, "title"), (None, "introduction"), (1, "question")),
                *((1, "answer"), (1, "answer"), (2, "answer"), (2, "note")),
            ],
        )
        self.assertContains(response, "The <mark>glass</mark>. My glasses.")
        self.assertContains(response, "Found: 7")

    def test_case_and_whole_words_are_matched_on_request(self):
        self.assertEqual(len(self.places(self.find("Glass", case="on"))), 2)
        self.assertEqual(len(self.places(self.find(whole="on"))), 6)
        self.assertEqual(len(self.places(self.find("(glass"))), 0)

    def test_a_letter_with_a_mark_is_part_of_its_word(self):
        self.interview.exchanges.filter(pk=self.first.pk).update(answer="caf cafe\u0301 caf_ «caf»")

        self.assertEqual(len(self.places(self.find("caf", whole="on"))), 2)

    def test_removed_exchanges_are_not_searched(self):
        published(self.interview)
        self.second.remove(by=None)

        self.assertEqual({place.number for place in self.places(self.find())}, {None, 1})

    def test_the_list_has_a_thousand_places_and_says_that_there_are_more(self):
        self.interview.exchanges.filter(pk=self.first.pk).update(answer="glass " * 1001)

        response = self.find()

        self.assertContains(response, "The first 1000 are shown.")
        self.assertEqual(len(self.places(response)), 1000)

    def test_the_form_links_to_the_page_where_no_script_runs(self):
        self.assertContains(self.open(self.interview), f'<a href="{self.page}">Find and replace')

    def test_the_cost_does_not_grow_with_the_exchanges(self):
        for _each in range(20):
            an_exchange(self.interview, "Glass?", "Glass.")

        # The publication; session, user, permissions of a superuser: none;
        # the interview; its exchanges.
        with self.assertNumQueries(5):
            self.find()


class ReplacingTests(ReplacingTestCase):
    def test_the_words_are_replaced_at_the_chosen_places_only(self):
        response = self.replace(chosen=[1])

        self.assertEqual(self.messages(response), ["Replaced: 3"])
        self.assertEqual(
            self.texts(),
            [("Which cup?", "The cup. My cupes.", ""), ("", "Glass.", "No glass.")],
        )
        self.assertEqual(self.interview.versions.last().by, self.editor)

    def test_the_address_of_a_draft_follows_the_replaced_title(self):
        self.replace(chosen=[None])

        self.interview.refresh_from_db()
        self.assertEqual((self.interview.title, self.interview.slug), ("The cup", "the-cup"))

    def test_a_pull_quote_is_replaced_with_the_words_that_it_repeats(self):
        self.interview.exchanges.filter(pk=self.first.pk).update(pull_quote="My glasses")

        self.replace(chosen=[1])

        self.first.refresh_from_db()
        self.assertEqual(self.first.pull_quote, "My cupes")

    def test_nothing_is_replaced_in_a_text_that_changed_after_it_was_listed(self):
        found = self.find()
        self.interview.exchanges.filter(pk=self.first.pk).update(answer="Their glass.")
        before = self.texts()

        response = self.replace(found)

        self.assertContains(response, "The texts have changed meanwhile.")
        self.assertContains(response, "Their <mark>glass</mark>.")
        self.assertEqual(self.texts(), before)

    def test_without_a_chosen_place_nothing_is_replaced_and_the_page_says_so(self):
        response = self.replace(chosen=[])

        self.assertContains(response, "choose at least one place")

    def test_a_text_that_must_not_be_blank_is_refused_by_name_and_nothing_is_saved(self):
        self.interview.exchanges.filter(pk=self.second.pk).update(note="")
        before = self.texts()
        for words in ("Glass.", "The Glass"):
            response = self.replace(words=words, replacement="")

            self.assertTrue(response.context["form"].errors)
            self.assertContains(response, "<mark>")
        self.assertEqual(self.texts(), before)

    def test_a_lost_pull_quote_is_named(self):
        self.interview.exchanges.filter(pk=self.first.pk).update(pull_quote="glass. My")
        found = self.find("The glass")

        response = self.replace(found, words="The glass", replacement="Cup", chosen=[1])

        self.assertIn("Which glass?", self.messages(response)[1])


class ReplacingInPublicTests(ReplacingTestCase):
    def setUp(self):
        super().setUp()
        published(self.interview)

    def test_a_published_interview_gets_a_correction_of_the_chosen_kind(self):
        self.replace(chosen=[1], **{"change-kind": "correction", "change-note": "It is a cup."})

        correction = Correction.objects.get()
        self.assertEqual((correction.kind, correction.note), ("correction", "It is a cup."))
        self.assertEqual(self.texts()[0][0], "Which cup?")

    def test_without_a_kind_nothing_is_replaced_and_the_choice_of_places_stays(self):
        before = self.texts()

        response = self.replace(chosen=[1])

        self.assertContains(response, "Choose what kind of change this is.")
        self.assertEqual(self.texts(), before)
        left_out = {place.number for place in self.places(response) if place.is_left_out}
        self.assertEqual(left_out, {None, 2})
        self.assertContains(response, 'name="replacement" value="cup"')

    def test_a_pull_quote_that_would_break_is_refused_by_the_name_of_its_exchange(self):
        self.interview.exchanges.filter(pk=self.first.pk).update(pull_quote="glass. My")

        response = self.replace(
            words="The glass", replacement="Cup", chosen=[1], **{"change-kind": "typo"}
        )

        self.assertContains(response, "Which glass?: The answer does not contain")
        self.assertEqual(self.texts()[0][1], "The glass. My glasses.")


class RightsToReplaceTests(ReplacingTestCase):
    def setUp(self):
        super().setUp()
        self.editor.is_superuser = False
        self.editor.save()

    def allow(self, *codenames):
        self.editor.user_permissions.set(Permission.objects.filter(codename__in=codenames))

    def test_who_may_only_view_interviews_may_not_open_the_page(self):
        self.allow("view_interview", "change_exchange")

        self.assertEqual(self.find().status_code, 403)

    def test_who_may_not_change_exchanges_replaces_words_of_the_interview_only(self):
        self.allow("change_interview", "change_exchange")
        found = self.find()
        self.allow("change_interview", "view_exchange")
        before = self.texts()

        self.assertEqual({place.number for place in self.places(self.find())}, {None})
        self.replace(found)

        self.assertEqual(self.texts(), before)

    def test_an_interview_that_is_not_there_is_not_found(self):
        self.editor.is_superuser = True
        self.editor.save()
        for key in ("999", "x", "_00"):
            page = f"/admin/interviews/interview/{key}/replace/"
            self.assertEqual(self.client.get(page).status_code, 404)
