"""A question and its answers as JSON-LD."""

import re

from interviews import prose
from interviews.exports.schema_org.nodes import build_node, reference_to_person, unwrap_single
from interviews.languages import WITHOUT_SPACES
from interviews.prose.excerpts import truncate

EXCERPT_LENGTH = 120  # characters of an answer in the graph of its interview
WORD = re.compile(r"\S*\w\S*")


def build_question(page, question, person_references, only=None):
    """Return (the node of a question, the number of words in the question and its answers).

    Answers are truncated, since the page has them in full; `only`, the one answer of its own page,
    is complete. `page` is the URL of the interview.
    get_person_references() makes `person_references`.
    """
    standing = [each for each in question.answers if not each.is_removed]
    answers = [each for each in standing if each.answer]
    included = [each for each in answers if only in (None, each)]
    node = build_node(
        "Question",
        f"{page}#{question.key}",
        name=question.asking_exchange.question_text,
        position=question.number,
        author=build_people(question.asking_exchange.askers, person_references),
        answerCount=len(answers),
        suggestedAnswer=unwrap_single(
            [_answer(page, question, e, person_references, e is only) for e in included]
        ),
    )
    texts = (text for each in standing for text in (each.question_text, each.answer_text))
    return node, sum(len(WORD.findall(text)) for text in texts)


def answer_id(url, opens):
    """Return the @id of an answer: its URL, with a suffix where the question has the same URL."""
    return url + ("-a" if opens else "")


def count_words(interview, included):
    """Return the number of words in all questions; None in languages without spaces."""
    if interview.language.lower().split("-")[0] in WITHOUT_SPACES:
        return None
    return sum(count for _node, count in included)


def _answer(page, question, exchange, person_references, whole):
    url, text = f"{page}#{exchange.key}", prose.spoken_text(exchange.answer)
    return build_node(
        "Answer",
        answer_id(url, exchange.key == question.key),
        url=url,
        text=text if whole else truncate(text, EXCERPT_LENGTH),
        author=build_people(exchange.speakers, person_references),
    )


def get_person_references(interview):
    """Return {primary key: reference} of the people that an interview credits."""
    return {
        credit.person_id: reference_to_person(credit.person) for credit in interview.credits.all()
    }


def build_people(people, person_references):
    """Return references to credited people, and nodes with only a name for others."""
    return unwrap_single(
        [person_references.get(each.pk) or build_node("Person", name=each.name) for each in people]
    )
