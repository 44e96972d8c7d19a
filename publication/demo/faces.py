"""Faces, in profile and turned towards the light: skin, its shadow, the features, the years.

Both look left and are measured in hundredths of a head: crown at y 0, chin at y 100.
"""

from publication.demo.ink import both, either, without

SKINS = {  # accent, ink where the light falls, ink in the shadow
    "porcelain": (0.1, 0.0, 0.42),
    "sand": (0.3, 0.0, 0.5),
    "olive": (0.5, 0.0, 0.7),
    "tawny": (0.8, 0.0, 1.0),
    "umber": (0.9, 0.42, 1.0),
    "ebony": (1.0, 0.54, 1.0),
}
CASTS = {  # the line of a profile, from the crown down to the throat
    "even": "48,0 30,4 17,14 10,26 7,36 8.5,40 10.5,45 8,51 3,58 -2,63 -3.5,66 -1,69 4,70.5 "
    "4.5,73 2,76.5 4.5,78.6! 3,82 5.5,85 8,88 6.5,92 9,98.5 17,101.5 27,99",
    "aquiline": "48,0 30,4 18,14 11,26 7,35 8,39 9.5,43 5,48 0,55 -3,62 -3.5,67 1,69.5 5,71 "
    "5,74 3.5,77 6,79! 4.5,82 6.5,85 8.5,88 5.5,92 7,98 15,102 27,99.5",
    "soft": "48,0 30,3 17,12 10,24 8,35 9.5,40 11,46 9,52 5,58 0,63 -0.5,66 2.5,69 5.5,70.5 "
    "5,73 1.5,76.8 5,79! 2,82 5.5,86 8.5,88.5 8.5,93 12,98.5 20,101 28,99",
    "full": "48,0 30,3 16,13 9,25 7.5,35 9.5,40 11,45 9.5,51 6,58 1.5,63 0.5,66.5 3,69.5 6,70.8 "
    "4.5,73 -1,77 4,79.3! 0,83.5 5,87.5 8.5,89.5 8,94 11,99 19,101.5 28,99",
    "old": "48,0 31,4 19,14 12,26 8,36 8.5,40 10.5,45 7,51 1,58 -5,65 -5.5,69 0,71 6,72.5 "
    "7,75 5.5,78 9,80! 8,83 9.5,86 5,90 3.5,95 8,100 18,103 30,104",
}
NAPE = "36,99 40,108 41,122! 85,122! 80,110 78,94 86,80 92,62 94,42 88,20 72,5"
OUTLINES = {  # the outline of a turned face
    "even": "0,0 20,3 33,16 37,34 35.5,52 33,68 26,84 13,97 0,100 -13,97 -26,84 -33,68 -35.5,52 "
    "-37,34 -33,16 -20,3",
    "round": "0,0 21,3 35,16 39,34 39,54 37,70 30,86 15,98 0,101 -15,98 -30,86 -37,70 -39,54 "
    "-39,34 -35,16 -21,3",
    "square": "0,0 21,3 34,15 37,34 36,52 35,70 31,85 16,99 0,101 -16,99 -31,85 -35,70 -36,52 "
    "-37,34 -34,15 -21,3",
    "full": "0,0 21,3 34,16 38,34 37,53 35,68 28,84 14,97 0,100.5 -14,97 -28,84 -35,68 -37,53 "
    "-38,34 -34,16 -21,3",
    "narrow": "0,0 19,3 31,16 34.5,34 34,50 30,66 22,84 10,98 0,101 -10,98 -22,84 -30,66 -34,50 "
    "-34.5,34 -31,16 -19,3",
}


