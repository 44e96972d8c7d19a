"""Outage: what fails each minute is logged when it begins, and once more when it is over."""

from collections import Counter


class Outages:
    """The failures of some work, by a name for each kind; one log for all of them.

    A process has its own: with two web servers each says it once.
    """

    def __init__(self, logger):
        self.logger, self.failures = logger, Counter()

    def failed(self, what, why, exc_info=False):
        """Count a failure; the first of a row is logged, with its traceback if `exc_info`."""
        self.failures[what] += 1
        if self.failures[what] == 1:
            message = "%s: %s Until it works again, this is not logged any more."
            self.logger.warning(message, what, why, exc_info=exc_info)

    def worked(self, what):
        """The row of failures, if there was one, is over."""
        if count := self.failures.pop(what, 0):
            self.logger.warning("%s: it works again, after %d failures.", what, count)
