"""Merges at the same moment as other merges and saves, against two workers."""

from functools import partial
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from interviews.models import FormerKey, Interview, Person
from tests.builders import a_draft, a_person
from tests.comments.visitor import FORM, run_concurrently
from tests.interviews.admin.test_saving_at_once import TOKEN, SavingAtOnceCase

ROUNDS = 4


class MergingAtTheSameMoment(SavingAtOnceCase):
    def confirmed(self, kept, other):
        """Return a function that submits the confirmation of a merge, and returns its status."""
        page = reverse("admin:interviews_person_merge")
        sent = {"of": [kept.pk, other.pk], "keep": kept.pk}
        shown = self.desk.get(page, sent).context
        sent |= {"seen": shown["seen"], "name": kept.pk, "csrfmiddlewaretoken": TOKEN}
        here = {"Origin": self.site.address, "Content-Type": FORM}
        said = urlencode(sent, doseq=True)
        return lambda: self.visitor.ask("POST", page, said, here).status

    def test_two_editors_who_merge_crosswise_leave_exactly_one_entry(self):
        for number in range(ROUNDS):
            one, two = a_person(f"Åsa Cross {number}"), a_person(f"Asa Cross {number}")
            draft = a_draft(f"Cross {number}", [one, two])

            answers = run_concurrently(self.confirmed(one, two), self.confirmed(two, one))

            self.assertIn(302, answers)
            left = Person.objects.get(Q(pk=one.pk) | Q(pk=two.pk))
            self.assertEqual(Interview.objects.get(pk=draft.pk).subjects, [left])
            gone = ({one.pk, two.pk} - {left.pk}).pop()
            self.assertEqual(FormerKey.objects.find_rows(Person, [gone]), {gone: left})
            self.assertEqual(Person.objects.find_by_slug(one.slug), left)
            self.assertEqual(Person.objects.find_by_slug(two.slug), left)

    def test_words_saved_while_their_speaker_is_merged_are_saved_and_name_who_stays(self):
        for number in range(ROUNDS):
            kept, other = a_person(f"Åsa Save {number}"), a_person(f"Asa Save {number}")
            draft = a_draft(f"Save {number}", [other])
            change = {"standfirst": f"New {number}.", "exchanges__0__asked_by": str(other.pk)}
            save = partial(self.save, *self.filled(draft, **change))

            merged, saved = run_concurrently(self.confirmed(kept, other), save)

            self.assertEqual(saved.status, 302)
            draft.refresh_from_db()
            self.assertEqual(draft.standfirst, f"New {number}.")
            asking = draft.exchanges.get().asked_by
            self.assertIn((merged, asking), [(302, kept), (200, other)])
