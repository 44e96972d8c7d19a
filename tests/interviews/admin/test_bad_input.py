"""What editors never mean to send: a clear message or safe keeping, never an error page."""

from interviews.models import Interview
from tests.admin_forms import DeskTestCase, address_of, as_sent
from tests.builders import a_draft, a_page, a_person, a_series, a_topic

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE interviews_interview; --",
    "{{ 7|add:7 }}{% load static %}",
    "javascript:alert(1)",
    "\u202eevil\u202c \ufffe \U0010ffff",
    "%s %(name)s {0} ${x}",
]
FREE_TEXT = [
    *("title", "standfirst", "introduction", "closing", "place", "terms", "editing", "sign_off"),
    *("lead_alt", "lead_caption", "lead_credit"),
    *("exchanges-0-question", "exchanges-0-answer", "exchanges-0-note", "exchanges-0-label"),
]


STRUCTURED = ["slug", "language", "held_on", "medium", "duration", "series", "topics"]


class AttackStringsInTheForm(DeskTestCase):
    def post(self, thing, **changes):
        sent = as_sent(self.open(thing)) | {"_continue": "1"} | changes
        return self.client.post(address_of(thing), sent, follow=True)

    def post_each(self, thing, each_changes):
        """Post the form once for each change; open the form again only after it was saved."""
        sent = as_sent(self.open(thing)) | {"_continue": "1"}
        for changes in each_changes:
            response = self.client.post(address_of(thing), sent | changes)
            if response.status_code == 302:
                response = self.client.get(response.url)
                sent = as_sent(response) | {"_continue": "1"}
            self.assertEqual(response.status_code, 200, changes)

    def text_fields(self, thing):
        response = self.open(thing)
        names = [name for name in as_sent(response) if name.startswith("exchanges-")]
        return [*response.context["adminform"].form.fields, *names]

    def test_null_characters_in_a_field_are_refused_with_a_message_or_dropped(self):
        for thing in (a_draft(), a_person("P"), a_topic(), a_series(), a_page()):
            self.post_each(thing, [{name: "before\0after"} for name in self.text_fields(thing)])
            self.assertFalse(self.kept_a_null(thing), thing)

    def kept_a_null(self, thing):
        thing.refresh_from_db()
        return any("\0" in str(value) for value in vars(thing).values())

    def test_attack_strings_are_saved_unchanged_and_shown_as_text(self):
        draft = a_draft()

        for attack in ATTACKS:
            response = self.post(draft, **dict.fromkeys(FREE_TEXT, attack))

            self.assertEqual(response.status_code, 200)
            self.assertNotContains(response, "<script>alert")
            self.assertNotContains(response, "<img src=x")
            draft.refresh_from_db()
            self.assertEqual(draft.title, attack)
            self.assertEqual(draft.exchanges.get().answer, attack)

    def test_an_attack_string_in_a_field_without_free_text_is_refused_with_a_message(self):
        alone = [{field: attack} for field in STRUCTURED for attack in ("9" * 400, "-1", "<b>")]
        together = [dict.fromkeys(STRUCTURED, attack) for attack in ATTACKS]

        self.post_each(a_draft(), [*alone, *together])

    def test_a_text_of_ten_megabytes_is_saved_whole(self):
        draft = a_draft()
        long = "A line of it. " * 750_000

        self.post(draft, **{"exchanges-0-answer": long})

        self.assertEqual(draft.exchanges.get().answer, long.strip())

    def test_a_form_without_the_number_of_its_rows_is_refused_with_a_message(self):
        draft = a_draft()
        sent = as_sent(self.open(draft))
        for name in ("exchanges-TOTAL_FORMS", "exchanges-INITIAL_FORMS"):
            del sent[name]

        response = self.client.post(address_of(draft), sent)

        self.assertContains(response, "ManagementForm data is missing")

    def test_rows_of_another_interview_are_not_changed(self):
        draft, other = a_draft(), a_draft("Another")
        words = other.exchanges.get()

        self.post(draft, **{"exchanges-0-id": words.pk, "exchanges-0-answer": "Overwritten."})

        words.refresh_from_db()
        self.assertEqual(words.answer, "The forecast.")


class AttackStringsInLists(DeskTestCase):
    def test_lists_accept_any_search_words_and_filters(self):
        a_draft()

        for query in ("q=%00", "q=%ff", "year=zzzz", "year=0000", "year=²²²²", "state=gone", "p=x"):
            for noun in ("interview", "person", "correction", "exchange"):
                address = f"/admin/interviews/{noun}/?{query}"

                response = self.client.get(address, follow=True)

                self.assertEqual(response.status_code, 200, address)

    def test_the_form_of_an_unknown_interview_breaks_nothing_and_creates_nothing(self):
        for pk in ("0", "9" * 40, "none", "%00"):
            for page in ("change/", "delete/", "preview/"):
                response = self.client.get(f"/admin/interviews/interview/{pk}/{page}", follow=True)

                self.assertIn(response.status_code, (200, 404), (pk, page))
        self.assertFalse(Interview.objects.exists())
