"""Hair, in hundredths of a head: each cut as it looks in each pose."""

from publication.demo.ink import seeded

TONES = {  # accent, ink
    "black": (0.7, 1.0),
    "brown": (1.0, 0.72),
    "chestnut": (1.0, 0.55),
    "copper": (1.0, 0.2),
    "straw": (0.55, 0.0),
    "grey": (0.0, 0.58),
    "silver": (0.0, 0.3),
    "white": (0.0, 0.0),
}
PULLED_BACK = {
    "profile": "14,15! 22,1 46,-5 74,0 92,16 98,40 94,58 84,70 70,64! 62,46 54,41.5 46,45! 42,34 "
    "34,24 24,18",
    "turned": "-36,38! -39,24 -34,6 -18,-4 0,-6 18,-4 34,6 39,24 36,38! 31,22 18,13 0,10 -18,13 "
    "-31,22",
}
CUTS = {
    "profile": {
        "short": "15,15! 12,7 24,-4 48,-8 74,-2 92,16 98,42 95,62 88,80 79,91! 76,80 72,70 66,62! "
        "62,48 56,42.5 49,46! 49,60! 45,60! 43,40 38,27 30,20 22,17",
        "cropped": "17,14! 24,3 48,-4 74,1 91,18 96,42 93,62 86,80 79,88! 72,72 66,62! 62,48 "
        "56,42.5 49,46! 49,58! 46,58! 44,40 38,28 28,20",
        "long": "14,15! 24,0 48,-6 76,0 94,18 100,46 101,80 108,112 120,150 128,190! 110,178 "
        "98,196! 86,178 72,184! 60,140 60,96 66,62! 60,44 50,40 44,42! 42,34 34,24 24,18",
        "bun": PULLED_BACK["profile"],
        "low bun": PULLED_BACK["profile"],
    },
    "turned": {
        "short": "-36,42! -40,28 -36,8 -18,-6 4,-8 24,-4 38,10 40,28 37,44! 34,34 31,22 20,15 4,17 "
        "-14,13 -28,20 -33,30",
        "receding": "-36,46! -40,28 -35,8 -18,-3 4,-5 22,-2 36,9 40,28 37,46! 34,30 30,14 20,5! "
        "8,9 0,8 -12,11 -20,4! -30,16 -33,30",
        "cropped": "-36,38! -39,26 -35,10 -20,-1 0,-5 20,-1 35,10 39,26 36,38! 32,22 22,13 0,10 "
        "-22,13 -32,22",
        "fringe": "-38,54! -42,30 -36,6 -16,-8 8,-9 30,-1 41,20 41,42 37,56! 35,40 32,27! 16,27 "
        "0,22 -12,27! -26,25 -33,36!",
        "swept": "-37,58! -43,34 -38,8 -18,-8 8,-9 30,-2 42,18 42,44 36,60! 36,40 30,17! 14,26 "
        "-8,31 -29,30! -33,44!",
        "long": "-3,-8! -24,-6 -41,12 -46,40 -50,80 -60,118 -64,150 -48,178 -34,186! -30,150 "
        "-33,110 -37,80 -36,50 -30,30 -14,16 -2,1! 10,14 26,26 34,44 38,76 40,104 50,116! 52,96 "
        "46,40 41,12 22,-5",
        "bun": PULLED_BACK["turned"],
        "braids": PULLED_BACK["turned"],
    },
    "away": {
        "knot": "0,-6 -21,-3 -37,12 -41,34 -39,58 -30,80 -18,94 -16,104! 0,97 16,104! 18,94 30,80 "
        "39,58 41,34 37,12 21,-3",
    },
}
BEHIND = "-42,30 -50,70 -58,120 -62,150 0,160 62,150 58,120 50,70 42,30 24,-4 0,-8 -24,-4"
STRANDS = {
    "profile": "20,11 44,3 78,12 94,34|26,17 50,10 76,20 92,44|36,23 56,18 76,30 88,54|"
    "43,31 58,27 74,42 80,62",
    "turned": "-30,18 -20,4 -4,-2|-34,28 -30,12 -18,3|30,18 22,5 8,-2|35,28 31,13 20,4",
    "away": "-34,30 -24,46 -16,54|-22,8 -14,28 -8,44|0,-2 2,20 1,42|22,8 16,28 9,44|"
    "36,30 27,44 18,53|-34,60 -26,62 -20,62|35,60 27,63 21,63|-18,96 -12,86 -8,80|"
    "18,96 12,86 9,80",
}
LONG_STRANDS = {
    "profile": "66,44 84,70 82,110 88,150|78,30 94,70 94,110 102,150|50,6 80,20 88,60 90,90",
    "turned": "-36,20 -43,60 -50,120 -48,160|-24,14 -38,44 -42,100 -42,140|-14,4 -30,14 -38,30|"
    "34,20 41,50 46,90|20,8 34,22 39,44",
}
KNOTS = {  # radius, centres
    ("profile", "bun"): (15, "105,34"),
    ("profile", "low bun"): (13, "98,72"),
    ("turned", "bun"): (14, "5,-17"),
    ("turned", "braids"): (7.5, "-31,2 -24,-8 -13,-14 0,-17 13,-14 24,-8 31,2"),
    ("away", "knot"): (19, "1,62"),
}
CURLS = {  # centres
    "profile": "18,8 28,-3 44,-8 62,-7 78,-1 91,10 98,25 100,42 97,57 91,70 83,82 64,26 54,14 "
    "40,12 72,12 83,26 86,44 82,60 72,48 62,36 50,32 30,10 74,32 70,62 76,74",
    "turned": "-35,30 -39,18 -31,4 -18,-5 -4,-9 12,-8 26,-2 37,10 41,26 41,40 -41,44 -24,10 -9,3 "
    "8,4 23,10 32,22 -40,56 41,54 0,-2 16,0 -16,2 30,12 -32,14",
}


