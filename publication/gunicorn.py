"""How gunicorn serves the site; what differs between machines it reads itself: PORT (outside
`make run`, which binds to 127.0.0.1), WEB_CONCURRENCY (workers) and GUNICORN_CMD_ARGS.
"""

import gc
import subprocess
import sys

from publication.connections import shared_counts

wsgi_app = "publication.wsgi"

# A slow sender holds a thread and not a whole worker; waiting connections hold neither. So many
# threads that a few dozen slow senders leave some to everybody else: one that waits costs nothing.
worker_class = "gthread"
threads = 16

# Longer than a proxy in front keeps its connections (deploy/Caddyfile), or it may send a
# request into one that is just being closed.
keepalive = 60  # seconds

# Where the site begins is not for a request to say: gunicorn would take a reader's SCRIPT_NAME from
# any proxy on the same machine, and a CDN would keep the front page as that of an interview.
forwarder_headers = ""

# Gunicorn would put a socket to steer it by into somebody's home; systemd and containers do that.
control_socket_disable = True

# After a reload, only the new workers share these.
counts = shared_counts()


def on_starting(server):
    """Refuse settings that cannot be used; say what is wrong with the database, and start.

    Asked in a process of its own, since the workers of a reload read the settings once more.
    """
    if subprocess.run([sys.executable, "-m", "publication.startup_check"]).returncode:
        sys.exit(1)


def post_fork(server, worker):
    from publication.connections import listen

    listen(worker, counts)


def child_exit(server, worker):
    from publication.connections import forget

    forget(worker, counts)


def post_worker_init(worker):
    """Each worker has a postman of its own, and somebody in the darkroom."""
    # Not at the top: gunicorn reads this file before there is a site.
    from comments.email.delivery import deliver_due
    from comments.email.worker import MailWorker
    from interviews.media.rendering import render_one_picture
    from interviews.media.wakeup import picture_is_due
    from interviews.media.worker import picture_worker
    from publication.scheduled_tasks import make_rounds

    worker.postman = MailWorker(make_rounds, deliver_due)
    worker.developer = MailWorker(list, render_one_picture, "developer", picture_is_due)
    picture_worker.is_separate = True
    worker.postman.start()
    worker.developer.start()
    # What is loaded by now is never garbage, and a request leaves little: look more rarely.
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def worker_exit(server, worker):
    """Let them finish what they are at; a worker that never got so far has neither."""
    for each in ("developer", "postman"):
        if hasattr(worker, each):
            getattr(worker, each).leave()
