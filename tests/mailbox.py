"""A mail server for tests, on a port of its own: it keeps what it is sent, or does as it is told.

    with Mailbox() as mailbox, mailbox.in_use(): ...

`refusals` {beginning of a line: the answer to it} refuse; an answer of None hangs up. The line
"." ends a letter. What it took stands in `letters`, as parsed mail, and in `raw`, as it came.
"""

import socketserver
import threading
from email import message_from_bytes, policy

from django.test import override_settings

LONGEST = 20  # seconds that anything here waits, so that a broken test ends


class Conversation(socketserver.StreamRequestHandler):
    timeout = LONGEST

    def handle(self):
        self.server.called.release()
        self.server.doors.wait()
        answer = self.answer_to("CONNECT") or "220 mailbox"
        while answer:
            self.wfile.write(f"{answer}\r\n".encode())
            line = self.rfile.readline().decode().strip()
            answer = self.answer_to(line) if line else None

    def answer_to(self, line):
        refusals = self.server.refusals
        for start in refusals:
            if line.upper().startswith(start.upper()):
                return refusals[start]
        return self.take_letter() if line.upper() == "DATA" else self.greet(line)

    def greet(self, line):
        return None if line.upper() in ("CONNECT", "QUIT") else "250 well"

    def take_letter(self):
        self.wfile.write(b"354 go on\r\n")
        lines = list(iter(self.rfile.readline, b".\r\n"))
        if "." in self.server.refusals:
            return self.server.refusals["."]
        text = b"".join(line.removeprefix(b".") for line in lines)
        self.server.raw.append(text)
        self.server.letters.append(message_from_bytes(text, policy=policy.default))
        self.server.arrived.release()
        return "250 taken"


class Mailbox(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.port = self.server_address[1]
        self.letters, self.raw, self.refusals = [], [], {}
        self.arrived, self.called = threading.Semaphore(0), threading.Semaphore(0)
        self.doors = Doors()

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=[0.05], daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.doors.open()
        self.shutdown()
        self.server_close()

    def in_use(self):
        """Settings under which mail goes here."""
        return override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=self.port,
            EMAIL_TIMEOUT=LONGEST,
        )

    @property
    def environment(self):
        """The same, for a process of its own."""
        return {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(self.port)}

    def wait_for(self, what):
        """Whether something is `called` or has `arrived`, once more than was waited for before."""
        return what.acquire(timeout=LONGEST)

    @property
    def recipients(self):
        return [letter["To"] for letter in self.letters]


class Doors:
    """Open, until they are shut; who calls meanwhile hears nothing until they open."""

    def __init__(self):
        self._open = threading.Event()
        self._open.set()

    def shut(self):
        self._open.clear()

    def open(self):
        self._open.set()

    def wait(self):
        self._open.wait(LONGEST)
