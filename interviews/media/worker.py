"""Runs the decoding and drawing of pictures in a separate process, beside the web worker.

Each web worker has one such process, started on first use where publication/gunicorn.py enables
it. Decoding 12 megapixels there does not hold Python's lock while pages are served, runs at low
priority, and its memory is freed when the process ends: after a minute without work, or with the
web worker. In commands and tests, functions run in the calling process.
"""

import os
import pickle
import select
import signal
import subprocess
import sys
import threading

from django.conf import settings

IDLE_SECONDS = 60  # without work, after which the process ends
NICENESS = 10  # the higher, the more the process yields to others


class PictureWorker:
    """Runs one function at a time, so that memory is bounded by the largest picture."""

    def __init__(self):
        self.lock, self.is_separate, self.process = threading.Lock(), False, None

    def run(self, function, *arguments):
        """Return or raise what a module-level function does; all values must be picklable.

        Raise ChildProcessError if the process died twice, for example for lack of memory.
        """
        with self.lock:
            if not self.is_separate:
                return function(*arguments)
            try:
                succeeded, result = self.call(function, arguments)
            except ChildProcessError:  # the process may have ended because it was idle
                succeeded, result = self.call(function, arguments)
        if not succeeded:
            raise result
        return result

    def call(self, function, arguments):
        """Return (whether the function returned, its return value or its exception)."""
        try:
            self.process = self.process or start_process()
            pickle.dump((function, arguments), self.process.stdin)
            self.process.stdin.flush()
            return pickle.load(self.process.stdout)  # noqa: S301 -- written by our own process
        except (EOFError, OSError):
            stop_process(self.process)
            self.process = None
            raise ChildProcessError("The picture process has ended.") from None


def start_process():
    return subprocess.Popen(
        [sys.executable, "-m", "interviews.media.worker"],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def stop_process(process):
    process.kill()
    process.communicate()


def serve(requests, results):
    """In the picture process: run functions until idle for too long, or the web worker is gone."""
    while select.select([requests], [], [], IDLE_SECONDS)[0]:
        try:
            function, arguments = pickle.load(requests)  # noqa: S301 -- written by our web worker
        except EOFError:
            return
        try:
            result = True, function(*arguments)
        except Exception as error:
            result = False, error
        pickle.dump(result, results)
        results.flush()


def main():
    import django

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the web worker decides when to stop
    os.nice(NICENESS)
    results = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # print() must not corrupt the results
    django.setup()
    serve(sys.stdin.buffer, results)


picture_worker = PictureWorker()

if __name__ == "__main__":
    main()
