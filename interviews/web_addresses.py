"""Which addresses pages may link to, whatever the database holds."""

import re

# With a host, and without white space or control characters, which browsers leave out.
WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f/\\?#][^\s\x00-\x20\x7f\\]*", re.IGNORECASE)


def is_web_address(address):
    """Whether it is a whole http or https address.

    Forms let nothing else in, but a row may have come past them. A link to `javascript:` or
    `data:` would run what somebody wrote as if it were ours.
    """
    return bool(WEB_ADDRESS.fullmatch(address))
