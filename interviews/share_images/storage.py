"""Renders each share image once, and stores it until its content changes."""

import hashlib
import json
import logging
from dataclasses import asdict
from threading import Lock

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from interviews.media.worker import picture_worker
from interviews.share_images import drawing, typefaces

END_MARKERS = {"image/png": b"IEND\xaeB`\x82", "image/jpeg": b"\xff\xd9"}
DESIGN_VERSION = 2  # increase it whenever drawing.py changes how images look

render_lock = Lock()
logger = logging.getLogger(__name__)


def digest(image):
    """Return a hash of everything that decides how the image looks."""
    description = json.dumps(
        [DESIGN_VERSION, asdict(image), typefaces.get_font_environment()], ensure_ascii=False
    )
    return hashlib.sha256(description.encode()).hexdigest()[:32]


def get_or_render(image, folder):
    """Return the bytes of an image, stored or rendered now.

    A folder holds one image: storing a new one deletes the former.
    """
    name = f"{folder}/{digest(image)}"
    content = _load(name, image)
    if content is None:
        with render_lock:
            content = _load(name, image)  # another thread may just have rendered it
            if content is None:
                content = picture_worker.run(drawing.render, image)
                _store(folder, name, content)
    return content


def delete_images(folder):
    """Delete the stored image of a folder."""
    _delete_others(None, folder)


def _load(name, image):
    """Return the stored bytes of this name; None if the file is missing or incomplete."""
    try:
        with storages["share_images"].open(name) as file:
            content = file.read()
    except OSError:
        return None
    # Another process may be writing the file at this moment.
    return content if content.endswith(END_MARKERS[image.content_type]) else None


def _store(folder, name, content):
    try:
        storages["share_images"].save(name, ContentFile(content))
    except OSError as error:  # for example a full disk; the image is served all the same
        logger.warning("A share image could not be stored: %s", error)
    _delete_others(name, folder)


def _delete_others(name, folder):
    storage = storages["share_images"]
    try:
        for other in storage.listdir(folder)[1]:
            if f"{folder}/{other}" != name:
                storage.delete(f"{folder}/{other}")
    except OSError:  # the folder does not exist, or another process deletes the file
        return
