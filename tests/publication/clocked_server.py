"""A server whose clock a test moves: a process with the site, its page cache and its tasks."""

import json
import subprocess
import sys
from datetime import datetime
from wsgiref.util import setup_testing_defaults

from django.conf import settings

HOST = "127.0.0.1"


class ClockedServer:
    """The process of a server. It does what it is asked, at the moment that it is told."""

    def __init__(self, environment):
        self.process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=settings.BASE_DIR,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def get(self, address, at):
        """Return (status, text) of a page at the moment `at`."""
        self.ask(at, address)
        return self.answer()

    def ask(self, at, address=""):
        """Let the server get a page, or run its scheduled tasks if there is no address."""
        self.process.stdin.write(json.dumps([at.isoformat(), address]) + "\n")
        self.process.stdin.flush()

    def answer(self):
        """Wait for what the server was asked; return (status, text), or what the tasks did."""
        return json.loads(self.process.stdout.readline())

    def stop(self):
        """End the process; a stopped server can be stopped again."""
        if self.process.poll() is None:
            self.process.communicate()


def main():
    import time_machine

    from publication.wsgi import application  # sets Django up

    # isort: split
    from publication.scheduled_tasks import run_tasks

    for line in sys.stdin:
        moment, address = json.loads(line)
        with time_machine.travel(datetime.fromisoformat(moment), tick=False):
            answer = get(application, address) if address else run_tasks()
        print(json.dumps(answer), flush=True)  # noqa: T201


def get(application, address):
    environ = {"PATH_INFO": address, "QUERY_STRING": "", "HTTP_HOST": HOST}
    setup_testing_defaults(environ)
    statuses = []
    body = b"".join(application(environ, lambda status, *_rest: statuses.append(status)))
    return int(statuses[0].split()[0]), body.decode()


if __name__ == "__main__":
    main()
