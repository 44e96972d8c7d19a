"""Two-ink printing: a sheet with two plates, drawn on in its own units, then pulled as a picture.

The house hand is in here. Middle tones of the deep ink are made of slashes; the accent prints flat.
"""

import random
from functools import lru_cache
from math import cos, hypot, pi, radians, sin

from PIL import Image, ImageChops, ImageDraw, ImageFilter

PAPER = (244, 237, 222)
INKS = {
    "prussian": (22, 42, 72),
    "soot": (37, 33, 31),
    "pine": (20, 52, 46),
    "oxblood": (70, 21, 30),
    "aubergine": (50, 27, 62),
}
ACCENTS = {
    "vermilion": (226, 82, 48),
    "ochre": (232, 168, 56),
    "rose": (234, 142, 130),
    "clay": (206, 118, 70),
    "sea": (92, 168, 160),
    "sky": (134, 182, 214),
    "moss": (158, 172, 96),
}
LEAN = 0.36  # how far a slash moves to the left for each unit it falls
FINE = 2  # plates are drawn at this multiple of the printed size


def seeded(seed):
    """Chance that falls the same way each time."""
    return random.Random(seed)  # noqa: S311 -- it strews ink, and guards nothing


class Sheet:
    """Paper with two plates, "ink" and "accent": 0 is bare, 255 full cover.

    Paths are strings of "x,y" points in the sheet's units, joined by a smooth curve;
    "x,y!" is a corner and "|" lifts the pen. What a cut returns is a mask for `lay` and `shade`.
    """

    def __init__(self, width, height, units):
        """A sheet of width × height pixels that is `units` wide in its own measure."""
        self.size = (width * FINE, height * FINE)
        self.plates = {"ink": Image.new("L", self.size), "accent": Image.new("L", self.size)}
        unit = width * FINE / units
        self.put = lambda x, y: (x * unit, y * unit)
        self.unit = unit

    def within(self, x, y, size=1.0, tilt=0.0, flip=False, turn=0.0, broad=1.0):
        """The same plates, measured from (x, y): scaled, tilted by degrees, mirrored, turned."""
        inner, way = object.__new__(Sheet), -1 if flip else 1
        c, s = cos(radians(tilt)), sin(radians(tilt))

        def put(u, v):
            u = (u + turn * max(0.0, 1 - (u / 42) ** 2)) * way * broad
            return self.put(x + size * (u * c - v * s), y + size * (u * s + v * c))

        inner.size, inner.plates = self.size, self.plates
        inner.put, inner.unit = put, self.unit * size
        return inner

    def cut(self, *paths):
        """The mask of closed shapes."""
        return self._mask([_curve(_points(path), closed=True) for path in _each(paths)])

    def gouge(self, width, *paths):
        """The mask of strokes that swell to `width` in the middle and taper to their ends."""
        return self._mask([_swollen(_curve(_points(path)), width) for path in _each(paths)])

    def rule(self, width, *paths):
        """The mask of lines of one width."""
        mask = Image.new("L", self.size)
        for path in _each(paths):
            line = [self.put(*point) for point in _curve(_points(path))]
            ImageDraw.Draw(mask).line(line, 255, max(1, round(width * self.unit)), joint="curve")
        return mask

    def discs(self, radius, *centres, squash=1.0):
        """The mask of discs, each given by its centre (x, y)."""
        turns = [2 * pi * step / 48 for step in range(48)]
        return self._mask(
            [(x + radius * cos(t), y + radius * squash * sin(t)) for t in turns] for x, y in centres
        )

    def lay(self, plate, mask, tone=1.0):
        """Give the masked part of a plate one tone, 0 to 1; on a full plate 0 carves."""
        box = mask.getbbox()
        if box:
            self.plates[plate].paste(round(tone * 255), box, mask.crop(box))

    def paint(self, mask, accent, ink):
        """Give the masked part of both plates their tones."""
        self.lay("accent", mask, accent)
        self.lay("ink", mask, ink)

    def shade(self, plate, mask, start, end, across=False):
        """Let the tone run from start to end over the mask, downwards or across."""
        box = mask.getbbox()
        if box:
            ramp = Image.linear_gradient("L")
            ramp = ramp.transpose(Image.Transpose.ROTATE_90) if across else ramp
            ramp = ramp.point([round(255 * (start + (end - start) * v / 255)) for v in range(256)])
            self.plates[plate].paste(
                ramp.resize((box[2] - box[0], box[3] - box[1])), box[:2], mask.crop(box)
            )

    def pull(self, ink, accent, seed):
        """Print the accent, then the ink a hair out of register, on paper; an RGB image."""
        chance = seeded(seed)
        size = (self.size[0] // FINE, self.size[1] // FINE)
        wear = _grain(chance, size, 4)
        flat = self.plates["accent"].reduce(FINE)
        slip = (chance.choice((-3, -2, 2, 3)), chance.choice((-2, 2)))
        flat = flat.transform(size, Image.Transform.AFFINE, (1, 0, slip[0], 0, 1, slip[1]))
        deep = _screened(self.plates["ink"], chance).reduce(FINE)
        print_ = Image.new("RGB", size, PAPER)
        soft = ImageFilter.GaussianBlur(1.1)
        for cover, colour, worn in ((flat, ACCENTS[accent], 0.5), (deep, INKS[ink], 0.7)):
            cover = ImageChops.multiply(
                cover.filter(soft), wear.point([_worn(v, worn) for v in range(256)])
            )
            print_ = ImageChops.multiply(print_, _tinted(cover, colour))
            wear = ImageChops.offset(wear, 331, 173)
        return print_

    def _mask(self, outlines):
        mask = Image.new("L", self.size)
        draw = ImageDraw.Draw(mask)
        for outline in outlines:
            draw.polygon([self.put(*point) for point in outline], 255)
        return mask


def both(first, second):
    """What two masks share."""
    return ImageChops.darker(first, second)


def either(first, second):
    """Two masks as one."""
    return ImageChops.lighter(first, second)


def without(first, second):
    """The first mask where the second is not."""
    return ImageChops.subtract(first, second)


def slash(x, top, bottom, width):
    """The path of a slash: a leaning bar whose middle is at x."""
    reach = LEAN * (bottom - top) / 2
    half = width / 2
    return (
        f"{x + reach - half},{top}! {x + reach + half},{top}! "
        f"{x - reach + half},{bottom}! {x - reach - half},{bottom}!"
    )


def box(left, top, right, bottom):
    """The path of an upright box."""
    return f"{left},{top}! {right},{top}! {right},{bottom}! {left},{bottom}!"


def _each(paths):
    """The single strokes of paths."""
    return [stroke for path in paths for stroke in path.split("|")]


def _points(path):
    """[(x, y, is corner)] of a path."""
    for point in path.split():
        x, y = point.rstrip("!").split(",")
        yield float(x), float(y), point.endswith("!")


def _curve(points, closed=False, steps=9):
    """A cubic through the points; a corner has no tangent, so two corners join straight."""
    points = list(points)
    last = len(points) - 1
    line = []
    for i in range(len(points) if closed else last):
        before, start = points[i - 1 if closed or i else 0], points[i]
        end, after = points[(i + 1) % len(points)], points[(i + 2) % len(points)]
        after = end if not closed and i + 1 == last else after
        line += [_cubic(before, start, end, after, step / steps) for step in range(steps)]
    return line if closed else [*line, points[-1][:2]]


def _cubic(before, start, end, after, t):
    """The point at t between start and end."""
    leave = 0 if start[2] else 0.5
    arrive = 0 if end[2] else 0.5
    weights = (2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t, 3 * t**2 - 2 * t**3, t**3 - t**2)
    return tuple(
        weights[0] * start[axis]
        + weights[1] * leave * (end[axis] - before[axis])
        + weights[2] * end[axis]
        + weights[3] * arrive * (after[axis] - start[axis])
        for axis in (0, 1)
    )


def _swollen(line, width):
    """The outline of a stroke along a line, pointed at both ends."""
    near, far = [], []
    for i, (x, y) in enumerate(line):
        (ax, ay), (bx, by) = line[max(0, i - 1)], line[min(len(line) - 1, i + 1)]
        length = hypot(bx - ax, by - ay) or 1.0
        half = width / 2 * sin(pi * i / (len(line) - 1)) ** 0.6
        dx, dy = -(by - ay) / length * half, (bx - ax) / length * half
        near.append((x + dx, y + dy))
        far.append((x - dx, y - dy))
    return near + far[::-1]


@lru_cache(maxsize=2)
def _slashes(size, period=40):
    """A screen whose threshold rises and falls across each slash."""
    width, height = size
    reach = round(height * LEAN) + period
    wave = bytes(60 + round(abs((x % period) / period * 2 - 1) * 174) for x in range(width + reach))
    row = Image.frombytes("L", (width + reach, 1), wave).resize((width + reach, height))
    return row.transform(
        size, Image.Transform.AFFINE, (1, LEAN, 0, 0, 1, 0), Image.Resampling.BILINEAR
    )


def _screened(plate, chance):
    """The plate as a block would print it: all or nothing, tones as slashes cut by hand."""
    wobble = _grain(chance, (plate.width // 16, plate.height // 16), 2).resize(plate.size)
    screen = ImageChops.add(
        _slashes(plate.size), wobble.point([v // 9 for v in range(256)]), 1, -14
    )
    even = plate.point([0, *(21 + v * 174 // 255 for v in range(1, 255)), 255])
    soft = even.filter(ImageFilter.BoxBlur(2))
    return ImageChops.add(soft, screen, 1, -255).point([min(255, v * 5) for v in range(256)])


def _grain(chance, size, coarse):
    """Even noise in blots of `coarse` pixels."""
    small = (size[0] // coarse + 1, size[1] // coarse + 1)
    noise = Image.frombytes("L", small, chance.randbytes(small[0] * small[1]))
    return noise.resize((small[0] * coarse, small[1] * coarse), Image.Resampling.BICUBIC).crop(
        (0, 0, *size)
    )


def _worn(noise, most):
    """How much ink, of 255, a noise value leaves: nearly always all of it, in flecks less."""
    return 255 - round(255 * most * max(0.0, noise / 255 - 0.992) / 0.008)


def _tinted(cover, colour):
    """A layer to multiply with: white where bare, the colour where covered."""
    return Image.merge(
        "RGB", [cover.point([255 - v * (255 - part) // 255 for v in range(256)]) for part in colour]
    )
