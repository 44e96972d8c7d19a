"""Things on their own, on a sheet of 100 × 60."""

from publication.demo.ink import LEAN, both, box, either, slash, without

ALL = box(-2, -2, 102, 62)


def handsets(sheet, chance):
    """Rows of telephone receivers in the dark; one still lies in the light."""
    sheet.lay("ink", sheet.cut(ALL))
    sheet.paint(sheet.cut(slash(71, -2, 62, 26)), 0.0, 0.0)
    for row in range(3):
        for column in range(5):
            x, y = 13 + column * 20.5 - (row - 1) * 20 * LEAN, 10 + row * 20
            in_light = column == 3
            if not in_light or row == 1:
                receiver = sheet.within(x - 3.5 * in_light, y, 0.16, -62 + chance.uniform(-3, 3))
                _handset(receiver, in_light)


def _handset(sheet, in_light):
    """A telephone receiver, a hundred long."""
    shape = sheet.cut(
        "-52,-8! -50,-22 -40,-26 -26,-22 -22,-12 0,-8 22,-12 26,-22 40,-26 50,-22 52,-8! 50,6! "
        "28,8! 24,2 0,6 -24,2 -28,8! -50,6!"
    )
    caps = sheet.cut("-51,8! -28,10! -28,14! -50,12!", "51,8! 28,10! 28,14! 50,12!")
    sheet.paint(either(shape, caps), 1.0, 0.0 if in_light else 0.62)
    if in_light:
        sheet.lay("ink", both(shape, sheet.cut("-60,-4! 0,2! 60,-4! 60,12! -60,12!")))
        sheet.lay("ink", caps)


GULLS = (22, 9, 0.16, -14), (42, 17, 0.1, 8), (64, 8, 0.2, -6), (84, 18, 0.12, -20)
CATCH = (17, 44, 9, False), (45, 53, -7, True), (46, 42, 5, False), (82, 53, -10, False)


def nets(sheet, chance):
    """Gulls over a sorting table with fish on it; a camera has drawn its box round one of them."""
    sheet.shade("ink", sheet.cut(box(-2, -2, 102, 31)), 0.25, 0.7)
    sheet.paint(sheet.cut(slash(60, -2, 31, 34)), 1.0, 0.0)
    sheet.lay("ink", sheet.cut(box(-2, 29, 102, 34)))
    sheet.paint(sheet.cut(box(66, 28.4, 74, 34.6)), 1.0, 0.0)
    sheet.lay("ink", sheet.cut(box(-2, 34, 102, 62)))
    for x, y, size, tilt in GULLS:
        _gull(sheet.within(x, y, size, tilt))
    for x, y, tilt, flip in CATCH:
        _fish(sheet.within(x, y, 0.3, tilt + chance.uniform(-2, 2), flip))
    corners = "29,40! 29,36! 34,36!|58,36! 63,36! 63,40!|63,45! 63,49! 58,49!|34,49! 29,49! 29,45!"
    sheet.paint(sheet.rule(0.9, corners), 1.0, 0.0)
    _glove(sheet.within(88, 42, 0.26, -16))


def _gull(sheet):
    bird = sheet.cut(
        "-66,-16! -44,-29 -22,-22 -8,-7! 0,-9 8,-7! 24,-26 46,-32 68,-18! 44,-25 28,-14 17,3 4,11! "
        "-1,22! -7,11! -17,4 -26,-11 -42,-22"
    )
    sheet.paint(bird, 0.0, 0.0)
    tips = "-66,-16! -54,-25.5 -48,-22! -56,-19!|68,-18! 56,-29 50,-24! 58,-21!"
    sheet.lay("ink", sheet.cut(tips))


def _fish(sheet):
    """A haddock, with the thumbprint on its shoulder; a hundred long."""
    body = sheet.cut(
        "-54,2! -44,-9 -24,-17 4,-14 30,-5 42,-3! 56,-14! 52,0! 57,13! 42,4! 28,7 0,14 -26,13 -44,9"
    )
    fins = sheet.cut("-30,-16! -18,-28! -8,-16!|-2,-14! 8,-22! 14,-11!|-10,14! 0,22! 10,12!")
    sheet.paint(either(body, fins), 0.0, 0.0)
    back = sheet.cut("-60,-40! 60,-40! 60,0! 20,-4! -20,-7! -34,-6! -60,-2!")
    sheet.lay("ink", either(without(fins, body), both(body, back)), 0.6)
    lines = "-34,-3 -6,-5 40,0|-34,-12 -30,0 -35,10|-52,4 -48,5 -44,4"
    sheet.lay("ink", sheet.gouge(2, lines))
    sheet.lay("ink", either(sheet.discs(5, (-20, -2)), sheet.discs(2.4, (-43, -3))))


