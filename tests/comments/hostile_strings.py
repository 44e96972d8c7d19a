"""The Big List of Naughty Strings, which are known to break programs, if its file exists."""

import json
import time
from pathlib import Path
from unittest import skipUnless

from django.conf import settings

STRINGS = Path(settings.BASE_DIR) / "../shared/data/naughty/blns.json"

requires_hostile_strings = skipUnless(
    STRINGS.is_file(), "no ../shared/data: the hostile strings are not tried"
)


def load_strings():
    return json.loads(STRINGS.read_text("utf-8"))


def measure_seconds(function):
    """Return the processor time of a call; other programs on the machine do not change it."""
    start = time.process_time()
    function()
    return time.process_time() - start
