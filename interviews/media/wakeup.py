"""Tells the rendering thread of this process that a picture is due."""

import threading

picture_is_due = threading.Event()


def wake_renderer():
    """Signal that a picture is due; does nothing in a process without a rendering thread."""
    picture_is_due.set()
