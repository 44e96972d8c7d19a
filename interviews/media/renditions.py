"""Renditions: the sizes and formats in which a picture is sent, told from its name alone.

A picture is kept under a name of sixteen random characters and its size, such as
`leads/8fk2…-1600x960.jpg`; what that name holds never changes. Its renditions lie beside it, as
`leads/8fk2…-1600x960.jpg.480.avif`. So a page can name them all without asking anybody, and stays
as it is when they are made: until then, the original answers at their addresses
(publication/media.py). What makes them is interviews/media/rendering.py.
"""

import re
from typing import NamedTuple

from django.conf import settings

WIDTHS = [480, 768, 1020, 1536, 2040]  # pixels
MAX_WIDTH, MAX_HEIGHT = WIDTHS[-1], 3 * WIDTHS[-1]  # no picture is kept larger
FORMATS = ["AVIF", "WEBP", "JPEG"]  # the first that a browser knows is sent
ENDINGS = {"AVIF": ".avif", "WEBP": ".webp", "JPEG": ".jpg", "PNG": ".png"}
MEDIA_TYPES = sorted(f"image/{kind.lower()}" for kind in ENDINGS)
DEFAULT_WIDTH = 1020  # pixels; for browsers that cannot choose

STORED_NAME = re.compile(
    r"(?:.*/)?[0-9a-z]{16}-(?P<width>\d{1,4})x(?P<height>\d{1,4})\.(?:avif|jpg|png|webp)"
)
RENDITION_NAME = re.compile(rf"(?P<original>{STORED_NAME.pattern})\.\d{{1,4}}\.(?:avif|jpg|webp)")


class Source(NamedTuple):
    """One format of a picture: a line of `<picture>`."""

    type: str
    srcset: str


def get_size(name):
    """The (width, height) in pixels that a kept picture's name tells; None of any other name."""
    told = STORED_NAME.fullmatch(name or "")
    return (int(told["width"]), int(told["height"])) if told else None


def get_original_name(name):
    """The name of the picture that this would be a rendition of; None if it is none's."""
    told = RENDITION_NAME.fullmatch(name)
    return told and told["original"]


def is_immutable(name):
    """Whether what this name holds never changes."""
    return bool(STORED_NAME.fullmatch(name) or RENDITION_NAME.fullmatch(name))


def widths(width):
    """How wide the renditions of a picture of this width are: never wider than itself.

    Its own width is one of them where the next smaller would waste a tenth of it.
    """
    within = [each for each in WIDTHS if each <= width]
    is_enough = within and (width <= 1.1 * within[-1] or within[-1] == MAX_WIDTH)
    return within if is_enough else [*within, width]


def suffix(width, kind):
    return f".{width}{ENDINGS[kind]}"


def names(name):
    """The names of all renditions of a kept picture."""
    width, _height = get_size(name)
    return [name + suffix(each, kind) for each in widths(width) for kind in FORMATS]


class Renditions:
    """All renditions of one picture, as a page names them: by their addresses."""

    def __init__(self, width, original):
        self.widths = widths(width)
        self.original = original

    def srcset(self, kind):
        return ", ".join(f"{self.address(each, kind)} {each}w" for each in self.widths)

    def address(self, width, kind="JPEG"):
        """Of the rendition of just this width, one of `widths`."""
        return self.original + suffix(width, kind)

    @property
    def sources(self):
        """The formats that not every browser knows, the best first."""
        return [Source(f"image/{kind.lower()}", self.srcset(kind)) for kind in FORMATS[:-1]]

    @property
    def jpeg(self):
        return self.srcset("JPEG")

    @property
    def default_url(self):
        """The address of a JPEG for whoever cannot choose."""
        return self.address(max(self.widths[0], *[w for w in self.widths if w <= DEFAULT_WIDTH], 0))


def from_url(address):
    """The (Renditions, width, height) of a picture in prose, told from its address on this site.

    None for whatever was not uploaded here.
    """
    size = get_size(address) if address.startswith(f"{settings.MEDIA_URL}prose/") else None
    return size and (Renditions(size[0], address), *size)