def profile(sheet, face):
    """A face seen from the side, light on its front."""
    head = sheet.cut(f"{CASTS[face['cast']]} {NAPE}")
    accent, lit, dark = SKINS[face["skin"]]
    sheet.paint(head, accent, lit)
    dark = 1.0 if face["light"] == "hard" else dark
    shadow = sheet.cut(
        "58,-10! 53,20 50,42 46,60 36,74 24,86 15,95 11,100 14,106 30,132! 130,132! 130,-10!"
    )
    sheet.lay("ink", both(head, shadow), dark)
    ear = sheet.cut("50,49 56,45 61,49 60,57 56,64 52,66 50,61 51,55")
    sheet.paint(ear, accent, lit)
    sheet.lay("ink", sheet.gouge(2.2, "53,52 57,49 58,55 54,60"))
    _side_features(sheet, face, head)


def _side_features(sheet, face, head):
    sheet.lay("ink", both(head, sheet.gouge(4, "5,41.5 13,36.5 28,40")))
    if face["gaze"] == "lowered":
        lid = sheet.gouge(2, "11,49 17,52.5 25,51"), sheet.gouge(1, "13,44 20,43.5 27,48")
    else:
        lid = sheet.gouge(2.4, "11,47 17,45 27,49.5"), sheet.gouge(1, "15,53 20,53.5 25,52")
        sheet.lay(
            "ink", both(sheet.discs(2.6, (15, 48.8)), sheet.cut("9,47 17,45 27,50 20,54 12,53"))
        )
    sheet.lay("ink", both(head, either(*lid)))
    sheet.lay("ink", sheet.gouge(1.6, "5,64.5 9,66 8.5,70 4.5,70"))
    sheet.paint(both(head, sheet.cut("-6,72! 5,74 15,79! 7,84 -6,86!")), *_lip_tones(face))
    sheet.lay("ink", both(head, sheet.gouge(2.2, "2,79 10,79.4 16.5,79")))
    sheet.lay("ink", both(head, sheet.gouge(1.6, "5,87 9,88 13,87")))
    sheet.lay("ink", both(head, sheet.gouge(1.1, *_years(face["age"], SIDE_LINES))))


SIDE_LINES = {
    44: ("11,68 16,73 18,79",),
    52: ("14,56 19,57.5 24,56", "29,48 33,46"),
    60: ("10,27 17,25 25,26", "29,51 34,51.5"),
    70: ("10,32 17,30 26,31.5", "20,62 24,72 23,84", "29,53.5 33,56", "16,88 19,94"),
    82: ("28,64 31,72 29,80", "13,21 20,19 28,20", "20,104 28,114", "30,104 34,116"),
}


FRONT_SHADOW = (
    "0,-10! 4,16 9,34 10,39 4.5,45 5,55 8.5,65 6.5,70 3,73 6,78 7,81 4.5,85 6,90 4,96 8,112! "
    "80,112! 80,-10!"
)
CHEEK = "12,57! 27,54 24,64 17,74! 11,66"
ALMONDS = "-27,48.5! -18,44.6 -8.5,48.5! -17,51.4", "28,48.5! 19,44.6 9.5,48.5! 18,51.4"


def turned(sheet, face):
    """A face towards us, its far half in shadow as far as the nose."""
    head = sheet.cut(OUTLINES[face["cast"]])
    accent, lit, dark = SKINS[face["skin"]]
    dark = 1.0 if face["light"] == "hard" else dark
    neck = sheet.cut("-21,76! -21,104 -23,122! 23,122! 21,104 21,76!")
    sheet.paint(neck, accent, lit)
    sheet.lay("ink", both(neck, sheet.cut("-24,88! 0,106 -12,140! 60,140! 60,70!")), dark)
    ears = sheet.discs(5.5, (-36.5, 53), (36.5, 53), squash=1.8)
    sheet.paint(either(head, ears), accent, lit)
    shadow = without(sheet.cut(FRONT_SHADOW), sheet.cut(CHEEK))
    sheet.lay("ink", both(either(head, ears), shadow), dark)
    _eyes(sheet, face, shadow)
    _mouth_and_nose(sheet, face, shadow)
    lines = sheet.gouge(1.1, *_years(face["age"], FRONT_LINES))
    sheet.lay("ink", without(both(lines, head), shadow))


