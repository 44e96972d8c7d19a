"""Posters: a few kept connections that send letters as fast as they are answered.

One thread, raw sockets, requests made beforehand: the load shares the machine with what it
measures, so it must be lean. What it takes of the processor it tells.
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

PATIENCE = 30  # seconds without any answer, after which all that are out are given up

STATUS_PAGE = re.compile(rb"\r\nlocation: (?:http://[^/\s]+)?/replies/", re.IGNORECASE)
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
LAST_ONE = re.compile(rb"\r\nconnection: close", re.IGNORECASE)


@dataclass
class Outcome:
    """What became of the letters that were sent."""

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
    """One connection: sends a letter, gathers the answer."""

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

    def send(self, letter):
        self.letter, self.answer = letter, b""
        self.sent_at = time.perf_counter()
        self.socket.sendall(letter.request)

    def has_answer(self):
        """Whether the answer is whole by what has arrived just now; OSError if it will not be."""
        arrived = self.socket.recv(65536)
        if not arrived:
            raise ConnectionResetError
        self.answer += arrived
        self.head, found, rest = self.answer.partition(b"\r\n\r\n")
        if not found:
            return False
        length = LENGTH.search(self.head)
        return len(rest) >= int(length[1]) if length else rest.endswith(b"0\r\n\r\n")

    def tell(self, outcome):
        outcome.milliseconds.append((time.perf_counter() - self.sent_at) * 1000)
        status = self.head[9:12].decode()
        if status in ("302", "303") and STATUS_PAGE.search(self.head):
            outcome.accepted.append(self.letter.email)
        else:
            outcome.refused[status] += 1
        if LAST_ONE.search(self.head):
            self.close()
            self.connect()


def post(address, letters, posters, seconds):
    """Send these letters over that many connections, none after so many seconds: an Outcome."""
    outcome, letters = Outcome(), iter(letters)
    with measured(outcome), selectors.DefaultSelector() as selector:
        started = time.perf_counter()
        busy = 0
        for letter in itertools.islice(letters, posters):
            Poster(address, selector).send(letter)
            busy += 1
        while busy and (ready := selector.select(PATIENCE)):
            late = time.perf_counter() - started > seconds
            for key, _events in ready:
                busy -= not goes_on(key.data, outcome, None if late else letters)
        outcome.unanswered += busy
        for key in list(selector.get_map().values()):
            key.data.close()
    return outcome


def goes_on(poster, outcome, letters):
    """Take what has arrived and send the next letter; False if this poster has no more to do."""
    try:
        if not poster.has_answer():
            return True
        poster.tell(outcome)
    except OSError:
        outcome.unanswered += 1
        poster.close()
        poster.connect()
    letter = next(letters, None) if letters else None
    if letter is None:
        poster.close()
        return False
    poster.send(letter)
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
