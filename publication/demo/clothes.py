"""What people wear below the chin, in hundredths of a head from the middle of the neck."""

from publication.demo.faces import SKINS
from publication.demo.ink import LEAN, both, box, either, without

CLOTHS = {  # accent, ink, ink in the shadow
    "white": (0.0, 0.0, 0.42),
    "grey": (0.0, 0.42, 1.0),
    "bright": (1.0, 0.0, 1.0),
    "tweed": (0.7, 0.42, 1.0),
    "navy": (0.0, 1.0, 1.0),
    "dark": (1.0, 1.0, 1.0),
}
BODY = (
    "-20,106! -34,116 -64,127 -84,142 -96,170 -104,215! 104,215! 96,170 84,142 64,127 34,116 "
    "20,106! 0,118"
)
YOKE = "-36,117! -21,106! 0,146! 21,106! 36,117! 30,150! -30,150!"
SLEEVES = "-66,146 -74,178 -76,215|66,146 74,178 76,215|-50,138 -58,156 -62,176"


def body(sheet, face):
    """Shoulders and chest."""
    _cloth(sheet, face, BODY)
    sheet.lay("ink", sheet.gouge(2.2, SLEEVES), _thread(face))


def jumper(sheet, face):
    """A round neck with a ribbed edge."""
    rib = "-27,104! -16,119 0,123 16,119 28,102! 32,113 19,130 0,135 -19,130 -32,115!"
    _collar(sheet, face, rib)


def polo(sheet, face):
    """A high rolled neck."""
    _collar(sheet, face, "-25,94! 0,103 26,92! 31,118 17,131 0,134 -17,131 -31,118!")
    sheet.lay("ink", sheet.gouge(1.8, "-24,112 0,120 24,110"), _thread(face))


def shirt(sheet, face):
    """An open collar."""
    _neckline(sheet, face, "-21,104! 0,150! 22,104!")
    _collar(sheet, face, "-24,98! -38,116! -24,144! 0,152! -15,124")
    _collar(sheet, face, "24,98! 38,116! 24,144! 0,152! 15,124")
    sheet.lay("ink", sheet.rule(1.4, "0,152! -1,215!"), _thread(face))


def suit(sheet, face):
    """A white collar, closed, with a tie, under a jacket."""
    wings = "-24,98! 0,121! -14,138! -31,112!|24,98! 0,121! 14,138! 31,112!"
    sheet.paint(sheet.cut("-27,108! 0,215! 27,108!", wings), 0.0, 0.0)
    sheet.lay("ink", sheet.rule(1.4, "0,121! -14,138! -31,112!|0,121! 14,138! 31,112!"))
    sheet.paint(sheet.cut("-7,122! 7,122! 5,136! 13,190! 0,210! -13,190! -5,136!"), 1.0, 0.0)
    sheet.lay("ink", sheet.cut("2,122! 7,122! 5,136! 13,190! 0,210! 2,136!"), 1.0)
    lapels = "-31,112 -50,142 -38,150|-38,150 -20,184 -2,215"
    sheet.lay("ink", sheet.gouge(2, lapels), _thread(face))


def tunic(sheet, face):
    """A uniform with a piped V at the neck and a watch pinned to the chest."""
    _neckline(sheet, face, "-22,104! 0,146! 22,104!")
    sheet.paint(sheet.rule(5, "-26,104! 0,150! 26,104!"), 1.0, 0.0)
    sheet.lay("ink", sheet.rule(1.2, "-30,106! 0,157! 30,106!"))
    sheet.lay("ink", sheet.rule(2.4, "-44,150! -44,166!"))
    sheet.paint(sheet.discs(8, (-44, 174)), 0.0, 1.0)
    sheet.paint(sheet.discs(5.6, (-44, 174)), 0.0, 0.0)
    sheet.lay("ink", sheet.rule(1.2, "-44,170! -44,174! -41,176!"))


