"""Pictures are read and drawn in a process of their own, beside the threads that serve pages.

Each web worker has one, started when it is first needed, as publication/gunicorn.py asks for.
There, to unpack a picture of 12 megapixels takes neither Python's lock from readers, nor the
processor while anybody else needs it, and the memory is given back when the process ends: after
a minute without work, or with its worker. In commands and in tests all is done in place.
"""

import os
import pickle
import select
import signal
import subprocess
import sys
import threading

from django.conf import settings

IDLE = 60  # seconds without work, after which the process ends
PRIORITY = 10  # the higher, the sooner it makes way for others


class PictureWorker:
    """One at a time: the memory needed is that of the largest picture."""

    def __init__(self):
        self.lock, self.is_separate, self.process = threading.Lock(), False, None

    def run(self, function, *arguments):
        """What a function of a module returns or raises; all must be such that pickle can pass."""
        with self.lock:
            if not self.is_separate:
                return function(*arguments)
            try:
                returned, answer = self.ask(function, arguments)
            except ChildProcessError:  # it may have ended for want of work
                returned, answer = self.ask(function, arguments)
        if not returned:
            raise answer
        return answer

    def ask(self, function, arguments):
        try:
            self.process = self.process or started()
            pickle.dump((function, arguments), self.process.stdin)
            self.process.stdin.flush()
            return pickle.load(self.process.stdout)  # noqa: S301 -- what it is told is our own
        except (EOFError, OSError):
            end(self.process)
            self.process = None
            raise ChildProcessError("The process for pictures has ended.") from None


def started():
    return subprocess.Popen(
        [sys.executable, "-m", "interviews.media.worker"],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def end(process):
    process.kill()
    process.communicate()


def serve(asked, answers):
    """In that process: do what is asked until nothing was for a while, or nobody is there."""
    while select.select([asked], [], [], IDLE)[0]:
        try:
            function, arguments = pickle.load(asked)  # noqa: S301 -- by its worker alone
        except EOFError:
            return
        try:
            answer = True, function(*arguments)
        except Exception as error:
            answer = False, error
        pickle.dump(answer, answers)
        answers.flush()


def main():
    import django

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the worker's to decide
    os.nice(PRIORITY)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever is printed
    django.setup()
    serve(sys.stdin.buffer, answers)


pictures = PictureWorker()

if __name__ == "__main__":
    main()
