"""The postman: a thread in each web server that makes the rounds and comes when called.

It knows no model, so that whatever is kept may call it: what it does, it is given.
"""

import logging
import threading
from time import monotonic

from django.db import DatabaseError, close_old_connections, connections

from comments.outages import Outages

PAUSE = 60  # seconds from one round to the next
PATIENCE = 10  # seconds that a server which stops waits for what is being sent

outages = Outages(logging.getLogger(__name__))
bell = threading.Event()


def nudge():
    """Say that there is something to send; where no postman is on duty, nobody hears it."""
    bell.set()


class MailWorker(threading.Thread):
    """Makes the rounds every minute, and delivers in between whenever it is nudged.

    `make_rounds` does all that is done regularly; `deliver` sends a batch and returns how many
    it sent. Whatever either of them raises is logged once, and tried again with the next round.
    Others who work like a postman have a name and a bell of their own.
    """

    def __init__(self, make_rounds, deliver, name="postman", bell=bell):
        super().__init__(name=name, daemon=True)
        self.make_rounds = make_rounds
        self.deliver = deliver
        self.bell = bell
        self.leaving = False

    def run(self):
        while not self.leaving:
            self.attempt(self.make_rounds)
            self.bell.set()  # a round sends one batch; there may be more
            self.deliver_until(monotonic() + PAUSE)
        connections.close_all()

    def deliver_until(self, next_round):
        while not self.leaving and (left := next_round - monotonic()) > 0:
            if self.bell.wait(left):
                # Before it looks, so that nothing written meanwhile is overlooked.
                self.bell.clear()
                if not self.leaving and self.attempt(self.deliver):
                    self.bell.set()

    def attempt(self, work):
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

    def leave(self):
        """Stop after the batch at hand; called before its process ends.

        A letter that is cut off between the server's thanks and our note of it is sent twice.
        """
        self.leaving = True
        self.bell.set()
        self.join(PATIENCE)
