"""For lists at the desk that are searched by mail address."""

from comments.email.addresses import normal_address
from interviews.admin.named import NormalizedSearch


class FoundByAddress(NormalizedSearch):
    """Finds a mail address however it is written."""

    normal = staticmethod(normal_address)
