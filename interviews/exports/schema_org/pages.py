"""The front page, people and lists as JSON-LD."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from interviews import prose
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
    unwrap_single,
)
from interviews.exports.schema_org.questions import answer_id
from interviews.models import Publication
from interviews.prose.excerpts import truncate

EXCERPT_LENGTH = 240  # characters of an answer to a recurring question

MAX_LISTED = 30  # interviews of a person, of whom some have given a hundred


def build_front_page_graph():
    """Return the graph of the front page: the publication, and how to search the site."""
    publication = Publication.objects.current()
    found_at = f"{absolute_url(reverse('interviews:search'))}?q={{search_term_string}}"
    search = build_node(
        "SearchAction",
        target=build_node("EntryPoint", urlTemplate=found_at),
        **{"query-input": "required name=search_term_string"},
    )
    site = build_node(
        "WebSite",
        reference_to_website()["@id"],
        name=publication.name,
        url=absolute_url(reverse("interviews:front_page")),
        description=publication.promise,
        inLanguage=translation.get_language(),
        publisher=reference_to(build_publisher()),
        potentialAction=search,
    )
    return build_graph(build_publisher(), site)


def build_person_graph(individual, given):
    """Return the graph of a person's page: profile, links, interviews that the person gave."""
    size = individual.portrait_width, individual.portrait_height
    address = absolute_url(individual.get_absolute_url())
    profile = build_node(
        "ProfilePage",
        address,
        url=address,
        name=individual.name,
        isPartOf=reference_to_website(),
        mainEntity=build_person(
            individual,
            image=build_picture(individual.portrait, *size, creditText=individual.portrait_credit),
            sameAs=[link.url for link in individual.links.all() if link.is_linkable],
            subjectOf=[_build_short_article(interview) for interview in given[:MAX_LISTED]],
        ),
    )
    people = (_("People"), reverse("interviews:people"))
    return build_graph(
        profile, build_breadcrumbs(people, (individual.name, individual.get_absolute_url()))
    )


def build_list_graph(name, path, listed, above=None, query=""):
    """Return the graph of a list of pages; `above` is (name, path) of its parent list."""
    items = [
        build_node(
            "ListItem", position=place, name=str(each), url=absolute_url(each.get_absolute_url())
        )
        for place, each in enumerate(listed, start=1)
    ]
    page = _collection(name, path, query, build_node("ItemList", itemListElement=items))
    return build_graph(page, build_breadcrumbs(*([above] if above else []), (name, path)))


def build_recurring_question_graph(question, voices, query=""):
    """Return the graph of a recurring question: the beginning and the URL of each answer."""
    path = question.get_absolute_url()
    answers = [_answer(each, voice.speakers) for voice in voices for each in voice.answers]
    asked = build_node(
        "Question",
        absolute_url(f"{path}#question"),
        name=question.wording,
        answerCount=len(answers),
        suggestedAnswer=unwrap_single(answers),
    )
    page = _collection(question.wording, path, query, asked)
    all_questions = _("One question, many answers"), reverse("interviews:recurring_questions")
    return build_graph(page, build_breadcrumbs(all_questions, (question.wording, path)))


def _collection(name, path, query, main):
    address = absolute_url(path) + (f"?{query}" if query else "")
    about = {"name": str(name), "isPartOf": reference_to_website(), "mainEntity": main}
    return build_node("CollectionPage", address, url=address, **about)


def _answer(exchange, speakers):
    return build_node(
        "Answer",
        answer_id(absolute_url(exchange.anchor_url), opens=bool(exchange.question)),
        url=absolute_url(exchange.anchor_url),
        text=truncate(prose.spoken_text(exchange.answer), EXCERPT_LENGTH),
        inLanguage=exchange.interview.language,
        author=unwrap_single([build_node("Person", name=speaker.name) for speaker in speakers]),
    )


def _build_short_article(interview):
    address = absolute_url(interview.get_absolute_url())
    return build_node("NewsArticle", f"{address}#article", headline=interview.title, url=address)
