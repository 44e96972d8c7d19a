"""Content-Security-Policy: one sentence, the same in every response."""

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings

DRAWN_BY_DJANGO = {404, 500}  # with DEBUG; these pages bring their own styles


class PolicyMiddleware:
    """Adds the policy of the settings, which has no part of its own for any page.

    django-csp's own middleware puts the sentence together anew for every response, in as many
    steps as all of Django takes for a small page.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.sentence = build_policy()

    def __call__(self, request):
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code in DRAWN_BY_DJANGO):
            response.headers.setdefault(HEADER, self.sentence)
        return response
