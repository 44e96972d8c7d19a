"""The site under gunicorn, where every request enqueues an email."""

from publication.wsgi import application  # noqa: F401  isort: skip -- sets the site up first

from comments.models import QueuedEmail


def enqueue_an_email(environ, start_response):
    QueuedEmail.objects.enqueue(
        to="olu@example.org", subject="Answered", text="Hello.\n", kind="reply"
    )
    start_response("204 No Content", [])
    return []
