"""Loads the demo's texts and pictures into the database, by the methods that editors use.

In this folder: `publication.toml` (people, topics, series, the about page), `interviews/`
(transcripts with front matter), `pictures/` (named after the slug of a person or an interview) and
`replies.toml`, which replies.py loads.
"""

import io
import tomllib
from pathlib import Path

import yaml
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image

from interviews import transcripts
from interviews.models import (
    Credit,
    Exchange,
    Interview,
    Page,
    Person,
    RecurringQuestion,
    Series,
    Topic,
)
from interviews.transcripts.drafts import create_draft
from publication.demo import replies

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"


def is_database_empty():
    """Return whether the database has no content and no account."""
    return not any(model.objects.exists() for model in (Interview, Person, Topic, Series, User))


@transaction.atomic
def load(editor):
    """Create all of the demo in one transaction. `editor`: the account that writes it."""
    publication = tomllib.loads((HERE / "publication.toml").read_text("utf-8"))
    Page.objects.update_or_create(slug="about", defaults=publication["about"])
    topics = {each["slug"]: Topic.objects.create(**each) for each in publication["topics"]}
    series = {each["slug"]: Series.objects.create(**each) for each in publication["series"]}
    people = {each["slug"]: _create_person(each) for each in publication["people"]}
    for path in sorted((HERE / "interviews").glob("*.md")):
        _create_interview(path, people, topics, series, editor)
    for each in publication["questions"]:
        _create_recurring_question(RecurringQuestion.objects.create(**each), editor)
    replies.load(people, editor)


def _create_person(facts):
    links = facts.pop("links", [])
    person = Person.objects.create(**facts)
    for link in links:
        person.links.create(**link)
    person.portrait.save(f"{person.slug}.jpg", to_jpeg(PICTURES / f"portraits/{person.slug}.avif"))
    return person


def _create_recurring_question(question, editor):
    """Mark every question that ends with the wording of the recurring question."""
    asked = Exchange.objects.filter(question__endswith=question.wording)
    question.set_exchanges(asked.values_list("pk", flat=True), by=editor)


def _create_interview(path, people, topics, series, editor):
    _start, front_matter, text = path.read_text("utf-8").split("---\n", 2)
    facts = yaml.safe_load(front_matter)
    parsed = transcripts.parse(text, filename=path.name)
    transcript = transcripts.assemble(parsed)
    transcript.title, transcript.standfirst = facts["title"], facts["standfirst"]
    cast = {people[each["person"]].name: people[each["person"]] for each in facts["people"]}
    interview = create_draft(transcript, by=editor, people=cast)
    _describe(interview, facts, series)
    interview.topics.set(topics[slug] for slug in facts["topics"])
    interview.credits.all().delete()
    for position, each in enumerate(facts["people"], start=1):
        Credit.objects.create(
            interview=interview,
            person=people[each["person"]],
            role=each["role"],
            position=position,
        )
    questions = list(interview.exchanges.exclude(question=""))
    _annotate(interview, questions, facts)
    interview.record_version(by=editor)
    _publish(interview, facts, editor)
    _correct(interview, questions, facts, editor)


def _describe(interview, facts, series):
    interview.slug = facts["slug"]
    interview.language = facts.get("language", "en")
    interview.held_on = facts["held_on"]
    interview.medium = facts["medium"]
    interview.place = facts.get("place", "")
    interview.duration = facts.get("duration_minutes")
    for name in ("terms", "editing", "sign_off"):
        setattr(interview, name, facts.get(name, "").strip())
    if "series" in facts:
        interview.series = series[facts["series"]]
        interview.series_position = facts.get("series_position", 1)
    if "lead" in facts:
        lead = facts["lead"]
        interview.lead_alt, interview.lead_caption = lead["alt"], lead.get("caption", "")
        interview.lead_credit = lead.get("credit", "")
        picture = to_jpeg(PICTURES / f"leads/{interview.slug}.avif")
        interview.lead_picture.save(f"{interview.slug}.jpg", picture, save=False)
    interview.save()


def _annotate(interview, questions, facts):
    """Set labels and notes by the number of the question, and the pull quote where it was said."""
    for question, remarks in zip(questions, facts.get("exchanges", []), strict=False):
        question.label = remarks.get("label", "")
        question.note = remarks.get("note", "").strip()
        question.save()
    line = facts.get("best_line", "").strip()
    for exchange in interview.exchanges.all():
        exchange.pull_quote = line
        if line and exchange.has_verbatim_pull_quote:
            exchange.save()
            return
    if line:
        raise ValueError(f"{interview.slug}: no answer contains “{line}”")


def _publish(interview, facts, editor):
    # The editor has written the texts, and may not publish them where the setting demands review.
    match facts["state"]:
        case "in_review":
            interview.submit(by=editor)
        case "scheduled":
            interview.submit(by=editor)
            interview.schedule(facts["published_at"], by=None)
        case "published":
            interview.submit(by=editor)
            interview.publish(by=None, at=facts["published_at"])


def _correct(interview, questions, facts, editor):
    for each in facts.get("corrections", []):
        correction = interview.corrections.create(
            exchange=questions[each["exchange"] - 1],
            note=each["note"].strip(),
            was=each["was"],
            made_by=editor,
        )
        correction.publish(at=each["at"])


def to_jpeg(path):
    """Return a picture as a JPEG file; an upload in AVIF would take seconds to encode again."""
    stored = io.BytesIO()
    with Image.open(path) as picture:
        picture.save(stored, "JPEG", quality=85)
    return ContentFile(stored.getvalue())
