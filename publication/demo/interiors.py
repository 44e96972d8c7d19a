"""Rooms and streets, on a sheet of 100 × 60: everything but the person."""

from publication.demo.ink import both, box, either, slash, without

ALL = box(-2, -2, 102, 62)


def town(sheet, chance):
    """A town's lit windows, dark along a slash; a chair waits on a landing."""
    sheet.lay("ink", sheet.cut(ALL))
    in_front = "43,62! 43,53! 53,53! 53,47! 63,47! 63,41! 68,41! 68,9! 92,9! 92,41! 102,41! 102,62!"
    windows = without(_windows(sheet, chance), sheet.cut(slash(43, -2, 62, 24), in_front))
    sheet.paint(windows, 1.0, 0.0)
    stairs = sheet.cut("46,62! 46,56! 56,56! 56,50! 66,50! 66,44! 102,44! 102,62!")
    sheet.paint(stairs, 0.0, 0.0)
    risers = box(46, 57, 102, 62), box(56, 51, 102, 55.2), box(66, 45, 102, 49.2)
    sheet.lay("ink", sheet.cut(*risers), 0.5)
    _chair(sheet.within(80, 44, 0.29))


def _windows(sheet, chance):
    """The lit windows of a row of houses."""
    lit, x = [], 2.0
    while x < 99:
        columns, roof = chance.choice((3, 4, 5)), chance.uniform(3, 16)
        for column in range(columns):
            for row in range(int((60 - roof) // 3.8)):
                left, top = x + column * 2.5, roof + row * 3.8
                if chance.random() < 0.84:
                    lit.append(box(left, top, left + 1.5, top + 2.4))
        x += columns * 2.5 + 1.2
    return sheet.cut(*lit)


def _chair(sheet):
    """A kitchen chair that stands on (0, 0), a hundred high."""
    legs = "-26,-46! -30,0!", "26,-46! 31,0!", "-16,-46! -15,-4!", "20,-46! 18,-4!"
    frame = either(sheet.rule(6, *legs), sheet.rule(6, "-25,-46! -34,-104!", "22,-46! 15,-106!"))
    rails = sheet.cut("-37,-108! 19,-110! 17,-92! -34,-90!", "-32,-80! 17,-82! 17,-74! -31,-72!")
    seat = sheet.cut("-34,-52! 32,-52! 36,-44! -30,-44!")
    sheet.paint(either(either(frame, rails), seat), 1.0, 0.0)
    sheet.lay("ink", sheet.cut("-30,-44! 36,-44! 36,-41! -30,-41!"))


def corridor(sheet, chance):
    """A hospital corridor at night: doors on both sides, lamps that come out as slashes."""
    sheet.lay("ink", sheet.cut(ALL))
    floor = sheet.cut("-2,62! 44,33! 56,33! 102,62!")
    sheet.lay("accent", floor)
    sheet.shade("ink", floor, 0.75, 0.25)
    sheet.paint(sheet.cut(box(44, 21, 56, 33)), 1.0, 0.0)
    sheet.paint(sheet.cut(box(47.5, 24, 52.5, 33)), 0.0, 0.0)
    for side in (-1, 1):
        for near, far in ((1.02, 0.74), (0.56, 0.42), (0.34, 0.27)):
            _door(sheet, side, near, far, is_open=(side, near) in ((1, 0.56), (-1, 1.02)))
    sheet.paint(sheet.cut("76.5,47.4! 72,44.4! 40,50! 30,62! 58,62!"), 0.0, 0.0)
    for y, width in ((2, 13), (9.5, 8), (14.2, 5), (17.4, 3)):
        sheet.paint(sheet.cut(slash(50, y, y + width * 0.28, width)), 0.0, 0.0)
    _trolley(sheet.within(36, 56, 0.16))


def _door(sheet, side, near, far, is_open):
    """A door in the side wall; `near` and `far` say how close its edges are, 1 at the sheet's."""
    a, b = 50 + side * 50 * near, 50 + side * 50 * far
    top, foot = f"{a},{27 - 20 * near}! {b},{27 - 20 * far}!", f"{b},{29.5 + 32 * far}!"
    sheet.paint(sheet.cut(f"{top} {foot} {a},{29.5 + 32 * near}!"), 0.0, 0.0 if is_open else 0.55)
    middle, half = (a + b) / 2 - side * 1.2 * near, 2.2 * near
    glass = sheet.cut(box(middle - half, 27 - 9 * near, middle + half, 27 + 5 * near))
    sheet.paint(glass, 1.0, 1.0 if is_open else 0.0)


def _trolley(sheet):
    """A medicine trolley on its wheels, a hundred high."""
    sheet.paint(sheet.cut(box(-50, -100, 50, -8)), 0.0, 0.0)
    drawers = box(-44, -92, 44, -72), box(-44, -66, 44, -44), box(-44, -38, 44, -16)
    sheet.lay("ink", sheet.cut(*drawers))
    sheet.lay("ink", sheet.discs(9, (-38, 0), (38, 0)))
    sheet.paint(sheet.cut(box(-34, -122, -20, -100), box(-10, -116, 6, -100)), 1.0, 0.0)


def bench(sheet, chance):
    """A judge's bench with nobody at it, and a coat on a hook with slips in its pocket."""
    sheet.lay("accent", sheet.cut(ALL))
    sheet.lay("ink", sheet.cut(*[box(x, -2, x + 0.5, 36) for x in range(6, 100, 11)]))
    sheet.paint(sheet.cut(slash(62, -2, 62, 24)), 0.0, 0.0)
    sheet.lay("ink", sheet.cut("24,30! 24,8 30,3 36,3 42,8 42,30!"))
    cushion = sheet.cut("27,30! 27,11 31,7 35,7 39,11 39,30!")
    sheet.paint(cushion, 1.0, 0.0)
    sheet.lay("ink", both(cushion, sheet.cut(box(33, 0, 50, 31))), 0.5)
    sheet.lay("ink", sheet.cut(box(2, 27, 68, 31), box(5, 31, 65, 62)))
    panels = [f"{x},36! {x + 14},36! {x + 14},58! {x},58! {x},36!" for x in (9, 28, 47)]
    sheet.paint(sheet.rule(0.5, *panels), 1.0, 0.0)
    lefts = [12 + chance.uniform(-0.7, 0.7) for _file in range(7)]
    files = [box(x, 26 - n * 1.2, x + 10, 26.8 - n * 1.2) for n, x in enumerate(lefts)]
    sheet.paint(sheet.cut(*files, box(50, 25.6, 56, 27)), 0.0, 0.0)
    _coat(sheet.within(83, 12, 0.42))


def _coat(sheet):
    """A coat hung up by its loop, a hundred long; three slips stand out of the pocket."""
    sheet.lay("ink", sheet.rule(3, "0,-10! 0,-4!", "-7,-10! 7,-10!"))
    coat = sheet.cut(
        "-6,-4! -16,2 -24,12 -28,46 -30,72! -19,74! -17,40! -17,98! 20,98! 18,40! 20,74! 31,72! "
        "28,46 24,12 16,2 6,-4!"
    )
    sheet.paint(coat, 1.0, 1.0)
    sheet.lay("ink", both(coat, sheet.cut("-40,-20! 6,-20! -10,110! -40,110!")), 0.6)
    seams = "-6,-4! 0,22! 6,-4!", "0,22! 0,98!", "-12,6 -4,20 0,34"
    sheet.paint(sheet.rule(1.4, *seams), 0.0, 0.0)
    slips = "5,62! 4,46! 9,46! 9,62!", "9,62! 11,43! 15,44! 13,62!", "2,62! -1,50! 3,49! 6,62!"
    sheet.paint(sheet.cut(*slips), 0.0, 0.0)
    sheet.paint(sheet.rule(1.6, "1,61! 16,61! 16,78! 1,78! 1,61!"), 0.0, 0.0)


def table(sheet, chance):
    """A bargaining table: biscuits, water, a loudspeaker like a flowerpot, its plug pulled out."""
    sheet.lay("accent", sheet.cut(box(-2, -2, 102, 40)))
    sheet.paint(sheet.cut(slash(70, -2, 40, 26)), 0.0, 0.0)
    sheet.lay("ink", sheet.cut("-2,38! 102,38! 102,44! -2,44!"))
    sheet.lay("ink", sheet.cut(box(-2, 44, 102, 62)), 0.5)
    sheet.lay("ink", sheet.cut("14,44! 19,44! 17,62! 13,62!", "82,44! 87,44! 88,62! 84,62!"))
    _loudspeaker(sheet)
    _biscuits(sheet)
    sheet.lay("ink", sheet.rule(0.7, "7,24! 8,38! 13,38! 14,24!"))
    sheet.lay("ink", sheet.cut("7.4,30! 13.6,30! 13,38! 8,38!"), 0.5)


def _loudspeaker(sheet):
    pot = sheet.cut("55,38! 58,17! 72,17! 75,38!")
    sheet.paint(pot, 0.0, 1.0)
    sheet.lay("ink", both(pot, sheet.cut("50,10! 63,10! 61,40! 50,40!")), 0.5)
    sheet.paint(sheet.cut(box(54, 33.6, 76, 38)), 0.0, 1.0)
    holes = [(61 + column * 2, 21 + row * 2.2) for column in range(5) for row in range(5)]
    sheet.paint(sheet.discs(0.55, *holes), 0.0, 0.0)
    cord = sheet.rule(0.9, "75,36 83,34 88,38 89,46 84,51 74,50 66,53 58,52")
    sheet.lay("ink", cord)
    sheet.paint(both(cord, sheet.cut(box(-2, 38, 102, 62))), 0.0, 0.0)
    sheet.paint(sheet.cut("58,49.6! 53,50! 51,52 53,54! 58,54.4!"), 0.0, 0.0)
    sheet.paint(sheet.rule(0.8, "51.5,51! 48,51!", "51.5,53! 48,53!"), 0.0, 0.0)


def _biscuits(sheet):
    sheet.paint(sheet.cut("18,36! 46,36! 42,38! 22,38!"), 0.0, 0.0)
    for x, level in ((22, 0), (28, 0), (34, 0), (25, 1), (31, 1), (28, 2)):
        biscuit = box(x, 33.4 - level * 3, x + 5.4, 36 - level * 3)
        sheet.paint(sheet.cut(biscuit), 0.55, 0.0)
        sheet.lay("ink", sheet.rule(0.4, f"{biscuit} {biscuit.split()[0]}"))


def jars(sheet, chance):
    """Shelves of clay jars; three on the lowest are kept in the dark, and cups stand by them."""
    sheet.lay("ink", sheet.cut(ALL))
    sheet.paint(sheet.cut(slash(52, -2, 62, 46)), 1.0, 0.0)
    for floor in (18, 38, 58):
        sheet.paint(sheet.cut(box(-2, floor, 102, floor + 1.4)), 0.0, 0.0)
        x = 0.0
        while x < 96:
            wide, tall = chance.uniform(8.5, 12.5), chance.uniform(9.5, 14.5)
            kept_back = floor == 58 and 58 < x < 92
            jar = sheet.within(x + wide / 2 + 1, floor)
            (_kept_jar if kept_back else _jar)(jar, wide / 2, tall, chance)
            x += wide + chance.uniform(0.6, 1.6)
    for x in (8, 14.5):
        cup = sheet.within(x, 58)
        sheet.paint(cup.cut("-3,-5! -2.4,0! 2.4,0! 3,-5!"), 0.0, 0.0)
        sheet.lay("ink", cup.rule(0.5, "-3,-5! -2.4,0! 2.4,0! 3,-5! -3,-5!"))


def _jar(sheet, half, tall, chance):
    shape, rim = _clay(sheet, half, tall, chance)
    tones = chance.choice(((0.0, 0.0), (1.0, 0.35), (0.55, 0.0), (1.0, 0.0)))
    sheet.paint(either(shape, rim), *tones)
    far = f"{half * 0.3},{-tall - 2}! {-half * 0.1},2! {half * 3},2! {half * 3},{-tall - 2}!"
    sheet.lay("ink", both(shape, sheet.cut(far)))
    sheet.lay("ink", both(shape, sheet.cut(box(-half, -tall, half, -tall + 0.7))))
    band = [box(-half, -tall * 0.6, half, -tall * 0.52)]
    nicks = [slash(half * x, -tall * 0.62, -tall * 0.42, 0.6) for x in (-0.6, -0.2, 0.2)]
    marks = chance.choice((band, nicks, []))
    sheet.lay("ink", both(shape, sheet.cut(*marks)))


def _kept_jar(sheet, half, tall, chance):
    """A jar that is not shown: a glint on its side, and no more."""
    shape, rim = _clay(sheet, half, tall, chance)
    sheet.paint(either(shape, rim), 0.0, 1.0)
    glint = (
        f"{-half * 0.7},{-tall * 0.7} {-half * 0.84},{-tall * 0.45} {-half * 0.55},{-tall * 0.1}"
    )
    sheet.lay("ink", sheet.gouge(0.6, glint), 0.0)


def _clay(sheet, half, tall, chance):
    """The masks of a jar and of its rim."""
    neck = half * chance.uniform(0.45, 0.65)
    shape = sheet.cut(
        f"{-neck},{-tall}! {-neck},{-tall * 0.86} {-half},{-tall * 0.55} {-half * 0.6},0! "
        f"{half * 0.6},0! {half},{-tall * 0.55} {neck},{-tall * 0.86} {neck},{-tall}!"
    )
    return shape, sheet.cut(box(-neck * 1.25, -tall - 1, neck * 1.25, -tall + 0.4))


def bus(sheet, chance):
    """The inside of a town bus with nobody in it, and a loudspeaker calling a stop."""
    sheet.lay("accent", sheet.cut(ALL))
    for x in (3, 36, 69):
        _view(sheet, x, chance)
    beam = both(sheet.cut(slash(50, 11, 38, 10)), sheet.cut(box(36, 11, 65, 38)))
    sheet.paint(beam, 1.0, 0.0)
    sheet.lay("ink", sheet.cut(box(-2, 40, 102, 41)))
    straps = (8, 16, 24, 76, 84, 92)
    sheet.lay("ink", sheet.rule(0.7, *[f"{x},-2! {x},6!" for x in straps]))
    rings = [(x, 8.2) for x in straps]
    sheet.lay("ink", without(sheet.discs(2.6, *rings), sheet.discs(1.7, *rings)))
    for x in (5, 38, 71):
        _seat(sheet.within(x, 0))
    sheet.lay("ink", sheet.rule(1.1, "34.5,-2! 34.5,62!", "67.5,-2! 67.5,62!"))
    _announcer(sheet.within(50, 5))


def _view(sheet, x, chance):
    window = sheet.cut(
        f"{x},14! {x + 1},12 {x + 2},11! {x + 27},11! {x + 28},12 {x + 29},14! {x + 29},38! {x},38!"
    )
    sheet.paint(window, 0.0, 0.0)
    houses = [
        box(x + left, chance.uniform(18, 30), x + right, 38)
        for left, right in ((0, 9), (9, 19), (19, 24), (24, 29))
    ]
    sheet.lay("ink", both(window, sheet.cut(*houses)), 0.45)


def _seat(sheet):
    seat = sheet.cut("0,62! 0,40 3,34 13,32 23,34 26,40 26,62!")
    sheet.paint(seat, 1.0, 1.0)
    sheet.lay("ink", both(seat, sheet.cut("-2,30! 15,30! 4,64! -2,64!")), 0.6)
    sheet.lay("ink", sheet.rule(1.2, "5,33! 6,29 13,27.6 20,29 21,33!"))


def _announcer(sheet):
    sheet.lay("ink", sheet.cut(box(-8, -4, 8, 4)))
    holes = [(column * 1.5, row * 1.5) for column in range(-4, 5) for row in (-1, 0, 1)]
    sheet.paint(sheet.discs(0.45, *holes), 0.0, 0.0)
    calls = [
        f"{way * r},{r * 0.1 - 3} {way * (r + 1)},0 {way * r},{3 - r * 0.1}"
        for r in (11, 14, 17)
        for way in (-1, 1)
    ]
    sheet.lay("ink", sheet.gouge(0.9, *calls))
