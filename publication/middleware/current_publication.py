"""Each request uses the publication as it was when the request began, and its time zone."""

from django.db import Error

from interviews.models import Publication


class CurrentPublicationMiddleware:
    """Reads the publication once for each request.

    While the database does not answer, the last one that was read is used.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.last = None

    def __call__(self, request):
        try:
            self.last = publication = Publication.objects.read()
        except Error:
            return self.respond_without_database(request)
        with publication.put_in_effect():
            return self.get_response(request)

    def respond_without_database(self, request):
        publication = self.last or Publication.from_settings()
        with publication.put_in_effect():
            response = self.get_response(request)
        response["Cache-Control"] = "private, no-store"
        return response
