"""For lists at the desk that are searched by mail address."""

from comments.mail_addresses import normal_address
from interviews.admin.named import FoundInNormalForm


class FoundByAddress(FoundInNormalForm):
    """Finds a mail address however it is written."""

    normal = staticmethod(normal_address)
