"""Strings that are known to break programs, if the file with them exists."""

import json
import time
from pathlib import Path
from unittest import skipUnless

from django.conf import settings

STRINGS = Path(settings.BASE_DIR) / "../shared/data/naughty/blns.json"

where_at_hand = skipUnless(
    STRINGS.is_file(), "no ../shared/data: the naughty strings are not tried"
)


def strings():
    return json.loads(STRINGS.read_text("utf-8"))


def seconds(act):
    """The processor time that a function takes, whatever else the machine does."""
    start = time.process_time()
    act()
    return time.process_time() - start
