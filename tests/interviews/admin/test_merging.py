"""Merging at the desk: possible duplicates, what to merge, and what stays."""

import re

from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils.html import strip_tags

from comments.models import Invitation, ModerationRules
from comments.moderation.screening.protected import protected_names
from interviews.admin.merging import (
    CHANGED_MEANWHILE,
    GONE_MEANWHILE,
    MAX_MERGED,
    TOO_FEW,
    TOO_MANY,
)
from interviews.models import AuditEntry, Credit, Interview, Person, Topic
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import a_draft, a_person, a_topic, an_interview, someone
from tests.comments.moderation.test_rules_page import may

MERGE = "admin:interviews_person_merge"
PEOPLE = "admin:interviews_person_changelist"


class MergingCase(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.kept, self.other = a_person("Åsa Lind"), a_person("Asa Lind")

    def confirmation(self, *rows, **query):
        of = [row.pk for row in rows or (self.kept, self.other)]
        return self.client.get(reverse(MERGE), {"of": of} | query)

    def merge(self, page, **changes):
        """Submit the confirmation as a browser does, with changes."""
        html = page.content.decode()
        sent = {}
        for tag in re.findall(r"<input[^>]*>", html.partition('method="post" action="/admin/i')[2]):
            name, value = (re.search(rf'{each}="([^"]*)"', tag) for each in ("name", "value"))
            if name and ('type="radio"' not in tag or "checked" in tag):
                sent.setdefault(name[1], []).append(value[1] if value else "")
        sent |= {name.replace("__", "-"): value for name, value in changes.items()}
        return self.client.post(reverse(MERGE), sent, follow=True)


class ChoosingWhatToMerge(MergingCase):
    def test_selected_people_are_merged_from_the_list(self):
        sent = {"action": "merge_selected", "_selected_action": [self.kept.pk, self.other.pk]}

        response = self.client.post(reverse(PEOPLE), sent, follow=True)

        self.assertContains(response, "Which entry stays")
        self.assertContains(response, "Asa Lind")

    def test_the_list_says_how_many_must_be_selected(self):
        keys = [a_person(f"Person {number}").pk for number in range(MAX_MERGED + 1)]
        for chosen, refusal in ((keys[:1], TOO_FEW), (keys, TOO_MANY)):
            sent = {"action": "merge_selected", "_selected_action": chosen}

            response = self.client.post(reverse(PEOPLE), sent, follow=True)

            self.assertEqual(self.messages(response), [refusal])

    def test_the_list_offers_no_deletion_of_what_is_selected(self):
        self.assertNotContains(self.client.get(reverse(PEOPLE)), "delete_selected")

    def test_the_list_links_to_the_possible_duplicates_and_counts_them(self):
        response = self.client.get(reverse(PEOPLE))
        self.assertContains(response, "Possible duplicates (1)")

        response = self.client.get(reverse("admin:interviews_person_duplicates"))

        self.assertContains(response, f"merge/?of={self.kept.pk}&amp;of={self.other.pk}")

    def test_the_page_of_a_person_proposes_its_possible_duplicates(self):
        a_person("Somebody Else")

        response = self.open(self.other)

        self.assertContains(response, "Merge with “Åsa Lind”")
        self.assertNotContains(response, "Somebody Else")
        self.assertNotContains(self.open(a_person("Nobody Else")), "Possible duplicate:")

    def test_the_other_person_is_found_by_name_and_chosen(self):
        query = {"of": self.kept.pk, "q": "somebody", "search": "1"}
        else_ = a_person("Somebody Else")

        response = self.client.get(reverse(MERGE), query)

        self.assertContains(response, f'value="{else_.pk}"> Somebody Else')
        self.assertContains(response, "Asa Lind")  # proposed
        self.assertContains(self.confirmation(self.kept, else_), "Which entry stays")

    def test_topics_series_and_recurring_questions_have_the_same_pages(self):
        for model in ("topic", "series", "recurringquestion"):
            for page in ("changelist", "duplicates"):
                address = reverse(f"admin:interviews_{model}_{page}")
                self.assertEqual(self.client.get(address).status_code, 200)
        grid, other = a_topic("Grid"), a_topic("The grid")
        sent = {"of": [grid.pk, other.pk], "keep": grid.pk, "name": grid.pk}

        self.client.post(reverse("admin:interviews_topic_merge"), sent | {"seen": "old"})
        self.assertEqual(Topic.objects.count(), 2)
        page = self.client.get(reverse("admin:interviews_topic_merge"), {"of": sent["of"]})
        seen = page.context["seen"]
        self.client.post(reverse("admin:interviews_topic_merge"), sent | {"seen": seen})

        self.assertEqual(list(Topic.objects.all()), [grid])

    def test_bad_keys_lead_back_to_the_list(self):
        for of in ([], ["x"], ["999999"], ["9" * 40], ["-1"]):
            with self.subTest(of):
                response = self.client.get(reverse(MERGE), {"of": of}, follow=True)
                self.assertEqual(self.messages(response), [TOO_FEW])
        odd = {"of": [self.kept.pk, self.other.pk], "keep": "x", "name": "7", "seen": "\0"}
        response = self.client.post(reverse(MERGE), odd)
        self.assertContains(response, "Select a valid choice")
        self.assertEqual(Person.objects.count(), 2)

    def test_merging_needs_the_permission_to_change_and_delete_and_to_publish(self):
        needed = ["change_person", "delete_person", "change_interview", "publish_interview"]
        for missing in needed:
            self.client.force_login(may(*(each for each in needed if each != missing)))
            self.assertEqual(self.confirmation().status_code, 403)
            if missing != "change_person":
                self.assertNotContains(self.open(self.kept), "Merge with")
                self.assertNotContains(self.client.get(reverse(PEOPLE)), "Possible duplicates")
        self.client.force_login(may(*needed))
        self.assertEqual(self.confirmation().status_code, 200)


class Confirming(MergingCase):
    def test_the_one_with_more_interviews_stays_unless_the_editor_chooses(self):
        an_interview(subjects=[self.other])

        self.assertEqual(self.confirmation().context["kept"], self.other)
        self.assertEqual(self.confirmation(keep=self.kept.pk).context["kept"], self.kept)

    def test_a_confirmed_merge_leads_to_the_entry_that_stays(self):
        interview = an_interview(subjects=[self.other])

        response = self.merge(self.confirmation(keep=self.kept.pk))

        self.assertEqual(response.request["PATH_INFO"], address_of(self.kept))
        self.assertEqual(self.messages(response), ["Merged into “Åsa Lind”: “Asa Lind”."])
        self.assertEqual(Interview.objects.get(pk=interview.pk).subjects, [self.kept])
        self.assertEqual(interview.corrections.get().kind, "typo")
        self.assertEqual(LogEntry.objects.filter(user=self.editor).count(), 2)
        details = AuditEntry.objects.values_list("details", flat=True)
        self.assertNotIn("Asa", str(list(details)))  # these are never erased

    def test_the_editor_sees_what_differs_and_chooses(self):
        Person.objects.filter(pk=self.kept.pk).update(biography="She *stays*.")
        texts = {"biography": "She goes.", "description": "Dispatcher"}
        Person.objects.filter(pk=self.other.pk).update(**texts)

        page = self.confirmation(keep=self.kept.pk)
        self.merge(page, biography=self.other.pk)

        for words in ("She *stays*.", "She goes.", "In one line: taken over"):
            self.assertContains(page, words)
        self.kept.refresh_from_db()
        self.assertEqual((self.kept.biography, self.kept.description), ("She goes.", "Dispatcher"))

    def test_three_entries_are_merged_at_once_with_one_version_of_each_interview(self):
        third = a_person("Lind, Åsa")
        interview = an_interview(subjects=[self.other, third])
        interview.record_change_made_elsewhere()

        self.merge(self.confirmation(self.kept, self.other, third, keep=self.kept.pk))

        self.assertEqual(Interview.objects.get(pk=interview.pk).subjects, [self.kept])
        self.assertEqual(interview.versions.count(), 2)

    def test_the_editor_sees_what_both_entries_have(self):
        interview = an_interview(subjects=[self.kept, self.other])
        for person in (self.kept, self.other):
            Invitation.objects.create(
                interview=interview, person=person, role="subject", email="a@example.org"
            )

        response = self.confirmation(keep=self.kept.pk)

        self.assertContains(response, "Asa Lind (interviewee) – kept once")
        self.assertContains(response, "revoked, since there is another one")

    def test_a_correction_without_a_note_is_asked_for(self):
        an_interview(subjects=[self.other])

        response = self.merge(self.confirmation(keep=self.kept.pk), change__kind="correction")

        self.assertContains(response, "Tell readers in a sentence what was changed.")
        self.assertEqual(Person.objects.filter(pk=self.other.pk).count(), 1)

    def test_the_kind_of_change_is_asked_only_if_readers_see_another_name(self):
        self.assertNotContains(self.confirmation(), "What kind of change is this?")
        an_interview(subjects=[self.other])
        kept = self.confirmation(keep=self.kept.pk)
        self.assertContains(kept, "What kind of change is this?")

    def test_an_entry_that_was_changed_meanwhile_is_shown_again(self):
        page = self.confirmation(keep=self.kept.pk)
        self.other.biography = "Written a moment ago."
        self.other.save()

        response = self.merge(page)

        self.assertContains(response, CHANGED_MEANWHILE)
        self.assertContains(response, "Written a moment ago.")
        self.merge(response)
        self.kept.refresh_from_db()
        self.assertEqual(self.kept.biography, "Written a moment ago.")

    def test_a_merge_that_was_made_already_is_not_made_again(self):
        page = self.confirmation(keep=self.kept.pk)
        self.merge(page)

        response = self.merge(page)

        self.assertEqual(self.messages(response), [GONE_MEANWHILE])
        self.assertEqual(Person.objects.count(), 1)

    def test_markup_in_a_name_is_shown_as_text(self):
        self.other.name = "<script>alert(1)</script>"
        self.other.save()

        page = self.confirmation(keep=self.kept.pk)
        response = self.merge(page)

        for each in (page, response):
            self.assertNotIn("<script>alert", each.content.decode())
        self.assertIn("alert(1)", strip_tags(page.content.decode()))


class AfterMerging(MergingCase):
    def test_the_page_of_a_merged_person_redirects_at_the_desk(self):
        former = reverse("admin:interviews_person_change", args=[self.other.pk])
        self.kept.merge([self.other], by=self.editor)

        response = self.client.get(former, follow=True)

        self.assertEqual(response.context["original"], self.kept)
        self.assertEqual(
            self.messages(response), ["The entry at that address was merged into this one."]
        )

    def test_a_text_written_for_a_merged_person_is_shown_again(self):
        sent = self.filled(self.open(self.other), biography="Her life in words.")
        self.kept.merge([self.other], by=self.editor)

        response = self.post(self.other, sent)

        self.assertContains(response, "Her life in words.", status_code=404)

    def test_an_interview_form_opened_before_the_merge_saves_its_words(self):
        interview = an_interview(subjects=[self.other])
        sent = self.filled(self.open(interview), standfirst="New words.")
        self.kept.merge([self.other], by=self.editor, kind="typo")

        response = self.post(interview, sent | {"change-kind": "typo"})

        interview.refresh_from_db()
        self.assertEqual(self.messages(response), ["Saved."])
        self.assertEqual(interview.standfirst, "New words.")
        self.assertEqual(interview.subjects, [self.kept])

    def test_a_merged_person_chosen_in_an_open_form_stands_for_the_one_who_stays(self):
        topics = a_topic("Grid"), a_topic("The grid")
        draft = a_draft(subjects=[self.other])
        credit = {"credits__2__person": self.other.pk, "credits__2__role": "editor"}
        speakers = {"exchanges__0__asked_by": self.other.pk}
        speakers |= {"exchanges__0__answered_by": [self.other.pk, self.kept.pk]}
        sent = self.filled(self.open(draft), topics=[topics[1].pk], **credit, **speakers)
        self.kept.merge([self.other], by=self.editor)
        topics[0].merge([topics[1]], by=self.editor)

        response = self.post(draft, sent)

        self.assertEqual(self.messages(response), ["Saved."])
        self.assertEqual(draft.credits.get(role="editor").person, self.kept)
        self.assertEqual(list(draft.topics.all()), [topics[0]])
        exchange = draft.exchanges.get()
        self.assertEqual((exchange.asked_by, exchange.answered_by.get()), (self.kept, self.kept))

    def test_the_name_of_the_person_who_stays_is_protected_among_replies(self):
        interview = an_interview(subjects=[self.other])
        self.kept.merge([self.other], by=self.editor, kind="typo")

        self.assertIn("Åsa Lind", protected_names(interview.pk, ModerationRules.objects.get()))
        self.assertTrue(Credit.objects.filter(person=someone("Åsa Lind")).exists())
