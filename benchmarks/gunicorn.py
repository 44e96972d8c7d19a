"""Gunicorn's configuration for the bare applications: the site's, without its two threads."""

from publication.gunicorn import (  # noqa: F401 -- gunicorn reads them here
    child_exit,
    control_socket_disable,
    keepalive,
    post_fork,
    threads,
    worker_class,
)

wsgi_app = "benchmarks.bare_insert:application"
