"""A question and its answers as JSON-LD."""

import re

from interviews import prose
from interviews.exports.schema_org.nodes import a, one_or_more, the_person
from interviews.languages import WITHOUT_SPACES
from interviews.prose.excerpts import truncate

BEGINNING = 240  # characters of an answer that is not told whole
WORD = re.compile(r"\S*\w\S*")


def of_question(page, question, known, whole, only=None):
    """The node of a question, and how many words are in it and its answers.

    `page`: the address of the interview; `known`: see people_known_to(); `only`: the one answer
    to tell of.
    """
    standing = [each for each in question.answers if not each.is_removed]
    answers = [each for each in standing if each.answer]
    told = [each for each in answers if only in (None, each)]
    node = a(
        "Question",
        f"{page}#{question.key}",
        name=question.asked.question_text,
        position=question.number,
        author=named(question.asked.askers, known),
        answerCount=len(answers),
        suggestedAnswer=one_or_more([_answer(page, question, e, known, whole) for e in told]),
    )
    texts = (text for each in standing for text in (each.question_text, each.answer_text))
    return node, sum(len(WORD.findall(text)) for text in texts)


def identity_of_answer(place, opens):
    """The place of an answer on the interview's page; one that opens a question has its own."""
    return place + ("-a" if opens else "")


def words(interview, told):
    """How many words these add up to; None where words have no spaces between."""
    if interview.language.lower().split("-")[0] in WITHOUT_SPACES:
        return None
    return sum(count for _node, count in told)


def _answer(page, question, exchange, known, whole):
    place, text = f"{page}#{exchange.key}", prose.spoken_text(exchange.answer)
    return a(
        "Answer",
        identity_of_answer(place, exchange.key == question.key),
        url=place,
        text=text if whole else truncate(text, BEGINNING),
        author=named(exchange.speakers, known),
    )


def people_known_to(interview):
    """{key: a reference to the person} of those whom an interview credits."""
    return {credit.person_id: the_person(credit.person) for credit in interview.credits.all()}


def named(people, known):
    """Who they are: a reference to those who are known, the bare name of anybody else."""
    return one_or_more([known.get(each.pk) or a("Person", name=each.name) for each in people])
