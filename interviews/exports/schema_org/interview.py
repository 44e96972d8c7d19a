"""An interview, and one exchange of it, as JSON-LD: questions and answers with their authors.

The type is never QAPage, where readers can answer, or FAQPage.
"""

import re

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from interviews import prose
from interviews.exports.about_interview import get_interview_details
from interviews.exports.absolute_urls import absolute_url
from interviews.exports.schema_org.nodes import (
    build_breadcrumbs,
    build_graph,
    build_node,
    build_person,
    build_picture,
    build_publisher,
    reference_to,
    reference_to_website,
)
from interviews.exports.schema_org.questions import (
    build_people,
    build_question,
    count_words,
    get_person_references,
)
from interviews.models import Publication

MAX_QUESTIONS = 100  # in the graph of an interview's page

ENDS_A_SENTENCE = re.compile(r"[.!?…؟।。！？][”’»\"')」』]*$")


def build_interview_graph(interview, replies):
    """Return the graph of an interview's page; `replies` are properties of its comments."""
    return build_graph(
        build_publisher(),
        *_people(interview),
        _conversation(interview),
        _article(interview) | replies,
        build_breadcrumbs(*_steps(interview)),
    )


def build_exchange_graph(interview, question, exchange):
    """Return the graph of an exchange's page, an excerpt of the interview's article."""
    asked = question.asking_exchange.question
    name = question.asking_exchange.question_text if asked else interview.title
    path = exchange.get_absolute_url()
    page = build_node(
        "WebPage",
        absolute_url(path),
        url=absolute_url(path),
        name=name,
        inLanguage=interview.language,
        isPartOf=reference_to_website(),
        about={"@id": article_id(interview)},
        mainEntity=_question_alone(interview, question, exchange) if asked else None,
    )
    article = _build_article_core(interview)
    breadcrumbs = build_breadcrumbs(*_steps(interview), (name, path))
    return build_graph(build_publisher(), *_people(interview), article, page, breadcrumbs)


def _question_alone(interview, question, exchange):
    page, person_references = (
        absolute_url(interview.get_absolute_url()),
        get_person_references(interview),
    )
    return build_question(page, question, person_references, exchange)[0]


def article_id(interview):
    return absolute_url(f"{interview.get_absolute_url()}#article")


def _people(interview):
    """Return one node for each credited person."""
    credited = [each for _role, _label, people in interview.roles for each in people]
    return [build_person(each) for each in dict.fromkeys(credited)]


def _steps(interview):
    steps = [(_("Interviews"), reverse("interviews:archive"))]
    if interview.series:
        steps.append((interview.series.title, interview.series.get_absolute_url()))
    return [*steps, (interview.title, interview.get_absolute_url())]


def _conversation(interview):
    return build_node(
        "Conversation",
        absolute_url(f"{interview.get_absolute_url()}#conversation"),
        name=interview.title,
        dateCreated=interview.held_on and interview.held_on.isoformat(),
        locationCreated=build_node("Place", name=interview.place) if interview.place else None,
        contributor=build_people(
            [*interview.subjects, *interview.interviewers], get_person_references(interview)
        ),
    )


def _build_article_core(interview):
    address = absolute_url(interview.get_absolute_url())
    return build_node(
        "NewsArticle",
        article_id(interview),
        url=address,
        headline=interview.title,
        genre="Interview",
        datePublished=_moment(interview.published_at),
        dateModified=_moment(interview.changed_at),
        author=build_people(interview.interviewers, get_person_references(interview)),
        publisher=reference_to(build_publisher()),
        inLanguage=interview.language,
        isAccessibleForFree=True,
    )


def _article(interview):
    questions = interview.questions[:MAX_QUESTIONS]
    publication = Publication.objects.current()
    page, person_references = (
        absolute_url(interview.get_absolute_url()),
        get_person_references(interview),
    )
    question_nodes = [build_question(page, each, person_references) for each in questions]
    all_told = len(question_nodes) == len(interview.questions)
    return _build_article_core(interview) | build_node(
        "NewsArticle",
        mainEntityOfPage=page,
        description=interview.description,
        image=_lead(interview),
        contributor=build_people(interview.subjects, person_references),
        about=build_people(interview.subjects, person_references),
        keywords=[topic.name for topic in interview.topics.all()],
        isPartOf=_series(interview),
        isBasedOn=reference_to(_conversation(interview)),
        backstory=_backstory(interview),
        version=str(interview.version),
        archivedAt=absolute_url(
            reverse("interviews:version", args=[interview.slug, interview.version])
        ),
        timeRequired=f"PT{interview.reading_minutes}M",
        wordCount=count_words(interview, question_nodes) if all_told else None,
        copyrightYear=timezone.localtime(interview.published_at).year,
        copyrightHolder=reference_to(build_publisher()),
        copyrightNotice=publication.licence,
        license=publication.licence_url,
        hasPart=[node for node, _words in question_nodes if "name" in node],
        correction=[_correction(interview, each) for each in interview.noted_corrections],
    )


def _lead(interview):
    size = interview.lead_width, interview.lead_height
    about = {"caption": interview.lead_caption, "creditText": interview.lead_credit}
    return build_picture(interview.lead_picture, *size, **about)


def _series(interview):
    if not interview.series:
        return None
    address, name = absolute_url(interview.series.get_absolute_url()), interview.series.title
    return build_node("CreativeWorkSeries", f"{address}#series", name=name, url=address)


def _backstory(interview):
    sentences = [
        f"{label}: {text}" + "." * (not ENDS_A_SENTENCE.search(text))
        for label, text in get_interview_details(interview)
    ]
    return " ".join([*sentences, Publication.objects.current().promise])


def _correction(interview, correction):
    about = correction.exchange
    return build_node(
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
