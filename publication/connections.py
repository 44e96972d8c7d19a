"""The connections of a worker: shared evenly with the other workers, and ended when they stall.

Gunicorn reads each request in a thread of the worker's pool, and waits for the rest of a request
for any length of time: a few clients that send half a request would hold all threads. And a worker
accepts whatever connections it can, so that one worker may have all of them while another has
nothing to do. Gunicorn has a setting for neither. Both are mended in the sockets it is given.
"""

import errno
import mmap
import os
import select
import signal
import socket
import threading
import time
from contextlib import contextmanager, suppress

TO_SEND = 20  # seconds for a request to arrive,
SLOWEST = 1000  # and one second more for each so many bytes that have arrived
TO_RECEIVE = 30  # seconds without progress, after which a client that does not read is given up
TO_CLOSE = 0.005  # seconds for a client to close its side; meanwhile the worker accepts nothing
MOST_WAITED_FOR = 12  # connections that threads of a worker wait for; of gunicorn's `threads`
FOR_ANOTHER = 0.005  # seconds in which a worker with fewer connections can accept the next one


class Connection(socket.socket):
    """A client's connection. It ends if a request does not arrive whole and in time."""

    closed = staticmethod(lambda: None)

    def setblocking(self, flag):
        """Gunicorn calls this before it reads a request, the first or a later one."""
        super().setblocking(flag)
        self.until = time.monotonic() + TO_SEND

    def settimeout(self, seconds):
        """Gunicorn calls this to throw away what a client still sends after its answer."""
        super().settimeout(seconds and min(seconds, TO_CLOSE))

    def recv(self, size, flags=0):
        if self.gettimeout():
            return super().recv(size, flags)
        received = super().recv(size, flags) if self.has_data() else b""
        if not received:  # no bytes would end the request, as if this were all of it
            raise ConnectionResetError(errno.ECONNRESET, "The request did not arrive whole.")
        self.until += len(received) / SLOWEST
        return received

    def has_data(self):
        """Wait until something can be read; false if the time for this request is over."""
        events = select.poll()
        events.register(self, select.POLLIN)
        if not events.poll(0):
            with waited_for.including(self):
                events.poll(max(0, self.until - time.monotonic()) * 1000)
        return time.monotonic() < self.until

    def give_up(self):
        """End the wait for this connection, from another thread."""
        self.until = 0
        with suppress(OSError):  # the client was quicker
            self.shutdown(socket.SHUT_RD)

    def close(self):
        super().close()
        self.closed()


class WaitedFor:
    """The connections that threads of this worker wait for.

    The one that was waited for longest makes room for one more than MOST_WAITED_FOR, so that some
    threads are always free for requests that arrive at once.
    """

    def __init__(self):
        self.connections, self.lock = {}, threading.Lock()

    @contextmanager
    def including(self, connection):
        with self.lock:
            self.connections[connection] = True
            if len(self.connections) > MOST_WAITED_FOR:
                longest = next(iter(self.connections))
                del self.connections[longest]
                longest.give_up()
        try:
            yield
        finally:
            with self.lock:
                self.connections.pop(connection, None)


waited_for = WaitedFor()


class Listener(socket.socket):
    """The socket that all workers accept connections from, as one worker has it."""

    def begin(self, worker, counts):
        """`counts` are the numbers of connections that each worker has."""
        self.worker, self.counts, self.place = worker, counts, worker.age % len(counts)
        self.count()
        for name, value in [("TCP_DEFER_ACCEPT", TO_SEND), ("TCP_USER_TIMEOUT", 1000 * TO_RECEIVE)]:
            option = getattr(socket, name, None)  # Linux has both
            if option and self.family in (socket.AF_INET, socket.AF_INET6):
                self.setsockopt(socket.IPPROTO_TCP, option, value)

    def accept(self):
        """A worker that has more connections than another waits for the other to be quicker."""
        if self.worker.nr_conns > min(self.counts):
            time.sleep(FOR_ANOTHER)
        accepted, address = super().accept()
        connection = Connection(fileno=accepted.detach())
        connection.closed = self.count
        self.count(1)
        return connection, address

    def count(self, more=0):
        self.counts[self.place] = self.worker.nr_conns + more


NOT_THERE = 2**32 - 1  # connections, so that no worker waits for one that is not there


def shared_counts():
    """The numbers of connections, in memory that all processes forked from this one share."""
    counts = memoryview(mmap.mmap(-1, mmap.PAGESIZE)).cast("I")[:64]
    for place in range(len(counts)):
        counts[place] = NOT_THERE
    return counts


def listen(worker, counts):
    """Have a worker that was just forked accept connections this way."""
    for each in worker.sockets:
        each.sock = Listener(fileno=each.sock.detach())
        each.sock.begin(worker, counts)
    threading.Thread(target=watch_master, args=[worker], daemon=True).start()


def watch_master(worker):
    """Free the port as soon as the master is gone, and end this worker when it has answered.

    Gunicorn notices that, too, but lets its clients keep their connections, and the port, for half
    a minute; whoever starts the site again would be refused.
    """
    while os.getppid() == worker.ppid:
        time.sleep(1)
    for each in worker.sockets:
        with suppress(OSError):  # another worker was quicker
            each.shutdown(socket.SHUT_RD)
    os.kill(os.getpid(), signal.SIGTERM)


def forget(worker, counts):
    """A worker has ended, in whatever way."""
    counts[worker.age % len(counts)] = NOT_THERE
