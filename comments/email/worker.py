"""The mail worker: a thread in each web server that runs tasks every minute, or when woken.

This module imports no model, so that models can import it. The tasks are passed to the worker.
"""

import logging
import threading
from time import monotonic

from django.db import DatabaseError, close_old_connections, connections

from comments.outages import Outages

PAUSE = 60  # seconds from one run to the next
STOP_TIMEOUT = 10  # seconds that a stopping server waits for the present batch

outages = Outages(logging.getLogger(__name__))
wakeup = threading.Event()


def wake_worker():
    """Tell the worker that there is something to send. Without a worker, nothing happens."""
    wakeup.set()


class MailWorker(threading.Thread):
    """Runs tasks every minute, and delivers a batch whenever it is woken.

    `run_tasks` runs all scheduled tasks; `deliver` sends a batch and returns how many it sent. An
    exception of either is logged once, and the next run tries again. Workers of other kinds have
    their own `name` and `wakeup` event.
    """

    def __init__(self, run_tasks, deliver, name="mail worker", wakeup=wakeup):
        super().__init__(name=name, daemon=True)
        self.run_tasks = run_tasks
        self.deliver = deliver
        self.wakeup = wakeup
        self.stopping = False

    def run(self):
        while not self.stopping:
            self.run_safely(self.run_tasks)
            self.wakeup.set()  # a run sends one batch; there may be more
            self.deliver_until_next_run(monotonic() + PAUSE)
        connections.close_all()

    def deliver_until_next_run(self, next_round):
        while not self.stopping and (left := next_round - monotonic()) > 0:
            if self.wakeup.wait(left):
                # Cleared first, so that an email enqueued during delivery wakes the worker again.
                self.wakeup.clear()
                if not self.stopping and self.run_safely(self.deliver):
                    self.wakeup.set()

    def run_safely(self, work):
        what = f"The {self.name} could not finish"
        try:
            done = work()
        except Exception as error:
            outages.failed(what, f"{error!r}.", exc_info=not isinstance(error, DatabaseError))
            return None
        else:
            outages.worked(what)
            return done
        finally:
            close_old_connections()

    def stop(self):
        """Stop after the present batch; called before the process ends.

        If the process ended while an email is being sent, that email could be sent twice.
        """
        self.stopping = True
        self.wakeup.set()
        self.join(STOP_TIMEOUT)
