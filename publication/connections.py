"""The connections of a gunicorn worker: shared evenly among workers, and closed when they stall.

Gunicorn has no setting for two problems:

- A thread of a worker waits without a limit for the rest of a request. A few clients that send half
  a request could occupy all threads.
- A worker accepts every connection it can get. One worker may have all connections while another
  has none.

Both are solved in the sockets that gunicorn uses.
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

REQUEST_SECONDS = 20  # for a request to arrive
BYTES_PER_EXTRA_SECOND = 1000  # a request gets one more second for each 1,000 bytes received
RESPONSE_SECONDS = 30  # without progress, after which a client that does not read is disconnected
CLOSE_SECONDS = 0.005  # for a client to close its side; the worker accepts nothing meanwhile
MAX_WAITING = 12  # connections that a worker's threads wait for; gunicorn.py has 16 threads
YIELD_SECONDS = 0.005  # in which a worker with fewer connections can accept the next one


class ClientConnection(socket.socket):
    """A client's connection, which is reset if a request does not arrive in time."""

    on_close = staticmethod(lambda: None)

    def setblocking(self, flag):
        """Start the deadline: gunicorn calls this before it reads each request."""
        super().setblocking(flag)
        self.deadline = time.monotonic() + REQUEST_SECONDS

    def settimeout(self, seconds):
        """Limit the wait when gunicorn discards what a client sends after the response."""
        super().settimeout(seconds and min(seconds, CLOSE_SECONDS))

    def recv(self, size, flags=0):
        if self.gettimeout():
            return super().recv(size, flags)
        received = super().recv(size, flags) if self.wait_for_data() else b""
        if not received:  # an empty result would make gunicorn take the request as complete
            raise ConnectionResetError(errno.ECONNRESET, "The request did not arrive whole.")
        self.deadline += len(received) / BYTES_PER_EXTRA_SECOND
        return received

    def wait_for_data(self):
        """Return True when data can be read, False when the deadline has passed."""
        events = select.poll()
        events.register(self, select.POLLIN)
        if not events.poll(0):
            with waiting.track(self):
                events.poll(max(0, self.deadline - time.monotonic()) * 1000)
        return time.monotonic() < self.deadline

    def abort(self):
        """End the wait for this connection, from another thread."""
        self.deadline = 0
        with suppress(OSError):  # the client may have closed it already
            self.shutdown(socket.SHUT_RD)

    def close(self):
        super().close()
        self.on_close()


class WaitingConnections:
    """The connections that threads of this worker wait for, at most MAX_WAITING.

    One more aborts the connection that has waited longest. So some threads are always free for
    requests that arrive at once.
    """

    def __init__(self):
        self.connections, self.lock = {}, threading.Lock()

    @contextmanager
    def track(self, connection):
        """Count the connection as waiting inside the `with` block."""
        with self.lock:
            self.connections[connection] = True
            if len(self.connections) > MAX_WAITING:
                oldest = next(iter(self.connections))
                del self.connections[oldest]
                oldest.abort()
        try:
            yield
        finally:
            with self.lock:
                self.connections.pop(connection, None)


waiting = WaitingConnections()


class Listener(socket.socket):
    """The socket that all workers accept connections from, as one worker uses it."""

    def configure(self, worker, counts):
        """Set the socket's options. `counts`: the number of connections of each worker."""
        self.worker, self.counts, self.slot = worker, counts, worker.age % len(counts)
        self.update_count()
        for name, value in [
            ("TCP_DEFER_ACCEPT", REQUEST_SECONDS),
            ("TCP_USER_TIMEOUT", 1000 * RESPONSE_SECONDS),
        ]:
            option = getattr(socket, name, None)  # Linux has both
            if option and self.family in (socket.AF_INET, socket.AF_INET6):
                self.setsockopt(socket.IPPROTO_TCP, option, value)

    def accept(self):
        """Accept a connection, after a short wait if another worker has fewer connections."""
        if self.worker.nr_conns > min(self.counts):
            time.sleep(YIELD_SECONDS)
        accepted, address = super().accept()
        connection = ClientConnection(fileno=accepted.detach())
        connection.on_close = self.update_count
        self.update_count(1)
        return connection, address

    def update_count(self, extra=0):
        """Publish the number of this worker's connections; `extra` are not in gunicorn's count."""
        self.counts[self.slot] = self.worker.nr_conns + extra


NO_WORKER = 2**32 - 1  # connections, so that no worker waits for a worker that does not exist


def create_shared_counts():
    """Return the connection counts, in memory that all processes forked from this one share."""
    counts = memoryview(mmap.mmap(-1, mmap.PAGESIZE)).cast("I")[:64]
    for slot in range(len(counts)):
        counts[slot] = NO_WORKER
    return counts


def install_listeners(worker, counts):
    """Replace the listening sockets of a worker that was just forked."""
    for each in worker.sockets:
        each.sock = Listener(fileno=each.sock.detach())
        each.sock.configure(worker, counts)
    threading.Thread(target=watch_master, args=[worker], daemon=True).start()


def watch_master(worker):
    """Free the port as soon as the master process is gone, and stop this worker gracefully.

    Gunicorn does this too, but keeps open connections, and the port, for half a minute. Until then
    a new start of the site would fail.
    """
    while os.getppid() == worker.ppid:
        time.sleep(1)
    for each in worker.sockets:
        with suppress(OSError):  # another worker may have done it already
            each.shutdown(socket.SHUT_RD)
    os.kill(os.getpid(), signal.SIGTERM)


def clear_count(worker, counts):
    """Remove the count of a worker that has ended."""
    counts[worker.age % len(counts)] = NO_WORKER
