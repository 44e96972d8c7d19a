"""The bell of the darkroom: rung for whoever develops pictures in this process, if anybody does."""

import threading

bell = threading.Event()


def ring():
    """Say that there is a picture to develop; where no one is on duty, nobody hears it."""
    bell.set()
