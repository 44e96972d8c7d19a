"""The sizes and formats in which a picture is sent, computed from the picture's name alone.

A picture is stored under sixteen random characters and its size, for example
`leads/8fk2…-1600x960.jpg`; the content under such a name never changes. Its renditions lie
beside it, for example `leads/8fk2…-1600x960.jpg.480.avif`. So a page can name all renditions
without a query, and does not change when they are made: until then, the URL of a rendition
answers with the original (publication/media.py). interviews/media/rendering.py makes them.
"""

import re
from typing import NamedTuple

from django.conf import settings

WIDTHS = [480, 768, 1020, 1536, 2040]  # pixels
MAX_WIDTH, MAX_HEIGHT = WIDTHS[-1], 3 * WIDTHS[-1]  # of stored pictures
FORMATS = ["AVIF", "WEBP", "JPEG"]  # a browser takes the first that it knows
ENDINGS = {"AVIF": ".avif", "WEBP": ".webp", "JPEG": ".jpg", "PNG": ".png"}
MEDIA_TYPES = sorted(f"image/{kind.lower()}" for kind in ENDINGS)
ICONS = "icons/"  # the folder of pictures that are sent as square icons
TOUCH_WIDTH = 180  # pixels, of the icon that phones put on the home screen
ICON_WIDTHS = [32, TOUCH_WIDTH, 192, 512]
DEFAULT_WIDTH = 1020  # pixels; for browsers that do not know srcset

STORED_NAME = re.compile(
    r"(?:.*/)?[0-9a-z]{16}-(?P<width>\d{1,4})x(?P<height>\d{1,4})\.(?:avif|jpg|png|webp)"
)
RENDITION_NAME = re.compile(
    rf"(?P<original>{STORED_NAME.pattern})\.\d{{1,4}}\.(?:avif|jpg|png|webp)"
)


class Source(NamedTuple):
    """The attributes of one `<source>` of a `<picture>`."""

    type: str
    srcset: str


def get_size(name):
    """Return the (width, height) in pixels in a stored picture's name; None for other names."""
    match = STORED_NAME.fullmatch(name or "")
    return (int(match["width"]), int(match["height"])) if match else None


def get_original_name(name):
    """Return the name of the picture that a rendition's name belongs to; None for other names."""
    match = RENDITION_NAME.fullmatch(name)
    return match and match["original"]


def is_immutable(name):
    """Return whether the content under this name never changes."""
    return bool(STORED_NAME.fullmatch(name) or RENDITION_NAME.fullmatch(name))


def widths(width):
    """Return the widths of the renditions of a picture this wide; no rendition is wider.

    The picture's own width is included if the next smaller one is more than a tenth smaller.
    """
    smaller = [each for each in WIDTHS if each <= width]
    is_enough = smaller and (width <= 1.1 * smaller[-1] or smaller[-1] == MAX_WIDTH)
    return smaller if is_enough else [*smaller, width]


def is_icon(name):
    """Return whether a stored picture is sent as a square icon."""
    return name.startswith(ICONS)


def widths_of(name):
    """Return the widths of the renditions of a stored picture."""
    return ICON_WIDTHS if is_icon(name) else widths(get_size(name)[0])


def formats_of(name):
    """Return the formats of the renditions of a stored picture."""
    return ["PNG"] if is_icon(name) else FORMATS


def suffix(width, kind):
    return f".{width}{ENDINGS[kind]}"


def names(name):
    """Return the names of all renditions of a stored picture."""
    return [name + suffix(each, kind) for each in widths_of(name) for kind in formats_of(name)]


class Renditions:
    """The URLs of all renditions of one picture, for templates."""

    def __init__(self, width, original):
        self.widths = widths(width)
        self.original = original

    def srcset(self, kind):
        return ", ".join(f"{self.url(each, kind)} {each}w" for each in self.widths)

    def url(self, width, kind="JPEG"):
        """Return the URL of the rendition of this width, one of `widths`."""
        return self.original + suffix(width, kind)

    @property
    def sources(self):
        """A Source for each format that not every browser knows, the best format first."""
        return [Source(f"image/{kind.lower()}", self.srcset(kind)) for kind in FORMATS[:-1]]

    @property
    def jpeg(self):
        return self.srcset("JPEG")

    @property
    def default_url(self):
        """The URL of a JPEG for browsers that do not know srcset."""
        return self.url(max(self.widths[0], *[w for w in self.widths if w <= DEFAULT_WIDTH], 0))


def from_url(url):
    """Return (Renditions, width, height) of an uploaded picture in prose; None for other URLs."""
    size = get_size(url) if url.startswith(f"{settings.MEDIA_URL}prose/") else None
    return size and (Renditions(size[0], url), *size)
