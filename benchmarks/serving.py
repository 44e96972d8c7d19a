"""Serves the site and the bare application by gunicorn, each on a port of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from benchmarks import bare_insert

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
TO_START = TO_STOP = 30  # seconds


class Served:
    """A running application and its database.

    `emails`: the SQL for the email addresses of its replies. `places`: {"held": …, "published": …},
    where replies with this outcome are posted.
    """

    def __init__(self, name, database, emails, port, places):
        self.name, self.database, self.emails = name, database, emails
        self.address = ("127.0.0.1", port)
        self.places = places

    def stored_emails(self, status):
        """Return the email addresses of the stored replies with this status."""
        return {email for (email,) in self.database.execute(self.emails.format(status=status))}


@contextmanager
def serve_site(database, folder):
    port = find_free_port()
    environment = settings(database, folder, port)
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.prepare_posting"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    with gunicorn(port, environment, folder):
        emails = "SELECT email FROM comments_reply WHERE status = '{status}'"
        yield Served("site", database, emails, port, json.loads(told))


@contextmanager
def serve_bare_insert(database, folder, like):
    """`like`: the site, so that both get the same requests."""
    port = find_free_port()
    database.execute(bare_insert.table(database.url))
    environment = settings(database, folder, port)
    with gunicorn(port, environment, folder, config="benchmarks/gunicorn.py"):
        yield Served("bare", database, "SELECT email FROM replies", port, like.places)


def settings(database, folder, port):
    """Return the environment variables for a site, see docs/settings.md."""
    return os.environ | {
        "BEHIND_PROXY": "1",
        "DATABASE_URL": database.url,
        "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_DEBUG": "0",
        "DJANGO_SECRET_KEY": "only-for-a-benchmark-of-fifty-characters-or-a-few-more",
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "LOG_LEVEL": "ERROR",
        "PUBLICATION_URL": f"http://127.0.0.1:{port}",
        "PUBLICATION_VAR": str(folder),
        "WEB_CONCURRENCY": str(WORKERS),
    }


@contextmanager
def gunicorn(port, environment, folder, config="publication/gunicorn.py", app=None):
    """Yield gunicorn's process when it answers. `app` replaces the application of `config`."""
    log = Path(folder) / f"gunicorn-{port}.log"
    command = [sys.executable, "-m", "gunicorn", "--config", config]
    command += ["--bind", f"127.0.0.1:{port}", *([app] if app else [])]
    with log.open("w") as errors:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=errors)
    try:
        wait_for(port, process, log)
        yield process
    finally:
        stop(process)


def wait_for(port, process, log):
    deadline = time.monotonic() + TO_START
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as knocking:
            if knocking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit(f"Gunicorn did not start:\n{log.read_text()}")


def stop(process):
    process.terminate()
    try:
        process.wait(TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def find_free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]
