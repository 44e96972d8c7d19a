"""Configuration of gunicorn.

Gunicorn itself reads from the environment: PORT (except with `make run`, which binds to 127.0.0.1),
WEB_CONCURRENCY (the number of workers) and GUNICORN_CMD_ARGS.
"""

import gc
import subprocess
import sys

from publication.connections import create_shared_counts

wsgi_app = "publication.wsgi"

# A slow client occupies one thread, not the whole worker; idle connections occupy none. Waiting
# threads are cheap, so there are many: a few dozen slow clients leave some to everybody else.
worker_class = "gthread"
threads = 16

# Longer than the proxy keeps its connections (deploy/Caddyfile). Otherwise the proxy could send a
# request into a connection that is just being closed.
keepalive = 60  # seconds

# Gunicorn would accept a SCRIPT_NAME header from any proxy on the same machine. A reader could then
# make a CDN cache the front page under the address of an interview.
forwarder_headers = ""

# Gunicorn's control socket would be in a home folder; systemd and containers control it instead.
control_socket_disable = True

# After a reload, only the new workers share these.
counts = create_shared_counts()


def on_starting(server):
    """Stop if the settings are invalid; only report a problem of the database.

    The check runs in a process of its own, because workers after a reload read the settings again.
    """
    if subprocess.run([sys.executable, "-m", "publication.startup_check"]).returncode:
        sys.exit(1)


def post_fork(server, worker):
    from publication.connections import install_listeners

    install_listeners(worker, counts)


def child_exit(server, worker):
    from publication.connections import clear_count

    clear_count(worker, counts)


def post_worker_init(worker):
    """Start the worker's two threads: one for scheduled tasks and email, one for pictures."""
    # Imported here, because gunicorn reads this file before Django is set up.
    from comments.email.delivery import deliver_due
    from comments.email.worker import MailWorker
    from interviews.media.rendering import render_one_picture
    from interviews.media.wakeup import picture_is_due
    from interviews.media.worker import picture_worker
    from publication.scheduled_tasks import run_tasks

    worker.mail_worker = MailWorker(run_tasks, deliver_due)
    worker.picture_worker = MailWorker(list, render_one_picture, "picture worker", picture_is_due)
    picture_worker.is_separate = True
    worker.mail_worker.start()
    worker.picture_worker.start()
    # Loaded modules are never garbage, and a request leaves little: collect garbage less often.
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def worker_exit(server, worker):
    """Let the two threads finish their work. A worker that failed to start has none."""
    for name in ("picture_worker", "mail_worker"):
        if hasattr(worker, name):
            getattr(worker, name).stop()
