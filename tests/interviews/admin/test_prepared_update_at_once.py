"""Two editors save an update at the same moment, against two workers: nothing is lost."""

from urllib.parse import urlencode

from django.urls import reverse

from interviews.models import PreparedUpdate
from tests.admin_forms import as_sent
from tests.builders import an_interview
from tests.comments.visitor import FORM, run_concurrently
from tests.interviews.admin.test_saving_at_once import TOKEN, SavingAtOnceCase

ROUNDS = 5


class SavingAnUpdateAtTheSameMoment(SavingAtOnceCase):
    def prepare(self, address, **changes):
        """Return a function that posts the form of the update, as it is now, with changes."""
        page = self.desk.get(address)
        sent = as_sent(page) | dict(page.context["hidden_fields"]) | changes
        said = sent | {"csrfmiddlewaretoken": TOKEN, "_continue": "1"}
        headers = {"Origin": self.site.address, "Content-Type": FORM}
        return lambda: self.visitor.ask("POST", address, urlencode(said, doseq=True), headers)

    def test_simultaneous_changes_of_an_update_are_both_saved(self):
        interview = an_interview(exchanges=2)
        address = reverse("admin:interviews_interview_update", args=[interview.pk])
        for number in range(ROUNDS):
            new = [f"First {number}.", f"Second {number}."]
            forms = [
                self.prepare(address, **{f"exchanges-{place}-answer": answer})
                for place, answer in enumerate(new)
            ]

            self.assertEqual([answer.status for answer in run_concurrently(*forms)], [302, 302])

            update = PreparedUpdate.objects.get(interview=interview)
            self.assertEqual([content["answer"] for _key, content in update.exchanges], new)
        answers = interview.exchanges.values_list("answer", flat=True)
        self.assertEqual(set(answers), {"The forecast."})
