"""Strings that were gathered because they break programs, where they are at hand."""

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
    """How much of the processor's time something takes; the machine may be busy with others."""
    start = time.process_time()
    act()
    return time.process_time() - start
