"""Sends requests over a few persistent connections, each as soon as the last one is answered.

The load shares the machine with the server that it measures, so it uses one thread, raw sockets and
prepared requests. It reports its own processor time.
"""

import gc
import itertools
import re
import selectors
import socket
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field

PATIENCE = 30  # seconds without any response, after which the open requests count as unanswered

STATUS_PAGE = re.compile(rb"\r\nlocation: (?:http://[^/\s]+)?/replies/", re.IGNORECASE)
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
CLOSES = re.compile(rb"\r\nconnection: close", re.IGNORECASE)


@dataclass
class Outcome:
    """The outcome of the requests."""

    accepted: list = field(default_factory=list)  # emails
    refused: Counter = field(default_factory=Counter)  # {status: how many}
    unanswered: int = 0
    milliseconds: list = field(default_factory=list)  # each answer took
    seconds: float = 0.0
    processor: float = 0.0  # of one core, what the load itself took

    @property
    def per_second(self):
        return len(self.accepted) / self.seconds

    @property
    def median(self):
        return self.quantile(0.5)

    def quantile(self, part):
        return sorted(self.milliseconds)[int(part * (len(self.milliseconds) - 1))]


class Poster:
    """One connection: sends a request and collects the response."""

    def __init__(self, address, selector):
        self.address, self.selector = address, selector
        self.connect()

    def connect(self):
        self.socket = socket.create_connection(self.address, timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.selector.register(self.socket, selectors.EVENT_READ, self)

    def close(self):
        self.selector.unregister(self.socket)
        self.socket.close()

    def send(self, request):
        self.request, self.answer = request, b""
        self.sent_at = time.perf_counter()
        self.socket.sendall(request.request)

    def receive(self):
        """Read from the socket; return whether the response is complete."""
        arrived = self.socket.recv(65536)
        if not arrived:
            raise ConnectionResetError
        self.answer += arrived
        self.head, found, rest = self.answer.partition(b"\r\n\r\n")
        if not found:
            return False
        length = LENGTH.search(self.head)
        return len(rest) >= int(length[1]) if length else rest.endswith(b"0\r\n\r\n")

    def record(self, outcome):
        outcome.milliseconds.append((time.perf_counter() - self.sent_at) * 1000)
        status = self.head[9:12].decode()
        if status in ("302", "303") and STATUS_PAGE.search(self.head):
            outcome.accepted.append(self.request.email)
        else:
            outcome.refused[status] += 1
        if CLOSES.search(self.head):
            self.close()
            self.connect()


def post(address, requests, posters, seconds):
    """Send requests over so many connections, none after so many seconds; return the Outcome."""
    outcome, requests = Outcome(), iter(requests)
    with measured(outcome), selectors.DefaultSelector() as selector:
        started = time.perf_counter()
        busy = 0
        for request in itertools.islice(requests, posters):
            Poster(address, selector).send(request)
            busy += 1
        while busy and (ready := selector.select(PATIENCE)):
            late = time.perf_counter() - started > seconds
            for key, _events in ready:
                busy -= not handle_response(key.data, outcome, None if late else requests)
        outcome.unanswered += busy
        for key in list(selector.get_map().values()):
            key.data.close()
    return outcome


def handle_response(poster, outcome, requests):
    """Read a response and send the next request; return False if the poster is finished."""
    try:
        if not poster.receive():
            return True
        poster.record(outcome)
    except OSError:
        outcome.unanswered += 1
        poster.close()
        poster.connect()
    request = next(requests, None) if requests else None
    if request is None:
        poster.close()
        return False
    poster.send(request)
    return True


@contextmanager
def measured(outcome):
    gc.collect()
    gc.disable()
    start, processor = time.perf_counter(), time.process_time()
    try:
        yield
    finally:
        outcome.seconds = time.perf_counter() - start
        outcome.processor = (time.process_time() - processor) / outcome.seconds
        gc.enable()