def kimono(sheet, face):
    """Two crossed bands, the wearer's left over the right; the other way dresses the dead."""
    _neckline(sheet, face, "-24,104! 4,146! 26,104!")
    right = "-25,98! -35,112! -18,150! -8,166! 8,150! -6,136!"
    left = "23,100! 31,114! 14,148! -34,215! -62,215! -10,142! 8,124!"
    for band in (right, left):
        sheet.paint(sheet.rule(4, f"{band} {band.split()[0]}"), 0.0, 0.0)
        sheet.paint(sheet.cut(band), 1.0, 0.0)
    sheet.paint(sheet.rule(3.5, "21,100! 5,124! -14,146!", "-24,98! -4,134!"), 0.0, 0.0)


def hood(sheet, face):
    """A hood thrown back, with its cords."""
    folds = "-24,96! -46,108 -44,130 -20,146 0,150 20,146 46,130 48,106 25,94! 16,120 0,128 -16,120"
    _cloth(sheet, face, folds)
    cords = sheet.rule(2, "-12,146 -14,166 -12,186", "12,146 12,164 15,180")
    sheet.paint(cords, 0.0, _thread(face))


def print_cloth(sheet, face):
    """A wide neck in a cloth printed with slashes."""
    shape = without(sheet.cut(BODY), sheet.cut("-40,100! 0,140 40,100!"))
    marks = [
        f"{x + (y % 2) * 9},{y * 12}! {x + (y % 2) * 9 - 4},{y * 12 + 9}!"
        for x in range(-100, 104, 18)
        for y in range(9, 18)
    ]
    sheet.paint(both(shape, sheet.rule(3.4, *marks)), 0.0, _thread(face))
    _neckline(sheet, face, "-26,104! -18,122 0,130 18,122 26,104!")
    sheet.paint(sheet.rule(3, "-28,106 -19,125 0,134 19,125 28,106"), 0.0, 0.0)


def apron(sheet, face):
    """A working apron over a jumper."""
    jumper(sheet, face)
    bib = sheet.cut("-30,158! 30,158! 46,215! -46,215!")
    straps = sheet.rule(6, "-27,160! -34,118!", "27,160! 34,118!")
    sheet.paint(either(bib, straps), 1.0, 0.0)
    sheet.lay("ink", both(bib, sheet.cut("10,150! -14,216! 60,216! 60,150!")), 0.55)


DRESSES = {
    dress.__name__: dress
    for dress in (jumper, polo, shirt, suit, tunic, kimono, hood, print_cloth, apron)
}


def _thread(face):
    """The ink of seams: carved from dark cloth, drawn on light cloth."""
    return 0.0 if CLOTHS[face["cloth"]][1] == 1 else 1.0


def _cloth(sheet, face, path):
    """Lay a piece of cloth, in its light and in its shadow."""
    accent, lit, dark = CLOTHS[face["cloth"]]
    piece = sheet.cut(path)
    sheet.paint(piece, accent, lit)
    shadow = sheet.cut(f"26,90! {26 - LEAN * 126},216! 140,216! 140,90!")
    sheet.lay("ink", both(piece, shadow), dark)


def _collar(sheet, face, path):
    """A piece of the garment's cloth, edged so that it stands off from the rest."""
    _cloth(sheet, face, path)
    edge = sheet.rule(1.5, f"{path} {path.split()[0]}")
    below_the_jaw = sheet.cut(box(-60, 106, 60, 220))
    sheet.lay("ink", both(edge, below_the_jaw), _thread(face))


def _neckline(sheet, face, path):
    """Skin showing in an opening of the cloth."""
    _cloth(sheet, face, YOKE)
    accent, lit, dark = SKINS[face["skin"]]
    opening = both(sheet.cut(path), sheet.cut(box(-60, 110, 60, 220)))
    sheet.paint(opening, accent, lit)
    sheet.lay("ink", both(opening, sheet.cut("-6,96! -12,156! 60,156! 60,96!")), dark)
