"""A mail server for tests on a port of its own. It keeps the emails it gets, or refuses them.

    with Mailbox() as mailbox, mailbox.in_use(): ...

`refusals` maps the beginning of an SMTP line to the answer; None closes the connection. The line
"." ends an email. `emails` has the parsed emails, `raw` their bytes.
"""

import socketserver
import threading
from email import message_from_bytes, policy

from django.test import override_settings

TIMEOUT = 20  # seconds for every wait, so that a broken test ends


class SmtpHandler(socketserver.StreamRequestHandler):
    timeout = TIMEOUT

    def handle(self):
        self.server.called.release()
        self.server.gate.wait()
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
        return self.receive_email() if line.upper() == "DATA" else self.greet(line)

    def greet(self, line):
        return None if line.upper() in ("CONNECT", "QUIT") else "250 well"

    def receive_email(self):
        self.wfile.write(b"354 go on\r\n")
        lines = list(iter(self.rfile.readline, b".\r\n"))
        if "." in self.server.refusals:
            return self.server.refusals["."]
        text = b"".join(line.removeprefix(b".") for line in lines)
        self.server.raw.append(text)
        self.server.emails.append(message_from_bytes(text, policy=policy.default))
        self.server.arrived.release()
        return "250 taken"


class Mailbox(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), SmtpHandler)
        self.port = self.server_address[1]
        self.emails, self.raw, self.refusals = [], [], {}
        self.arrived, self.called = threading.Semaphore(0), threading.Semaphore(0)
        self.gate = Gate()

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=[0.05], daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.gate.open()
        self.shutdown()
        self.server_close()

    def in_use(self):
        """Settings that send email to this server."""
        return override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=self.port,
            EMAIL_TIMEOUT=TIMEOUT,
        )

    @property
    def environment(self):
        """The same, for a process of its own."""
        return {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(self.port)}

    def wait_for(self, what):
        """Wait for one more release of `called` or `arrived`; return whether it came."""
        return what.acquire(timeout=TIMEOUT)

    @property
    def recipients(self):
        return [email["To"] for email in self.emails]


class Gate:
    """Open until it is shut. Connections wait while it is shut."""

    def __init__(self):
        self._open = threading.Event()
        self._open.set()

    def shut(self):
        self._open.clear()

    def open(self):
        self._open.set()

    def wait(self):
        self._open.wait(TIMEOUT)