def _glove(sheet):
    """A rubber glove, reaching in from the right."""
    hand = sheet.cut(
        "64,-22! 20,-18 4,-20 -12,-26 -34,-24 -36,-18 -14,-15 -42,-11 -43,-4 -14,-4 -40,2 -39,9 "
        "-12,6 -30,14 -27,20 -4,16 14,18 64,26!"
    )
    sheet.paint(hand, 1.0, 0.0)
    sheet.lay("ink", both(hand, sheet.cut("-60,8! 80,2! 80,40! -60,40!")), 0.6)
    sheet.lay("ink", sheet.rule(2.4, "26,-20! 28,20!", "34,-20! 36,22!"))


def headgate(sheet, chance):
    """An irrigation gate, its wheel and chain, with the ditch running away behind it."""
    sheet.lay("accent", sheet.cut(box(-2, -2, 102, 26)))
    sheet.paint(sheet.discs(7, (74, 12)), 0.0, 0.0)
    hills = "-2,26! -2,19 14,15 26,20 40,16 56,21 72,17 88,21 102,16 102,26!"
    sheet.lay("ink", sheet.cut(hills))
    furrows = sheet.cut(*[f"50,24! {x},62! {x + 3.2},62! 50.4,24!" for x in range(-60, 160, 9)])
    sheet.paint(furrows, 1.0, 0.5)
    sheet.paint(sheet.cut("48,25! 52,25! 78,62! 22,62!"), 0.0, 0.0)
    ripples = [
        f"{50 - (y - 24) * 0.5},{y} 50,{y + chance.uniform(-0.8, 0.8)} {50 + (y - 24) * 0.5},{y}"
        for y in range(46, 62, 3)
    ]
    sheet.lay("ink", sheet.gouge(0.8, *ripples))
    _gate(sheet)
    _chain(sheet)


def _gate(sheet):
    sheet.paint(sheet.cut("39,26! 61,26! 61,44! 39,44!"), 0.0, 1.0)
    sheet.paint(sheet.cut(*[box(39, y, 61, y + 0.5) for y in (30, 34.5, 39)]), 1.0, 0.0)
    sheet.paint(sheet.cut(box(34, 6, 39, 50), box(61, 6, 66, 50), box(32, 8, 68, 12)), 0.0, 0.0)
    sheet.lay("ink", sheet.cut(box(37, 12, 39, 50), box(64, 12, 66, 50), box(32, 10.6, 68, 12)))
    sheet.lay("ink", sheet.rule(1.6, "50,2! 50,30!"))
    wheel = without(sheet.discs(9, (50, 8), squash=0.9), sheet.discs(7.2, (50, 8), squash=0.88))
    spokes = "42,8! 58,8!|50,0! 50,16!|44.5,2.6! 55.5,13.4!|55.5,2.6! 44.5,13.4!"
    sheet.paint(either(wheel, sheet.rule(1.1, spokes)), 0.0, 1.0)


def _chain(sheet):
    """A hanging chain and its padlock."""
    links = [(39 + i * 2.3, 29 + 5 * (1 - ((i - 5) / 5) ** 2)) for i in range(11)]
    sheet.paint(without(sheet.discs(1.3, *links), sheet.discs(0.6, *links)), 0.0, 0.0)
    sheet.paint(sheet.cut(box(48, 35.6, 53, 40)), 1.0, 0.0)
    shackle = without(sheet.discs(2, (50.5, 35.4)), sheet.discs(1.2, (50.5, 35.4)))
    sheet.paint(shackle, 1.0, 0.0)


def letters(sheet, chance):
    """Written sheets, an envelope with a slashed edge, a brush: a correspondence on a table."""
    sheet.lay("accent", sheet.cut(ALL))
    sheet.lay("ink", sheet.cut(slash(20, -2, 62, 40)))
    for x, y, tilt in ((24, 30, -9), (37, 31, 3), (49, 29, 9)):
        _written_sheet(sheet.within(x, y, 0.44, tilt), chance)
    _envelope(sheet.within(76, 38, 0.36, -7))
    brush = sheet.within(66, 12, 0.4, 24)
    sheet.paint(brush.cut("-52,-3! 30,-4! 30,4! -52,3!"), 0.0, 1.0)
    sheet.paint(brush.cut("30,-4! 36,-3.4! 36,3.4! 30,4!"), 0.0, 0.0)
    sheet.lay("ink", brush.cut("36,-3.4! 46,-5 60,1! 46,5 36,3.4!"))