def behind(sheet, face):
    """Long hair that falls behind the shoulders."""
    if (face["pose"], face["cut"]) == ("turned", "long"):
        sheet.paint(sheet.cut(BEHIND), *TONES[face["hair"]])


def over(sheet, face):
    """The hair of this cut and colour on the head."""
    pose, cut, tones = face["pose"], face["cut"], TONES[face["hair"]]
    if cut == "curls":
        sheet.paint(sheet.cut(CUTS[pose]["cropped"]), *tones)
        _curls(sheet, _centres(CURLS[pose]), tones, seeded(face["seed"]))
        return
    sheet.paint(sheet.cut(CUTS[pose][cut]), *tones)
    strands = (LONG_STRANDS if cut == "long" else STRANDS)[pose]
    comb(sheet, sheet.gouge(1.5, strands), tones)
    radius, centres = KNOTS.get((pose, cut), (0, ""))
    for x, y in _centres(centres):
        comb(sheet, sheet.discs(radius + 1.3, (x, y)), tones)
        sheet.paint(sheet.discs(radius, (x, y)), *tones)
        comb(sheet, sheet.gouge(1.5, _coil(x, y, radius * 0.62)), tones)


def comb(sheet, strands, tones):
    """Strands are carved from dark hair and drawn on light hair."""
    sheet.lay("ink", strands, 0.0 if tones[1] > 0.4 else 1.0)


def _curls(sheet, centres, tones, chance):
    for x, y in centres:
        x, y = x + chance.uniform(-1.5, 1.5), y + chance.uniform(-1.5, 1.5)
        radius, way = chance.uniform(8.5, 11), chance.choice((1, -1))
        sheet.paint(sheet.discs(radius, (x, y)), *tones)
        comb(sheet, sheet.gouge(1.5, _coil(x, y, radius * 0.6, way)), tones)


def _coil(x, y, radius, way=1):
    """The path of a turn of hair about a centre."""
    across, along = radius * way, radius
    return (
        f"{x - across},{y + along * 0.35} {x - across * 0.25},{y - along} "
        f"{x + across},{y - along * 0.15} {x + across * 0.25},{y + along * 0.75}"
    )


def _centres(path):
    return [tuple(map(float, at.split(","))) for at in path.split()]
