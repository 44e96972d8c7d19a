"""How gunicorn serves the bare application: as the site, but without mail and pictures."""

from publication.gunicorn import (  # noqa: F401 -- gunicorn reads them here
    child_exit,
    control_socket_disable,
    keepalive,
    post_fork,
    threads,
    worker_class,
)

wsgi_app = "benchmarks.bare:application"
