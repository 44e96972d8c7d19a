"""What people wear on their faces and heads, in hundredths of a head."""

from publication.demo.clothes import CLOTHS
from publication.demo.hair import TONES, comb
from publication.demo.ink import both, either, without

BEARDS = {
    "profile": "46,58! 51,66 50,80 42,95 30,106 16,113 4,111 -1,101 3,93 5.5,88! 9,86.5 17,84 "
    "20,80! 16,77 9,76 2,77.5! 0,73.5 5,70.5 16,71 27,73 36,66 43,57!",
    "turned": "-36,50! -38,70 -32,91 -18,107 0,113 18,107 32,91 38,70 36,50! 31,64 24,73 12,73.5 "
    "0,71.5 -12,73.5 -24,73 -31,64",
}
WHISKERS = {
    "profile": "36,76 32,88 22,100|26,82 22,94 12,104|14,88 10,98 4,104|44,68 42,82 34,94",
    "turned": "-28,76 -22,92 -12,102|28,76 22,92 12,102|-10,90 -6,102|10,90 6,102|0,90 0,106",
}
MOUTH = {
    "profile": "2,78! 9,76.5 18,78 19,80! 14,84 5,88!",
    "turned": "-12,79! 0,77.5 12,79! 8,85 0,86.5 -8,85",
}
MOUSTACHES = {
    "profile": "6,70! 14,71 20,77 20.5,84! 13,79.5 4,79 -1.5,78 0,73",
    "turned": "0,72 8,72 15,77 17,83! 8,79.5 0,78.5 -8,79.5 -17,83! -15,77 -8,72",
}
SCARF_OPENING = (
    "-4,2 -25,8 -38,30 -39,62 -36,92 -28,116 -4,142! 16,124 32,102 38,74 40,46 35,24 20,6"
)


def behind(sheet, face):
    """The dark inside of a scarf."""
    if "headscarf" in face["wears"]:
        sheet.paint(sheet.cut(SCARF_OPENING), 0.0, 1.0)


def beard(sheet, face):
    """A full beard, the mouth left free."""
    pose, tones = face["pose"], TONES[face["hair"]]
    sheet.paint(without(sheet.cut(BEARDS[pose]), sheet.cut(MOUTH[pose])), *tones)
    comb(sheet, sheet.gouge(1.4, WHISKERS[pose]), tones)


def moustache(sheet, face):
    """A moustache over the corners of the mouth."""
    sheet.paint(sheet.cut(MOUSTACHES[face["pose"]]), *TONES[face["hair"]])


def glasses(sheet, face):
    """Round glasses; where they cross a dark place their rims are carved."""
    if face["pose"] == "profile":
        rim, lens = sheet.discs(6, (13, 49), squash=1.5), sheet.discs(4.7, (13, 49), squash=1.62)
        rims = either(without(rim, lens), sheet.rule(1.5, "19,47 52,47.5"))
    else:
        pair = (-18, 48), (18.5, 48)
        rims = without(sheet.discs(12, *pair), sheet.discs(10.5, *pair))
        rims = either(rims, sheet.rule(1.6, "-6.5,46 0,44 7,46|-30,46 -37,47|30.5,46 37,47"))
    dark = both(rims, sheet.plates["ink"].point([0] * 200 + [255] * 56))
    sheet.paint(rims, 0.0, 1.0)
    sheet.lay("ink", dark, 0.0)


def earrings(sheet, face):
    """A drop below each ear that shows."""
    at = [(54.5, 72)] if face["pose"] == "profile" else [(-38, 69), (38, 69)]
    sheet.paint(sheet.discs(4.2, *at), 0.0, 0.0)
    sheet.paint(sheet.discs(2.6, *at), 1.0, 0.0)


def hat(sheet, face):
    """A broad hat that has been shot at: three holes let the light through."""
    sheet.paint(sheet.cut("16,20! 20,-8 28,-25 42,-22 54,-26 74,-23 85,-8 90,20!"), 1.0, 0.5)
    sheet.paint(sheet.cut("16,20! 16,8! 54,12 89,7! 90,20! 54,24"), 0.0, 1.0)
    brim = "-36,24! -22,13 10,15 52,19 92,14 124,2! 126,10 98,25 54,31 12,27 -18,26"
    sheet.paint(sheet.cut(brim), 0.4, 1.0)
    sheet.paint(sheet.discs(1.7, (99, 15), (106, 19), (110, 12)), 0.0, 0.0)
    sheet.lay("ink", sheet.gouge(3, "40,-21 46,-8 44,2|62,-24 58,-10 62,2"))


def cap(sheet, face):
    """A knitted cap with a rolled edge."""
    knit = sheet.cut("10,24! 9,8 20,-9 48,-17 78,-10 96,10 99,32! 54,36 10,28")
    sheet.paint(knit, *CLOTHS[face["cloth"]][:2])
    seams = "22,20 24,0 38,-13|50,26 49,4 52,-15|80,26 78,2 66,-13"
    sheet.lay("ink", sheet.gouge(1.6, seams), 0.0)
    edge = sheet.cut("7,18! 5,29 8,34! 54,43 100,41! 103,33 100,25! 54,28")
    sheet.paint(edge, 0.0, 0.0)
    ribs = [f"{x},{18 + (x - 7) * 0.1} {x + 1},{34 + (x - 7) * 0.09}" for x in range(10, 101, 6)]
    sheet.lay("ink", both(edge, sheet.rule(1.6, *ribs)))


def headscarf(sheet, face):
    """A thin white cotton scarf with a woven edge, laid over the hair and across the chest."""
    cloth = sheet.cut(
        "0,-15 -28,-10 -48,14 -53,46 -51,80 -58,106 -86,126 -104,162! -104,215! 104,215! 104,162! "
        "86,126 58,106 51,80 53,46 48,14 28,-10"
    )
    shadow = sheet.cut("12,-20! 26,14 44,40 46,80 40,110 28,146 4,215! 120,215! 120,-20!")
    cloth = without(cloth, sheet.cut(SCARF_OPENING))
    sheet.paint(cloth, 0.0, 0.0)
    sheet.lay("ink", both(cloth, shadow), 0.5)
    edges = "-3,-1 -28,6 -42,30 -43,62 -40,94 -32,120 -2,148|-2,148 -36,170 -58,215"
    sheet.paint(sheet.rule(4.5, edges), 1.0, 0.0)
    thread = "-3,-6 -32,3 -47,30 -48,62 -46,96 -38,122 -8,152 -44,174 -66,215"
    sheet.lay("ink", sheet.rule(1, thread))
    folds = "40,100 26,128 -2,152|46,116 28,146 -10,178|56,128 40,164 0,206|-62,122 -70,150 -84,196"
    sheet.lay("ink", sheet.gouge(2.2, folds))


WEARS = {
    thing.__name__: thing for thing in (beard, moustache, glasses, earrings, hat, cap, headscarf)
}
