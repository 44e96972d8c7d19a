"""How gunicorn serves the bare application: as it serves the site, but without a postman."""

from publication.gunicorn import (  # noqa: F401 -- gunicorn reads them here
    control_socket_disable,
    keepalive,
    threads,
    worker_class,
)

wsgi_app = "benchmarks.bare:application"
