"""Functions that create valid objects with default values: an_interview(), a_person() …"""

import itertools
from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from comments.models import Reply, ReplySettings
from comments.models.reply import get_exchange_digest
from interviews.models import (
    Credit,
    Exchange,
    Interview,
    Page,
    Person,
    PreparedUpdate,
    Publication,
    RecurringQuestion,
    Series,
    Topic,
)
from interviews.models.checklist import PROSE, PROSE_OF_EXCHANGES
from interviews.models.content import content_of

counter = itertools.count(1)


def an_editor(**words):
    name = f"editor-{next(counter)}"
    return User.objects.create_superuser(**({"username": name, "password": "let me in"} | words))


def a_reader_with_an_account(**words):
    name = f"reader-{next(counter)}"
    return User.objects.create_user(**({"username": name, "password": "let me in"} | words))


def a_moderator(**words):
    """Create a user who may moderate replies and nothing else."""
    return a_member_of("Moderators", **words)


def a_member_of(group, **words):
    """Create a user in one of the groups of publication.accounts.groups."""
    member = a_reader_with_an_account(**({"is_staff": True} | words))
    member.groups.add(Group.objects.get(name=group))
    return member


def a_person(name="Ines Okafor", **words):
    person = Person(name=name, **words)
    person.full_clean()
    person.save()
    return person


def a_topic(name="Infrastructure", **words):
    topic = Topic(name=name, **words)
    topic.full_clean()
    topic.save()
    return topic


def a_series(title="Who decides", **words):
    series = Series(title=title, **words)
    series.full_clean()
    series.save()
    return series


def a_recurring_question(wording="Who is allowed to say no to you?", **words):
    question = RecurringQuestion(wording=wording, **words)
    question.full_clean()
    question.save()
    return question


def the_publication(**words):
    """Store the publication with these values; what is not given stays."""
    publication = Publication.objects.read()
    for name, value in words.items():
        setattr(publication, name, value)
    publication.full_clean()
    publication.save()
    return publication


def a_page(title="About", **words):
    page = Page(title=title, **words)
    page.full_clean()
    page.save()
    return page


def a_draft(title="A grid you can no longer predict", subjects=None, exchanges=1, **words):
    """Create a draft that can be published, with credits and so many `exchanges`."""
    interview = Interview(title=title, **words)
    interview.full_clean()
    interview.create_draft(by=None)
    for person in subjects or [someone("Ines Okafor")]:
        Credit.objects.create(interview=interview, person=person, role="subject")
    Credit.objects.create(interview=interview, person=someone("Teodor Vass"), role="interviewer")
    for _each in range(exchanges):
        an_exchange(interview)
    return interview


def an_interview(*args, at=None, **words):
    """Create a published interview; it was published at `at`, or an hour ago."""
    return published(a_draft(*args, **words), at)


def begun_by(user, interview):
    """Make a user the one who has begun an interview, and return the interview."""
    Interview.objects.filter(pk=interview.pk).update(created_by=user)
    interview.refresh_from_db()
    return interview


def published(draft, at=None):
    """Publish a draft, even if its texts have broken links or questions that nobody answers."""
    at = at or timezone.now() - timedelta(hours=1)
    draft.publish(by=None, at=at, may_lack=[*PROSE, *PROSE_OF_EXCHANGES])
    return draft


def an_interview_of(*exchanges, **words):
    """Create a published interview of these (question, answer) pairs."""
    draft = a_draft(exchanges=0, **words)
    for question, answer in exchanges:
        an_exchange(draft, question, answer)
    return published(draft)


def someone(name):
    return Person.objects.find_by_name(name) or a_person(name)


def an_exchange(interview, question="What broke first?", answer="The forecast.", **words):
    answered_by = words.pop("answered_by", [])
    last = interview.exchanges.order_by("position").last()
    exchange = Exchange(
        interview=interview,
        position=last.position + 1 if last else 1,
        question=question,
        answer=answer,
        **words,
    )
    exchange.full_clean()
    exchange.save()
    exchange.answered_by.set(answered_by)
    return exchange


def an_update(interview, by=None, kind="update", note="We asked again.", **words):
    """Prepare an update of a published interview that changes fields of its first exchange."""
    with transaction.atomic():
        update = PreparedUpdate.objects.locked(interview)
        with update.applied() as applied:
            first = applied.exchanges.order_by("position").first()
            applied.exchanges.filter(pk=first.pk).update(**(words or {"answer": "The model."}))
            content = content_of(applied)
        update.save_content(content, by, kind=kind, note=note)
    return update


def a_correction(interview, note="The month was March.", **words):
    return interview.correct(note, **({"by": None} | words))


def a_reply(interview, status=Reply.Status.PUBLISHED, **words):
    """Create a reply in this state, as if an editor had decided about it."""
    parent = words.get("parent")
    values = {
        "name": "Oluwaseun P.",
        "email": "oluwaseun@example.org",
        "body": "We were in the wrong group for nine years.",
        "fingerprint": f"{next(counter):064}",
        "thread_id": parent.root_id if parent else None,
        "reasons": [["unread", ""]],
    }
    if words.get("exchange"):
        values["exchange_digest"] = get_exchange_digest(words["exchange"])
    reply = Reply.objects.create(interview=interview, **(values | words))
    match status:
        case Reply.Status.PUBLISHED:
            reply.approve()
        case Reply.Status.DECLINED:
            reply.decline()
        case Reply.Status.SPAM:
            reply.mark_as_spam()
        case Reply.Status.WITHDRAWN:
            reply.withdraw()
    return reply


def many_replies(interview, count):
    """Create so many published threads of one reply in bulk; return them in order."""
    settings, _new = ReplySettings.objects.get_or_create(interview=interview)
    numbers = range(settings.last_thread_number + 1, settings.last_thread_number + count + 1)
    ReplySettings.objects.filter(pk=settings.pk).update(last_thread_number=numbers[-1])
    return Reply.objects.bulk_create(
        Reply(
            number=number, position=0, body=f"This is number {number}.", **as_published(interview)
        )
        for number in numbers
    )


def a_long_thread(first, count):
    """Create so many replies, each to the one before, in bulk; return the last."""
    Reply.objects.bulk_create(
        Reply(
            parent=first,
            thread=first,
            number=first.number,
            position=place,
            body=f"Answer {place}.",
            **as_published(first.interview),
        )
        for place in range(1, count + 1)
    )
    Reply.objects.filter(thread=first, position__gt=1).update(parent=F("pk") - 1)
    Reply.objects.filter(pk=first.pk).update(last_position=count)
    return Reply.objects.get(thread=first, position=count)


def as_published(interview):
    """Return the values of a reply that was just published, except its place and text."""
    return {
        "interview": interview,
        "name": "Oluwaseun P.",
        "email": "oluwaseun@example.org",
        "fingerprint": f"{next(counter):064}",
        "status": Reply.Status.PUBLISHED,
        "queued_at": None,
        "published_at": timezone.now(),
    }
