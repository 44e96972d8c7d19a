"""Fills the database of DATABASE_URL with interviews; prints the addresses of pages as JSON.

`benchmarks.reading` runs it with the number of interviews. An interview has 3,000 words in 20
exchanges; one has 100 replies, another 5,000.
"""

# ruff: noqa: E402 -- Django is set up before its models are imported

import json
import os
import random
import sys
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publication.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from benchmarks.reply_requests import sentence
from interviews.models import Credit, Exchange, Interview, Person, Topic
from tests.builders import many_replies

EXCHANGES = 20  # in an interview
WORDS = 150  # in an exchange, question and answer together
REPLIES = [100, 5_000]  # under the first interviews


def answer(chance):
    paragraphs = [[], [], []]
    while sum(len(said.split()) for paragraph in paragraphs for said in paragraph) < WORDS - 12:
        chance.choice(paragraphs).append(sentence(chance))
    paragraphs = [" ".join(paragraph) for paragraph in paragraphs if paragraph]
    first, _space, rest = paragraphs[0].partition(" ")
    return "\n\n".join([f"*{first}* {rest}", *paragraphs[1:]])


def fill(count, chance):
    people = Person.objects.bulk_create(
        Person(name=f"Person {n}", slug=f"person-{n}", sort_key=f"{n:06}", description="Keeper")
        for n in range(count // 2 + 2)
    )
    topics = Topic.objects.bulk_create(
        Topic(name=f"Topic {n}", slug=f"topic-{n}", sort_key=f"{n:06}") for n in range(20)
    )
    return [an_interview(n, chance, people, topics) for n in range(count)]


def an_interview(number, chance, people, topics):
    interview = Interview.objects.create(
        title=sentence(chance)[:-1],
        standfirst=sentence(chance),
        introduction=answer(chance),
        slug=f"interview-{number}",
        status="published",
        published_at=timezone.now() - timedelta(hours=6 * number + 1),
    )
    for role, person in zip(("subject", "interviewer"), chance.sample(people, 2), strict=True):
        Credit.objects.create(interview=interview, person=person, role=role)
    interview.topics.set(chance.sample(topics, 2))
    Exchange.objects.bulk_create(
        Exchange(
            interview=interview,
            key=f"x-{number * EXCHANGES + place:06}",
            position=place + 1,
            question=f"{sentence(chance)[:-1]}?",
            answer=answer(chance),
        )
        for place in range(EXCHANGES)
    )
    return interview


def main(count):
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with transaction.atomic():
        interviews = fill(count, random.Random(11))
    told = {"front page": "/", "archive": "/interviews/", "feed": "/feed.atom"}
    for interview, replies in zip(interviews, REPLIES, strict=False):
        many_replies(interview, replies)
        told[f"interview, {replies:,} replies"] = interview.get_absolute_url()
    first = interviews[0].exchanges.select_related("interview").earliest("position")
    told["one exchange"] = first.get_absolute_url()
    told["search"] = f"/search/?q={first.answer.split()[-1].strip('.')}"
    keys = list(interviews[2].exchanges.values_list("key", flat=True))
    print(
        json.dumps(
            {"pages": told, "to_reply": f"{interviews[2].get_absolute_url()}reply/", "keys": keys}
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