def _eyes(sheet, face, shadow):
    brows = sheet.gouge(4.2, "-27,40.5 -19,36 -7,39.5", "28,40.5 20,36 9,39.5")
    sheet.lay("ink", without(brows, shadow))
    if face["gaze"] == "lowered":
        lids = sheet.gouge(2, "-26,47.5 -18,51 -9,48.5", "27,47.5 19,51 10,48.5")
        lids = either(lids, sheet.gouge(1, "-25,43.5 -17,42 -9,44.5", "26,43.5 18,42 10,44.5"))
        sheet.lay("ink", lids)
        sheet.lay("ink", both(lids, shadow), 0.0)
        return
    white = sheet.cut(*ALMONDS)
    sheet.paint(white, 0.05, 0.0)
    sheet.paint(both(white, shadow), 0.6, 0.0)
    sheet.lay("ink", both(sheet.discs(3.7, (-19.5, 47.6), (16.5, 47.6)), white))
    sheet.lay("ink", sheet.gouge(2.6, "-28,49 -18,44 -8,48.6", "29,49 19,44 9,48.6"))
    creases = sheet.gouge(0.9, "-26,44 -17,41 -9,44", "-24,53.4 -17,54.2 -12,53")
    sheet.lay("ink", without(creases, shadow))


def _mouth_and_nose(sheet, face, shadow):
    full = 1.8 if face["cast"] == "full" else 0.0
    upper = f"-13,79.5! -5,{76.6 - full} 0,{77.8 - full} 5,{76.6 - full} 13,79.5!"
    lips = sheet.cut(f"{upper} 6,{84.6 + full} 0,{85.6 + full} -6,{84.6 + full}")
    sheet.paint(without(lips, shadow), *_lip_tones(face))
    mouth = sheet.gouge(2, "-14,79.3 -5,78.9 0,79.8 5,78.9 14,79.3")
    nose = sheet.gouge(1.7, "-6,63.5 -9.5,67.5 -7,70.5", "-7.5,70.5 -3,70 3,72.5")
    sheet.lay("ink", either(without(mouth, shadow), nose))
    sheet.lay("ink", without(sheet.gouge(2, "-6,89.5 0,90.3 6,89.5"), shadow))


FRONT_LINES = {
    44: ("-9,68 -14,73 -15.5,79", "11,68 15,73 16.5,79"),
    52: ("-24,54.5 -18,56.5 -11,55", "11,55 18,56.5 24,54.5"),
    60: ("-18,24 -6,22.5 6,23", "-30,46 -33,44", "-30,49 -34,50"),
    70: ("-20,29.5 -8,28 4,28.5", "-22,62 -24,72 -20,80", "-26,57 -19,60 -13,58", "-3,92 -8,94"),
    82: ("-18,18 -6,17 6,17.5", "-28,64 -30,74 -26,82"),
}


def _lip_tones(face):
    """Lips are deeper than the skin, unless the accent is a colour that would chill them."""
    accent, lit, _dark = SKINS[face["skin"]]
    deeper = 0.0 if face["accent"] in {"sea", "sky", "moss"} else 0.35
    return min(1.0, accent + deeper), lit * 0.5


def _years(age, lines):
    """The lines a face of this age has gathered."""
    return [line for since, some in lines.items() if age >= since for line in some]


def away(sheet, face):
    """The back of a head; the hair will cover it."""
    accent, lit, _dark = SKINS[face["skin"]]
    sheet.paint(sheet.cut("-20,60! -21,104 -24,122! 24,122! 21,104 20,60!"), accent, lit)
    sheet.paint(sheet.discs(5.5, (-36, 55), (36, 55), squash=1.8), accent, lit)


POSES = {"profile": profile, "turned": turned, "away": away}
