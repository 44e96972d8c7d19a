"""Requests whose body did not arrive whole, since the client was too slow or went away."""

from django.http import HttpResponse, UnreadablePostError


class UnfinishedRequests:
    """Middleware: answers them with 408 instead of an error of the site."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, UnreadablePostError):
            return HttpResponse(status=408)
        return None
