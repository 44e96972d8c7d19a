"""Portraits drawn from a few words in `publication.toml`: light falls along a slash on a person."""

from publication.demo import clothes, faces, hair, wardrobe
from publication.demo.ink import Sheet, box, seeded, slash

SIZE = (1200, 1500)  # pixels; the sheet measures 100 × 125
USUAL = {
    "pose": "turned",  # or profile, or away
    "cast": "even",
    "skin": "sand",
    "age": 40,
    "gaze": "open",
    "light": "soft",
    "hair": "black",
    "cut": "short",
    "wears": [],
    "dress": "jumper",
    "cloth": "dark",
    "build": 1.0,
    "tilt": 0,
    "flip": False,
    "ground": "slash",
    "ink": "prussian",
    "accent": "ochre",
}


def draw_portrait(portrait):
    """A picture of 1200 × 1500 pixels; the same words give the same picture."""
    face = {**USUAL, **portrait}
    sheet = Sheet(*SIZE, 100)
    chance = seeded(face["seed"])
    GROUNDS[face["ground"]](sheet, chance)
    across = 25 if face["pose"] == "profile" else 49
    figure = sheet.within(100 - across if face["flip"] else across, 24, 0.56, 0, face["flip"])
    _figure(figure, face)
    return sheet.pull(face["ink"], face["accent"], face["seed"])


def _figure(figure, face):
    middle = 60 if face["pose"] == "profile" else 0
    shoulders = figure.within(middle, 0, broad=face["build"])
    head = figure.within(middle, 110, tilt=face["tilt"]).within(
        -middle, -110, turn=-6 if face["pose"] == "turned" else 0
    )
    hair.behind(head, face)
    wardrobe.behind(head, face)
    clothes.body(shoulders, face)
    faces.POSES[face["pose"]](head, face)
    clothes.DRESSES[face["dress"]](shoulders, face)
    hair.over(head, face)
    for thing in face["wears"]:
        wardrobe.WEARS[thing](head, face)


def _everywhere(sheet):
    return sheet.cut(box(-2, -2, 102, 127))


def _beam(sheet, chance):
    return sheet.cut(slash(chance.uniform(46, 62), -2, 127, chance.uniform(34, 46)))


def _slash(sheet, chance):
    """A slash of colour on paper."""
    sheet.lay("accent", _beam(sheet, chance))


def _night(sheet, chance):
    """A slash of colour in the dark."""
    sheet.lay("ink", _everywhere(sheet))
    sheet.paint(_beam(sheet, chance), 1.0, 0.0)


def _wall(sheet, chance):
    """A slash of light on a coloured wall."""
    sheet.lay("accent", _everywhere(sheet))
    sheet.lay("accent", _beam(sheet, chance), 0.0)


def _shade(sheet, chance):
    """A slash of shadow on a coloured wall."""
    sheet.lay("accent", _everywhere(sheet))
    sheet.lay("ink", _beam(sheet, chance))


def _rain(sheet, chance):
    """Many small slashes, falling."""
    for row in range(10):
        drops = [
            slash(x + chance.uniform(-3, 3), row * 13 - 6, row * 13 + chance.uniform(0, 5), 2.2)
            for x in range(-2 + row % 2 * 6, 110, 12)
        ]
        sheet.lay("accent", sheet.cut(*drops))


GROUNDS = {"slash": _slash, "night": _night, "wall": _wall, "shade": _shade, "rain": _rain}
