"""A form that is refused lists its errors at the top, with links to the fields."""

import re

from django.contrib.auth.models import User

from interviews.models import Person
from tests.admin_forms import DeskTestCase, address_of
from tests.builders import a_draft, an_interview


class ErrorLinks(DeskTestCase):
    def links(self, response):
        """Return {label: message} of the list, and assert that each link leads to an id."""
        html = response.content.decode()
        listed = re.search(r'class="conflicts form-errors".*?</section>', html, re.DOTALL)[0]
        for target in re.findall(r'href="#([^"]+)"', listed):
            self.assertIn(f'id="{target}"', html)
        found = re.findall(r"<a [^>]*>([^<]*)</a>(?:: ([^<]*))?</li>", listed)
        return dict(found)

    def test_a_refused_form_links_to_each_field_with_an_error(self):
        response = self.send(a_draft(), title="", slug="Bad slug!")

        links = self.links(response)
        self.assertEqual(list(links), ["Title", "Address"])
        self.assertEqual(links["Title"], "This field is required.")
        self.assertContains(response, "Error:")
        self.assertNotContains(response, "Please correct the error below")

    def test_a_refused_form_links_to_the_field_of_a_row_by_the_name_of_the_row(self):
        draft = a_draft()
        exchange = draft.exchanges.get()

        response = self.send(draft, exchanges__0__pull_quote="x" * 301)

        self.assertIn(f"{exchange}: Pull quote", self.links(response))

    def test_a_refused_form_links_to_a_row_without_its_texts(self):
        draft = a_draft()

        response = self.send(draft, exchanges__0__question="", exchanges__0__answer="")

        name = str(draft.exchanges.get())
        self.assertEqual(self.links(response)[name], "Write a question, an answer, or both.")

    def test_a_refused_form_links_to_a_credit_that_names_nobody(self):
        draft = a_draft()

        response = self.send(draft, credits__0__person="")

        self.assertIn(f"{draft.credits.first()}: Person", self.links(response))

    def test_a_refused_form_of_a_new_object_links_too(self):
        self.assertEqual(list(self.links(self.send(Person(), name=""))), ["Name"])

    def test_refused_forms_of_accounts_link_too(self):
        for thing, changes, labels in [
            (self.editor, {"username": "", "email": "?"}, ["Username", "Email address"]),
            (User(), {"username": ""}, ["Username", "Email address", "What this person may do"]),
        ]:
            with self.subTest(repr(thing)):
                response = self.client.post(address_of(thing), changes)
                self.assertEqual(list(self.links(response)), labels)
                self.assertNotContains(response, "Please correct the error")

    def test_a_refused_form_links_to_each_conflict_once(self):
        interview = an_interview()
        sent = self.filled(self.open(interview), standfirst="Second.")
        self.send(interview, standfirst="First.", kind="typo")

        response = self.post(interview, sent)

        self.assertContains(response, 'href="#id_standfirst-conflict"', count=1)
        self.assertNotContains(response, "form-errors")
