"""Outages: log a repeated failure when it begins and when it is over."""

from collections import Counter


class Outages:
    """Counts failures by kind, and logs the first of each row and its end.

    Each process counts on its own, so two web servers log an outage once each.
    """

    def __init__(self, logger):
        self.logger, self.failures = logger, Counter()

    def failed(self, what, why, exc_info=False):
        """Count a failure, and log the first of a row, with a traceback if `exc_info`."""
        self.failures[what] += 1
        if self.failures[what] == 1:
            message = "%s: %s Until it works again, this is not logged any more."
            self.logger.warning(message, what, why, exc_info=exc_info)

    def worked(self, what):
        """End the row of failures, and log that if there was one."""
        if count := self.failures.pop(what, 0):
            self.logger.warning("%s: it works again, after %d failures.", what, count)
