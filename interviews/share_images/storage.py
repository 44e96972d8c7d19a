"""Cards are made once and kept, until something on them changes."""

import hashlib
import json
import logging
from dataclasses import asdict
from threading import Lock

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from interviews.media.worker import pictures
from interviews.share_images import drawing, typefaces

ENDS_WITH = {"image/png": b"IEND\xaeB`\x82", "image/jpeg": b"\xff\xd9"}
DESIGN = 2  # one more whenever cards are drawn in another way

turn = Lock()
logger = logging.getLogger(__name__)


def digest(card):
    """Another for whatever looks different."""
    drawn = json.dumps([DESIGN, asdict(card), typefaces.at_hand()], ensure_ascii=False)
    return hashlib.sha256(drawn.encode()).hexdigest()[:32]


def picture_of(card, folder):
    """The card's bytes, kept or drawn. A folder has one card; what it had before is removed."""
    name = f"{folder}/{digest(card)}"
    kept = _kept(name, card)
    if kept is None:
        with turn:
            kept = _kept(name, card)  # another thread may just have drawn it
            if kept is None:
                kept = pictures.run(drawing.draw, card)
                _keep(folder, name, kept)
    return kept


def forget(folder):
    """Keep no card in the folder any more."""
    _remove_but(None, folder)


def _kept(name, card):
    """What is kept under the name; None if nothing is, or not yet all of it."""
    try:
        with storages["cards"].open(name) as file:
            picture = file.read()
    except OSError:
        return None
    # Another process may be writing it at this moment.
    return picture if picture.endswith(ENDS_WITH[card.type]) else None


def _keep(folder, name, picture):
    try:
        storages["cards"].save(name, ContentFile(picture))
    except OSError as error:  # no room on the disk: readers get their card all the same
        logger.warning("A share card could not be kept: %s", error)
    _remove_but(name, folder)


def _remove_but(name, folder):
    storage = storages["cards"]
    try:
        for other in storage.listdir(folder)[1]:
            if f"{folder}/{other}" != name:
                storage.delete(f"{folder}/{other}")
    except OSError:  # nothing was kept, or another process removes it
        return
