"""The pages for refused and failed requests."""

from django.test import RequestFactory, SimpleTestCase
from django.views import defaults
from django.views.csrf import csrf_failure


class ErrorPageTests(SimpleTestCase):
    def test_error_pages_explain_the_error_in_plain_words_and_without_a_database(self):
        request = RequestFactory().get("/")

        for response, heading in [
            (defaults.bad_request(request, ValueError()), "We couldn’t read that request"),
            (defaults.permission_denied(request, ValueError()), "You don’t have access"),
            (csrf_failure(request), "We couldn’t check where this form came from"),
            (defaults.server_error(request), "Something went wrong"),
        ]:
            with self.subTest(heading):
                self.assertIn(f"<h1>{heading}", response.content.decode())
