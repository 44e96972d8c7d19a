"""An interview, and one exchange of it, as JSON-LD: who asked, who answered, in their words.

Never a QAPage, on which readers could answer, nor an FAQPage.
"""

import re

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from interviews import prose
from interviews.absolute import absolute
from interviews.conversation import last_changed
from interviews.disclosure import how_it_was_done, with_a_page
from interviews.excerpt import beginning
from interviews.languages import WITHOUT_SPACES
from interviews.schema_org.nodes import (
    a,
    graph,
    one_or_more,
    person,
    picture,
    publisher,
    the,
    way_to,
    website,
)

# What the graph may add to a page: all questions up to this number; their answers whole if
# there are no more characters than this in all of them, else each one's beginning.
MOST_QUESTIONS = 100
MOST_CHARACTERS = 16_000
BEGINNING = 240  # characters

ENDS_A_SENTENCE = re.compile(r"[.!?…؟।。！？][”’»\"')」』]*$")


def of_interview(interview, letters=None):
    """The graph of its page. `letters`: what the article is given by the room of comments."""
    return graph(
        publisher(),
        *_people(interview),
        _conversation(interview),
        _article(interview) | (letters or {}),
        way_to(*_steps(interview)),
    )


def of_exchange(interview, question, exchange):
    """The graph of an exchange's own page: an excerpt of the article, which is elsewhere."""
    asked = question.asked.question
    name = question.asked.question_text if asked else interview.title
    page = a(
        "WebPage",
        absolute(exchange.get_absolute_url()),
        url=absolute(exchange.get_absolute_url()),
        name=name,
        inLanguage=interview.language,
        isPartOf=website(),
        about={"@id": identity_of(interview)},
        mainEntity=_question(interview, question, [exchange], whole=True) if asked else None,
    )
    article = _article_in_short(interview)
    way = way_to(*_steps(interview), (name, exchange.get_absolute_url()))
    return graph(publisher(), *_people(interview), article, page, way)


def identity_of(interview):
    return absolute(f"{interview.get_absolute_url()}#article")


def identity_of_answer(exchange, question_key=None):
    """The place of its answer on the interview's page; an answer that opens a question is apart."""
    own = "-a" if question_key in (None, exchange.key) else ""
    return absolute(exchange.place) + own


def _people(interview):
    """Everybody who has a credit, once."""
    credited = {credit.person_id: credit.person for credit in interview.credits.all()}
    return [person(each) for each in credited.values()]


def _named(interview, people):
    """Who they are: a reference to those credited, the bare name of anybody else."""
    known = with_a_page(interview)
    return one_or_more(
        [the(person(p)) if p.pk in known else a("Person", name=p.name) for p in people]
    )


def _steps(interview):
    steps = [(_("Interviews"), reverse("interviews:archive"))]
    if interview.series:
        steps.append((interview.series.title, interview.series.get_absolute_url()))
    return [*steps, (interview.title, interview.get_absolute_url())]


def _conversation(interview):
    return a(
        "Conversation",
        absolute(f"{interview.get_absolute_url()}#conversation"),
        dateCreated=interview.held_on and interview.held_on.isoformat(),
        locationCreated=a("Place", name=interview.place) if interview.place else None,
        contributor=_named(interview, [*interview.subjects, *interview.interviewers]),
    )


def _article_in_short(interview):
    address = absolute(interview.get_absolute_url())
    return a(
        "NewsArticle",
        identity_of(interview),
        url=address,
        headline=interview.title,
        genre="Interview",
        datePublished=_moment(interview.published_at),
        dateModified=_moment(last_changed(interview)),
        author=_named(interview, interview.interviewers),
        publisher=the(publisher()),
        inLanguage=interview.language,
        isAccessibleForFree=True,
    )


def _article(interview):
    standing = [q for q in interview.questions if q.asked.question]
    told = standing[:MOST_QUESTIONS]
    whole = _characters(told) <= MOST_CHARACTERS
    return _article_in_short(interview) | a(
        "NewsArticle",
        mainEntityOfPage=absolute(interview.get_absolute_url()),
        description=prose.plain(interview.standfirst),
        image=_lead(interview),
        contributor=_named(interview, interview.subjects),
        about=_named(interview, interview.subjects),
        keywords=[topic.name for topic in interview.topics.all()],
        isPartOf=_series(interview),
        isBasedOn=the(_conversation(interview)),
        backstory=_backstory(interview),
        version=str(interview.version),
        archivedAt=absolute(
            reverse("interviews:version", args=[interview.slug, interview.version])
        ),
        timeRequired=f"PT{interview.minutes}M",
        wordCount=_words(interview) if len(told) == len(standing) else None,
        copyrightYear=timezone.localtime(interview.published_at).year,
        copyrightHolder=the(publisher()),
        copyrightNotice=settings.PUBLICATION_LICENCE,
        hasPart=[_question(interview, each, each.answers, whole) for each in told],
        correction=[_correction(interview, each) for each in interview.corrections.all()],
    )


def _characters(questions):
    return sum(len(e.question) + len(e.answer) for q in questions for e in q.answers)


def _words(interview):
    """How many there are in questions and answers; None where words have no spaces between."""
    if interview.language.lower().split("-")[0] in WITHOUT_SPACES:
        return None
    standing = [e for q in interview.questions for e in q.answers if not e.is_removed]
    said = (text for e in standing for text in (e.question_text, e.answer_text))
    return sum(len(re.findall(r"\S*\w\S*", text)) for text in said)


def _lead(interview):
    size = interview.lead_width, interview.lead_height
    about = {"caption": interview.lead_caption, "creditText": interview.lead_credit}
    return picture(interview.lead_picture, *size, **about)


def _series(interview):
    if not interview.series:
        return None
    address = absolute(interview.series.get_absolute_url())
    return a("CreativeWorkSeries", f"{address}#series", name=interview.series.title, url=address)


def _backstory(interview):
    told = [
        f"{label}: {words}" + "." * (not ENDS_A_SENTENCE.search(words))
        for label, words in how_it_was_done(interview)
    ]
    return " ".join([*told, settings.PUBLICATION_PROMISE])


def _question(interview, question, answers, whole):
    answered = [e for e in answers if e.answer and not e.is_removed]
    return a(
        "Question",
        absolute(question.asked.place),
        name=question.asked.question_text,
        position=question.number,
        author=_named(interview, question.asked.askers),
        answerCount=len([e for e in question.answers if e.answer and not e.is_removed]),
        suggestedAnswer=one_or_more(
            [_answer(interview, question, each, whole) for each in answered]
        ),
    )


def _answer(interview, question, exchange, whole):
    text = exchange.answer_text
    return a(
        "Answer",
        identity_of_answer(exchange, question.key),
        url=absolute(exchange.place),
        text=text if whole else beginning(text, BEGINNING),
        author=_named(interview, exchange.speakers),
    )


def _correction(interview, correction):
    about = correction.exchange
    return a(
        "CorrectionComment",
        absolute(f"{interview.get_absolute_url()}#correction-{correction.pk}"),
        text=prose.plain(correction.note),
        datePublished=_moment(correction.published_at),
        about={"@id": absolute(f"{interview.get_absolute_url()}#{about.key}")} if about else None,
    )


def _moment(at):
    return timezone.localtime(at).isoformat(timespec="seconds")
