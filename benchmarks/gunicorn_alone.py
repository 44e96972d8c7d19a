"""The site's configuration of gunicorn, without what shares connections between the workers."""

from publication.gunicorn import *  # noqa: F403


def post_fork(server, worker):
    """Leave gunicorn's sockets as they are."""


def child_exit(server, worker):
    """Nothing is counted, so nothing is forgotten."""
