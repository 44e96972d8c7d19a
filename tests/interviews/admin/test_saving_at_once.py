"""Two editors who save at the same moment, against two workers: nothing is lost."""

from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from tests.admin_forms import address_of, as_sent
from tests.builders import a_person, an_editor, an_interview
from tests.comments.running_site import RunningSiteCase
from tests.comments.visitor import FORM, run_concurrently

ROUNDS = 10
TOKEN = "t" * 32


class SavingAtOnceCase(RunningSiteCase):
    def setUp(self):
        super().setUp()
        self.desk = Client()
        self.desk.force_login(an_editor())
        session = self.desk.cookies[settings.SESSION_COOKIE_NAME].value
        self.visitor.cookies = (
            f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        )

    def filled(self, thing, **changes):
        sent = as_sent(self.desk.get(address_of(thing)))
        return thing, sent | {name.replace("__", "-"): value for name, value in changes.items()}

    def save_at_once(self, *forms):
        """Post these (thing, form) at one moment; 302 for each that was saved."""
        answers = run_concurrently(*(partial(self.save, thing, form) for thing, form in forms))
        return [answer.status for answer in answers]

    def save(self, thing, form):
        said = urlencode(form | {"csrfmiddlewaretoken": TOKEN, "_continue": "1"}, doseq=True)
        here = {"Origin": self.site.address, "Content-Type": FORM}
        return self.visitor.ask("POST", address_of(thing), said, here)


class SavingAtTheSameMoment(SavingAtOnceCase):
    def test_simultaneous_changes_of_different_answers_are_both_saved(self):
        interview = an_interview(exchanges=2)
        for number in range(ROUNDS):
            new = [f"First {number}.", f"Second {number}."]
            forms = [
                self.filled(interview, **{f"exchanges__{place}__answer": answer})
                for place, answer in enumerate(new)
            ]

            self.assertEqual(self.save_at_once(*forms), [302, 302])

            answers = interview.exchanges.order_by("position").values_list("answer", flat=True)
            self.assertEqual(list(answers), new)

    def test_of_simultaneous_changes_of_one_answer_the_second_editor_is_asked(self):
        interview = an_interview()
        for number in range(ROUNDS):
            new = [f"First {number}.", f"Second {number}."]
            forms = [self.filled(interview, exchanges__0__answer=answer) for answer in new]

            answered = self.save_at_once(*forms)

            self.assertEqual(sorted(answered), [200, 302])
            saved = new[answered.index(302)]
            self.assertEqual(interview.exchanges.get().answer, saved)

    def test_simultaneous_changes_of_different_fields_of_a_person_are_both_saved(self):
        person = a_person("Ada Person")
        for number in range(ROUNDS):
            forms = [
                self.filled(person, biography=f"Her life, {number}."),
                self.filled(person, description=f"Her work, {number}"),
            ]

            self.assertEqual(self.save_at_once(*forms), [302, 302])

            person.refresh_from_db()
            self.assertEqual(person.biography, f"Her life, {number}.")
            self.assertEqual(person.description, f"Her work, {number}")

    def test_of_simultaneous_changes_on_two_pages_of_one_exchange_the_second_editor_is_asked(self):
        interview = an_interview()
        exchange = interview.exchanges.get()
        for number in range(ROUNDS):
            new = [f"First {number}.", f"Second {number}."]
            forms = [
                self.filled(exchange, answer=new[0]),
                self.filled(interview, exchanges__0__answer=new[1]),
            ]

            answered = self.save_at_once(*forms)

            self.assertEqual(sorted(answered), [200, 302])
            exchange.refresh_from_db()
            self.assertEqual(exchange.answer, new[answered.index(302)])
