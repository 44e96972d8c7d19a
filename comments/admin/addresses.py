"""Search by email address in lists of the admin."""

from comments.email.addresses import normalize_address
from interviews.admin.named import NormalizedSearch


class EmailSearch(NormalizedSearch):
    """Finds an email address in any spelling."""

    normal = staticmethod(normalize_address)
