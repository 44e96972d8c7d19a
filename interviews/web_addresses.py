"""Validation of links to other sites."""

import re

# With a host, and without white space or control characters, which browsers leave out.
WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f/\\?#][^\s\x00-\x20\x7f\\]*", re.IGNORECASE)


def is_web_address(address):
    """Return whether `address` is a complete http or https address.

    Forms accept nothing else, but a row may have been stored without a form. A link to
    `javascript:` or `data:` would run a stranger's code on our pages.
    """
    return bool(WEB_ADDRESS.fullmatch(address))
