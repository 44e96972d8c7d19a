"""The site's configuration of gunicorn, without the sharing of connections among workers."""

from publication.gunicorn import *  # noqa: F403


def post_fork(server, worker):
    """Do not replace gunicorn's sockets."""


def child_exit(server, worker):
    """Do nothing: connections are not counted."""
