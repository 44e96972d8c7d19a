"""The content of share images: for an interview, for one exchange, for the publication.

A share image has 1200 × 630 pixels. It is rendered at the first request (drawing.py) and stored
under a hash of its content (storage.py), so a change of the content makes a new image.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext, ngettext

from interviews.languages import direction
from interviews.models import Publication
from interviews.share_images import text_fitting
from interviews.templatetags.typography import join_names

WIDTH = 1200  # pixels
HEIGHT = 630
MAX_PICTURES = 4
CENTRE = (0.5, 0.4)  # faces are a little above the middle
DEFAULT_FOCUS = (50, 50)  # per cent: the focal point before an editor sets one

# Lengths in columns (text_fitting.count_columns) that are still legible in link previews.
TITLE = 250
DESCRIPTION = 110
QUESTION = 180
QUESTION_AND_ANSWER = 250
MIN_ANSWER = 80
ABOUT = 90


class CroppedPicture(NamedTuple):
    """The name of an uploaded file, and its focal point: 0 to 1 from the left and the top."""

    name: str
    centre: tuple = CENTRE


@dataclass(frozen=True)
class ShareImage:
    """The content of a share image; equal contents give equal images."""

    publication: str
    logo: str = ""  # the name of an uploaded file, drawn instead of the publication's name
    kicker: str = ""
    heading: str = ""
    answer: str = ""
    names: str = ""
    about: str = ""
    pictures: tuple = ()  # of CroppedPicture
    language: str = ""
    is_question: bool = False  # whether the heading is a question
    is_of_publication: bool = False  # with the publication's name in large type
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def is_rtl(self):
        return direction(self.language) == "rtl" if self.language else False

    @property
    def content_type(self):
        """JPEG for photographs, PNG for text alone: the smaller file in each case."""
        return "image/jpeg" if self.pictures else "image/png"

    @property
    def alt(self):
        """The text in the image."""
        texts = [self.kicker, self.heading, self.answer, self.names, self.about, self.publication]
        return " — ".join(text for text in texts if text)


def build_interview_image(interview):
    """Title, description and subjects of an interview, with their portraits or its lead picture."""
    subjects = interview.subjects
    portraits = _portraits(subjects)
    return ShareImage(
        **_get_publication(),
        kicker=gettext("Interview"),
        heading=text_fitting.truncate_to_columns(text_fitting.clean_line(interview.title), TITLE),
        answer=text_fitting.truncate_to_columns(
            text_fitting.clean_line(interview.description), DESCRIPTION
        ),
        names=join_names(subjects),
        about=_format_about(subjects),
        pictures=portraits or _picture(interview.lead_picture),
        language=interview.language,
    )


def build_exchange_image(interview, question, exchange):
    """A question and who asks it, the beginning of the answer, and who answers."""
    asked = text_fitting.truncate_to_columns(
        text_fitting.clean_line(question.asking_exchange.question_text), QUESTION
    )
    room = max(MIN_ANSWER, QUESTION_AND_ANSWER - text_fitting.count_columns(asked))
    speakers = exchange.speakers
    return ShareImage(
        **_get_publication(),
        kicker=_format_askers(question.asking_exchange.askers) if asked else "",
        heading=asked,
        answer=text_fitting.truncate_to_columns(
            text_fitting.clean_spoken_line(exchange.answer), room
        ),
        names=join_names(speakers),
        about=_format_about(speakers),
        pictures=_portraits(speakers) or _picture(interview.lead_picture),
        language=interview.language,
        is_question=True,
    )


def build_publication_image():
    """The publication's name and promise."""
    return ShareImage(
        **_get_publication(),
        answer=Publication.objects.current().promise,
        language=settings.LANGUAGE_CODE,
        is_of_publication=True,
    )


def _get_publication():
    publication = Publication.objects.current()
    return {"publication": publication.name, "logo": publication.logo.name}


def _format_askers(people):
    if not people:
        return gettext("Question")
    who = {"names": join_names(people)}
    return ngettext("%(names)s asks", "%(names)s ask", len(people)) % who


def _format_about(people):
    """Return the description of a single person; "" for several, as it would fit only one."""
    return (
        text_fitting.truncate_to_columns(text_fitting.clean_line(people[0].description), ABOUT)
        if len(people) == 1
        else ""
    )


def _portraits(people):
    return tuple(_cropped(person.portrait) for person in people if person.portrait)[:MAX_PICTURES]


def _picture(picture):
    return (_cropped(picture),) if picture else ()


def _cropped(picture):
    """Return a CroppedPicture around the focal point that an editor chose, if any."""
    across, down = picture.focal_point
    chosen = (across, down) != DEFAULT_FOCUS
    return CroppedPicture(picture.name, (across / 100, down / 100) if chosen else CENTRE)
