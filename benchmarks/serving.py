"""Site and bare application, each served by gunicorn as `make run` serves, on a port of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from benchmarks import bare

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
TO_START = TO_STOP = 30  # seconds


class Served:
    """What answers at `address`, and where its replies are kept.

    `emails` is the statement that asks who wrote them, and `places` say where to post what will
    be held and what will be published.
    """

    def __init__(self, name, database, emails, port, places):
        self.name, self.database, self.emails = name, database, emails
        self.address = ("127.0.0.1", port)
        self.places = places

    def kept(self, status):
        """The emails of the replies in the database that are held, or published."""
        return {email for (email,) in self.database.execute(self.emails.format(status=status))}


@contextmanager
def the_site(database, folder):
    port = a_free_port()
    environment = settings(database, folder, port)
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.stage"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    with gunicorn(port, environment, folder):
        emails = "SELECT email FROM comments_reply WHERE status = '{status}'"
        yield Served("site", database, emails, port, json.loads(told))


@contextmanager
def the_bare_application(database, folder, like):
    """`like` is the site, so that both are sent the same."""
    port = a_free_port()
    database.execute(bare.table(database.url))
    environment = settings(database, folder, port)
    with gunicorn(port, environment, folder, config="benchmarks/gunicorn.py"):
        yield Served("bare", database, "SELECT email FROM replies", port, like.places)


def settings(database, folder, port):
    """The environment: what the README says a site needs, over what there is."""
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
    """Yields its process, once it answers; `app` where it is not the one that `config` names."""
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


def a_free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]
