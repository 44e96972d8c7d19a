"""The bell of the darkroom: rung for whoever develops pictures in this process, if anybody does."""

import threading

picture_is_due = threading.Event()


def wake_renderer():
    """Say that there is a picture to develop; where no one is on duty, nobody hears it."""
    picture_is_due.set()