def _written_sheet(sheet, chance):
    """A ruled sheet, written in columns from the right."""
    sheet.lay("ink", sheet.cut(box(-24, -50, 30, 58)))
    sheet.paint(sheet.cut(box(-28, -54, 28, 54)), 0.0, 0.0)
    rules = [f"{x},-46! {x},46!" for x in range(-20, 25, 10)]
    sheet.paint(sheet.rule(0.8, *rules), 1.0, 0.0)
    for x in (15, 5, -5, -15)[: chance.choice((3, 4))]:
        for y in range(-42, chance.randrange(20, 46), 9):
            _sign(sheet.within(x, y), chance)


def _sign(sheet, chance):
    """A few strokes of a brush: level, falling, sweeping; no sign of any script."""
    level = [f"-2.8,{y + 0.6} 0,{y} 2.8,{y - 0.3}" for y in chance.sample((-3, -1.2, 0.6, 2.4), 2)]
    falling = f"{chance.choice((-1, 0, 1.2))},-3.6 0.2,0 {chance.choice((-0.4, 0.4))},3.4"
    sweeps = "0,-1 -1,1.4 -3.2,3.4|0.4,-0.4 1.4,1.6 3.4,3.2|-2.6,-3 -2.8,0 -3.2,2"
    sweeping = chance.choice(sweeps.split("|"))
    sheet.lay("ink", sheet.gouge(1.5, *level, falling, sweeping))


def _envelope(sheet):
    sheet.lay("ink", sheet.cut(box(-52, -28, 58, 40)))
    face = sheet.cut(box(-56, -34, 54, 34))
    sheet.paint(face, 0.0, 0.0)
    edge = without(face, sheet.cut(box(-51, -29, 49, 29)))
    for plate, start in (("accent", -80), ("ink", -70)):
        stripes = [slash(x, -36, 36, 5) for x in range(start, 90, 20)]
        sheet.lay(plate, both(edge, sheet.cut(*stripes)))
    stamp = sheet.cut(box(28, -24, 44, -4))
    sheet.paint(stamp, 1.0, 0.0)
    sheet.lay("ink", both(stamp, sheet.cut("28,-4! 28,-10! 34,-16! 40,-9! 44,-12! 44,-4!")))
    waves = [f"14,{y} 20,{y + 2} 26,{y - 1} 32,{y + 1}" for y in (-20, -15, -10)]
    sheet.lay("ink", sheet.rule(1, *waves))
    address = "-30,-4 -10,-5 16,-4|-30,6 -14,5 8,6|-30,16 -16,15 0,16"
    sheet.lay("ink", sheet.gouge(1.8, address))


def barrow(sheet, chance):
    """A wheelbarrow on a ruled examination page that somebody has marked."""
    lines = [f"-2,{y}! 102,{y}!" for y in range(6, 62, 6)]
    sheet.lay("accent", sheet.cut(slash(66, -2, 62, 34)), 0.6)
    sheet.lay("accent", sheet.rule(0.35, *lines, "14,-2! 14,62!|15,-2! 15,62!"))
    marks = "3,13 6,17.5 11.5,8|4,41 8,39.6 11.5,41|4,44.5 8,43 10.5,44.5"
    underlines = "20,7.4 34,6.6 50,7.6|22,12.8 30,12.2 42,13"
    sheet.lay("ink", sheet.gouge(1.2, marks, underlines))
    sheet.lay("ink", sheet.cut("24,54! 80,54! 66,60! 14,60!"), 0.6)
    tray = sheet.cut("30,20! 74,16! 66,37! 42,38!")
    sheet.paint(tray, 0.0, 1.0)
    sheet.lay("ink", both(tray, sheet.cut("28,14! 56,14! 48,40! 28,40!")), 0.55)
    sheet.lay("ink", sheet.rule(0.9, "30,20! 74,16!"))
    shafts = "88,27! 62,38! 34,45!|56,38! 62,54!|60,54! 66,54!|64,37! 70,53!"
    sheet.lay("ink", either(sheet.rule(1.7, shafts), sheet.rule(2.6, "84,28.6! 89,26.6!")))
    wheel = without(sheet.discs(8, (33, 46)), sheet.discs(6.2, (33, 46)))
    sheet.lay("ink", either(wheel, sheet.discs(1.4, (33, 46))))
    spokes = "33,38.5! 33,53.5!|25.5,46! 40.5,46!|27.7,40.7! 38.3,51.3!|38.3,40.7! 27.7,51.3!"
    sheet.lay("ink", sheet.rule(0.6, spokes))
