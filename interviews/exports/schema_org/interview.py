"""An interview, and one exchange of it, as JSON-LD: who asked, who answered, in their words.

Never a QAPage, on which readers could answer, nor an FAQPage.
"""

import re

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from interviews import prose
from interviews.exports.about_interview import how_it_was_done
from interviews.exports.absolute_urls import absolute_url
from interviews.exports.schema_org.nodes import (
    a,
    graph,
    person,
    picture,
    publisher,
    the,
    way_to,
    website,
)
from interviews.exports.schema_org.questions import named, of_question, people_known_to, words

# What the graph may add to a page: all questions up to this number; their answers whole if
# there are no more characters than this in all of them, else each one's beginning.
MOST_QUESTIONS = 100
MOST_CHARACTERS = 16_000

ENDS_A_SENTENCE = re.compile(r"[.!?…؟।。！？][”’»\"')」』]*$")


def of_interview(interview, replies):
    """The graph of its page: what that shows of it, its first questions, and what the article is
    given by the room of comments."""
    return graph(
        publisher(),
        *_people(interview),
        _conversation(interview),
        _article(interview) | replies,
        way_to(*_steps(interview)),
    )


def of_exchange(interview, question, exchange):
    """The graph of an exchange's own page: an excerpt of the article, which is elsewhere."""
    asked = question.asked.question
    name = question.asked.question_text if asked else interview.title
    path = exchange.get_absolute_url()
    page = a(
        "WebPage",
        absolute_url(path),
        url=absolute_url(path),
        name=name,
        inLanguage=interview.language,
        isPartOf=website(),
        about={"@id": identity_of(interview)},
        mainEntity=_question_alone(interview, question, exchange) if asked else None,
    )
    article = _article_in_short(interview)
    way = way_to(*_steps(interview), (name, path))
    return graph(publisher(), *_people(interview), article, page, way)


def _question_alone(interview, question, exchange):
    page, known = absolute_url(interview.get_absolute_url()), people_known_to(interview)
    return of_question(page, question, known, True, exchange)[0]


def identity_of(interview):
    return absolute_url(f"{interview.get_absolute_url()}#article")


def _people(interview):
    """Everybody who has a credit, once."""
    credited = [each for _role, _label, people in interview.roles for each in people]
    return [person(each) for each in dict.fromkeys(credited)]


def _steps(interview):
    steps = [(_("Interviews"), reverse("interviews:archive"))]
    if interview.series:
        steps.append((interview.series.title, interview.series.get_absolute_url()))
    return [*steps, (interview.title, interview.get_absolute_url())]


def _conversation(interview):
    return a(
        "Conversation",
        absolute_url(f"{interview.get_absolute_url()}#conversation"),
        name=interview.title,
        dateCreated=interview.held_on and interview.held_on.isoformat(),
        locationCreated=a("Place", name=interview.place) if interview.place else None,
        contributor=named(
            [*interview.subjects, *interview.interviewers], people_known_to(interview)
        ),
    )


def _article_in_short(interview):
    address = absolute_url(interview.get_absolute_url())
    return a(
        "NewsArticle",
        identity_of(interview),
        url=address,
        headline=interview.title,
        genre="Interview",
        datePublished=_moment(interview.published_at),
        dateModified=_moment(interview.changed_at),
        author=named(interview.interviewers, people_known_to(interview)),
        publisher=the(publisher()),
        inLanguage=interview.language,
        isAccessibleForFree=True,
    )


def _article(interview):
    questions = interview.questions[:MOST_QUESTIONS]
    whole = _characters(questions) <= MOST_CHARACTERS
    page, known = absolute_url(interview.get_absolute_url()), people_known_to(interview)
    told = [of_question(page, each, known, whole) for each in questions]
    all_told = len(told) == len(interview.questions)
    return _article_in_short(interview) | a(
        "NewsArticle",
        mainEntityOfPage=page,
        description=interview.description,
        image=_lead(interview),
        contributor=named(interview.subjects, known),
        about=named(interview.subjects, known),
        keywords=[topic.name for topic in interview.topics.all()],
        isPartOf=_series(interview),
        isBasedOn=the(_conversation(interview)),
        backstory=_backstory(interview),
        version=str(interview.version),
        archivedAt=absolute_url(
            reverse("interviews:version", args=[interview.slug, interview.version])
        ),
        timeRequired=f"PT{interview.minutes}M",
        wordCount=words(interview, told) if all_told else None,
        copyrightYear=timezone.localtime(interview.published_at).year,
        copyrightHolder=the(publisher()),
        copyrightNotice=settings.PUBLICATION_LICENCE,
        hasPart=[node for node, _words in told if "name" in node],
        correction=[_correction(interview, each) for each in interview.corrections.all()],
    )


def _characters(questions):
    return sum(len(e.question) + len(e.answer) for q in questions for e in q.answers)


def _lead(interview):
    size = interview.lead_width, interview.lead_height
    about = {"caption": interview.lead_caption, "creditText": interview.lead_credit}
    return picture(interview.lead_picture, *size, **about)


def _series(interview):
    if not interview.series:
        return None
    address, name = absolute_url(interview.series.get_absolute_url()), interview.series.title
    return a("CreativeWorkSeries", f"{address}#series", name=name, url=address)


def _backstory(interview):
    told = [
        f"{label}: {words}" + "." * (not ENDS_A_SENTENCE.search(words))
        for label, words in how_it_was_done(interview)
    ]
    return " ".join([*told, settings.PUBLICATION_PROMISE])


def _correction(interview, correction):
    about = correction.exchange
    return a(
        "CorrectionComment",
        absolute_url(f"{interview.get_absolute_url()}#correction-{correction.pk}"),
        text=prose.inline_plain(correction.note),
        datePublished=_moment(correction.published_at),
        about={"@id": absolute_url(f"{interview.get_absolute_url()}#{about.key}")}
        if about
        else None,
    )


def _moment(at):
    return timezone.localtime(at).isoformat(timespec="seconds")
