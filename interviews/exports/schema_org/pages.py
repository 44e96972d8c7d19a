"""The front page, people and lists as JSON-LD."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from interviews import prose
from interviews.exports.absolute_urls import absolute_url
from interviews.exports.schema_org.nodes import (
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
from interviews.exports.schema_org.questions import BEGINNING, identity_of_answer
from interviews.prose.excerpts import truncate

MOST_LISTED = 30  # interviews of a person, of whom some have given a hundred


def of_front_page():
    """The site, and how to search it."""
    found_at = f"{absolute_url(reverse('interviews:search'))}?q={{search_term_string}}"
    search = a(
        "SearchAction",
        target=a("EntryPoint", urlTemplate=found_at),
        **{"query-input": "required name=search_term_string"},
    )
    site = a(
        "WebSite",
        website()["@id"],
        name=settings.PUBLICATION_NAME,
        url=absolute_url(reverse("interviews:front_page")),
        description=settings.PUBLICATION_PROMISE,
        inLanguage=translation.get_language(),
        publisher=the(publisher()),
        potentialAction=search,
    )
    return graph(publisher(), site)


def of_person(somebody, given):
    """A profile: who this is, where else to find them, what they gave interviews for."""
    size = somebody.portrait_width, somebody.portrait_height
    address = absolute_url(somebody.get_absolute_url())
    profile = a(
        "ProfilePage",
        address,
        url=address,
        name=somebody.name,
        isPartOf=website(),
        mainEntity=person(
            somebody,
            image=picture(somebody.portrait, *size, creditText=somebody.portrait_credit),
            sameAs=[link.url for link in somebody.links.all() if link.is_linkable],
            subjectOf=[_in_short(interview) for interview in given[:MOST_LISTED]],
        ),
    )
    people = (_("People"), reverse("interviews:people"))
    return graph(profile, way_to(people, (somebody.name, somebody.get_absolute_url())))


def of_list(name, path, listed, above=None, query=""):
    """A page that lists what has pages; `above`: (name, path) of the list that it is listed in."""
    items = [
        a("ListItem", position=place, name=str(each), url=absolute_url(each.get_absolute_url()))
        for place, each in enumerate(listed, start=1)
    ]
    page = _collection(name, path, query, a("ItemList", itemListElement=items))
    return graph(page, way_to(*([above] if above else []), (name, path)))


def of_recurring_question(question, voices, query=""):
    """One question, and what was answered to it: how each answer begins, and where it stands."""
    path = question.get_absolute_url()
    answers = [_answer(each, voice.speakers) for voice in voices for each in voice.answers]
    asked = a(
        "Question",
        absolute_url(f"{path}#question"),
        name=question.wording,
        answerCount=len(answers),
        suggestedAnswer=one_or_more(answers),
    )
    page = _collection(question.wording, path, query, asked)
    all_questions = _("The same question"), reverse("interviews:recurring_questions")
    return graph(page, way_to(all_questions, (question.wording, path)))


def _collection(name, path, query, main):
    address = absolute_url(path) + (f"?{query}" if query else "")
    about = {"name": str(name), "isPartOf": website(), "mainEntity": main}
    return a("CollectionPage", address, url=address, **about)


def _answer(exchange, speakers):
    return a(
        "Answer",
        identity_of_answer(absolute_url(exchange.place), opens=bool(exchange.question)),
        url=absolute_url(exchange.place),
        text=truncate(prose.spoken_text(exchange.answer), BEGINNING),
        inLanguage=exchange.interview.language,
        author=one_or_more([a("Person", name=speaker.name) for speaker in speakers]),
    )


def _in_short(interview):
    address = absolute_url(interview.get_absolute_url())
    return a("NewsArticle", f"{address}#article", headline=interview.title, url=address)
