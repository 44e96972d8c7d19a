"""Share cards: what a card says, for an interview, for one exchange, for the publication.

A card is 1200 × 630 pixels. It is drawn when it is first asked for (`drawing`) and kept under a
name made of all that is on it (`keeping`), so other words make another card.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext, ngettext

from interviews.languages import direction
from interviews.share_images import text_fitting
from interviews.templatetags.typography import names

WIDTH, HEIGHT = 1200, 630
MOST_PICTURES = 4
CENTRE = (0.5, 0.4)  # faces are a little above the middle
UNCHOSEN = (50, 50)  # per cent: where a focal point lies that no editor has moved

# Columns, as words.columns() counts them: what can be read where cards are shown.
TITLE = 250
DESCRIPTION = 110
QUESTION = 180
QUESTION_AND_ANSWER = 250
LEAST_OF_ANSWER = 80
ABOUT = 90


class Picture(NamedTuple):
    """An uploaded file, and where in it, from 0 to 1 across and down, its subject is."""

    name: str
    centre: tuple = CENTRE


@dataclass(frozen=True)
class ShareImage:
    """What is on a card, and nothing else: two that are equal look the same."""

    publication: str
    kicker: str = ""
    heading: str = ""
    answer: str = ""
    names: str = ""
    about: str = ""
    pictures: tuple = ()  # a Picture each
    language: str = ""
    asks: bool = False  # whether the heading is a question
    introduces: bool = False  # whether it is the publication's own, its name large
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def rtl(self):
        return direction(self.language) == "rtl" if self.language else False

    @property
    def type(self):
        """What is smaller: photographs as JPEG, words alone as PNG."""
        return "image/jpeg" if self.pictures else "image/png"

    @property
    def alt(self):
        """The words on the card."""
        said = [self.kicker, self.heading, self.answer, self.names, self.about, self.publication]
        return " — ".join(part for part in said if part)


def of_interview(interview):
    """Its title, how it is introduced, whom it is with, and their portraits or else its lead."""
    subjects = interview.subjects
    portraits = _portraits(subjects)
    return ShareImage(
        publication=settings.PUBLICATION_NAME,
        kicker=gettext("Interview"),
        heading=text_fitting.opening(text_fitting.legible(interview.title), TITLE),
        answer=text_fitting.opening(text_fitting.legible(interview.description), DESCRIPTION),
        names=names(subjects),
        about=_about(subjects),
        pictures=portraits or _picture(interview.lead_picture),
        language=interview.language,
    )


def of_exchange(interview, question, exchange):
    """The question and who asks it, the first words of the answer, who says them."""
    asked = text_fitting.opening(text_fitting.legible(question.asked.question_text), QUESTION)
    room = max(LEAST_OF_ANSWER, QUESTION_AND_ANSWER - text_fitting.columns(asked))
    speakers = exchange.speakers
    return ShareImage(
        publication=settings.PUBLICATION_NAME,
        kicker=_asks(question.asked.askers) if asked else "",
        heading=asked,
        answer=text_fitting.opening(text_fitting.spoken(exchange.answer), room),
        names=names(speakers),
        about=_about(speakers),
        pictures=_portraits(speakers) or _picture(interview.lead_picture),
        language=interview.language,
        asks=True,
    )


def of_publication():
    """Its name and what it promises."""
    return ShareImage(
        publication=settings.PUBLICATION_NAME,
        answer=settings.PUBLICATION_PROMISE,
        language=settings.LANGUAGE_CODE,
        introduces=True,
    )


def _asks(people):
    if not people:
        return gettext("Question")
    who = {"names": names(people)}
    return ngettext("%(names)s asks", "%(names)s ask", len(people)) % who


def _about(people):
    """What one person is; of several nothing, since it would not say which of them."""
    return (
        text_fitting.opening(text_fitting.legible(people[0].description), ABOUT)
        if len(people) == 1
        else ""
    )


def _portraits(people):
    return tuple(_cropped(person.portrait) for person in people if person.portrait)[:MOST_PICTURES]


def _picture(picture):
    return (_cropped(picture),) if picture else ()


def _cropped(picture):
    """The picture, and what of it must not be cropped away."""
    across, down = picture.focal_point
    chosen = (across, down) != UNCHOSEN
    return Picture(picture.name, (across / 100, down / 100) if chosen else CENTRE)
