"""Parses the times of recordings: 01:02:03,456, 62.5 seconds, 62500 milliseconds."""

import re

CLOCK = r"(?:\d{1,4}[:.])?\d{1,3}:\d{1,2}(?:[.,:]\d{1,3})?"
TIMING = re.compile(
    rf"[ \t]*(?P<open>\[)?(?P<start>{CLOCK})[ \t]*(?:-{{1,2}}>|→|–>)[ \t]*(?P<end>{CLOCK})"
    r"(?(open)\])(?P<rest>[^\n]*)"
)
PARTS = re.compile(
    r"(?:(?P<hours>\d{1,4})[:.])?(?P<minutes>\d{1,3}):(?P<seconds>\d{1,2})(?:[.,:](?P<part>\d{1,3}))?"
)
NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,12})?")
FASTEST = 60  # letters per second; speech has about 15
LONGEST = 10_000_000_000  # milliseconds; longer times are no times


def parse_clock(text):
    """Return the milliseconds of a time with colons, or None."""
    match = PARTS.fullmatch(str(text).strip())
    if not match:
        return None
    seconds = int(match["hours"] or 0) * 3600 + int(match["minutes"]) * 60 + int(match["seconds"])
    return seconds * 1000 + int((match["part"] or "0").ljust(3, "0"))


def format_clock(milliseconds):
    """Return a time that parse_clock() reads: 00:01:02.500."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def parse_number(value):
    """Return a number, also written as text with a decimal point or comma, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value).strip().removesuffix("s").replace(",", ".")
    return float(text) if NUMBER.fullmatch(text) else None


def find_unit(values, letters):
    """Return how many milliseconds the unit of times has: 1 or 1000.

    Seconds have fractions. Whole numbers are milliseconds if the words are then spoken at a
    possible speed.
    """
    numbers = [number for number in map(parse_number, values) if number is not None]
    if any(isinstance(value, float) or "." in str(value) for value in values):
        return 1000
    span = max(numbers, default=0) - min(numbers, default=0)
    return 1 if span and letters / span * 1000 <= FASTEST else 1000


def to_milliseconds(value, unit):
    """Return the milliseconds of a clock time or a number of `unit` milliseconds, or None."""
    clock, number = parse_clock(value), parse_number(value)
    if clock is not None:
        return clock
    if number is None or not 0 <= number * unit <= LONGEST:
        return None
    return round(number * unit)
