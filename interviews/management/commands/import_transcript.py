"""manage.py import_transcript FILE: create a draft from a transcript."""

import json
import re
import sys
from dataclasses import asdict
from datetime import datetime, time
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from interviews import transcripts
from interviews.models import Interview, Person, TranscriptSource
from interviews.models.checklist import CREDITS
from interviews.prose.excerpts import truncate
from interviews.transcripts.drafts import create_draft
from interviews.transcripts.proposal import LABELS
from interviews.transcripts.proposals import propose

DATE_PREFIX = re.compile(r"^\d{4}-\d{2}-\d{2}[-_ ]*")


class Command(BaseCommand):
    help = "Reads a transcript and makes a draft of it, or shows what it would make."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the transcript; - reads standard input")
        parser.add_argument("--title", help="instead of the one in the text")
        parser.add_argument("--subject", help="the full name of the person interviewed")
        parser.add_argument("--interviewer", help="the full name of the person who asks")
        parser.add_argument("--language", help="its language tag, such as pt-BR")
        parser.add_argument(
            "--accept",
            default="",
            help="accept proposals: all, or fields with commas between: title,subject,terms",
        )
        parser.add_argument("--by", help="the user name of the person who imports it")
        parser.add_argument("--publish", action="store_true", help="publish it at once")
        parser.add_argument("--force", action="store_true", help="publish it even if in doubt")
        parser.add_argument("--dry-run", action="store_true", help="save nothing")
        parser.add_argument("--json", action="store_true", help="print what was read as JSON")

    def handle(self, *args, **options):
        content = self.read(options["file"])
        parsed = self.parse(content, options["file"])
        proposals = propose(parsed)
        self.accept(parsed, proposals, options)
        transcript = transcripts.assemble(parsed)
        transcript.title = (
            options["title"] or transcript.title or title_from_filename(options["file"])
        )
        for role in ("subject", "interviewer"):
            if options[role]:
                transcript.name_speaker(role, self.fitting(options[role]))
        if options["publish"] and not options["force"]:
            self.refuse_doubtful(parsed, transcript)
        if not options["dry_run"]:
            interview = self.save(content, parsed, transcript, options)
        if options["json"]:
            read = transcript.as_dict() | {
                "doubts": [asdict(doubt) for doubt in parsed.doubts],
                "proposals": [asdict(proposal) for proposal in proposals],
            }
            self.stdout.write(json.dumps(read, ensure_ascii=False, indent=2, default=str))
        else:
            self.report(transcript)
            self.report_proposals(parsed, proposals)
            for line in describe_doubts(parsed):
                self.stdout.write(self.style.WARNING(f"  {line}"))
        if not options["dry_run"]:
            out = self.stderr if options["json"] else self.stdout
            out.write(f"{interview.state.label}: {interview.get_absolute_url()}")
            for line in describe_earlier_imports(interview.transcript_source):
                out.write(self.style.WARNING(line))

    def accept(self, parsed, proposals, options):
        """Accept the proposals that --accept names, and the language that --language gives."""
        fields = set(filter(None, options["accept"].split(",")))
        if unknown := fields - {"all", *LABELS}:
            known = ", ".join(["all", *LABELS])
            raise CommandError(f"Unknown: {', '.join(sorted(unknown))}. Choose from: {known}.")
        for proposal in proposals:
            # What an option says by itself is not to be accepted beside it.
            if fields & {"all", proposal.field} and not options.get(proposal.field):
                proposal.accept(parsed)
        if options["language"]:
            try:
                Interview._meta.get_field("language").clean(options["language"], None)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            parsed.facts.language = options["language"]

    def report_proposals(self, parsed, proposals):
        for proposal in proposals:
            state = "accepted" if proposal.is_accepted(parsed) else "proposed"
            self.stdout.write(f"  {state}: {proposal.field}: {proposal.shown} ({proposal.reason})")

    def fitting(self, full_name):
        most = Person._meta.get_field("name").max_length
        if len(full_name) > most:
            raise CommandError(f"A name has at most {most} characters; nothing was saved.")
        return full_name

    def read(self, file):
        try:
            return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        except OSError as error:
            raise CommandError(str(error)) from error

    def parse(self, content, file):
        try:
            return transcripts.parse(content, filename=Path(file).name)
        except transcripts.Unreadable as error:
            raise CommandError(str(error)) from error

    def refuse_doubtful(self, parsed, transcript):
        """Raise CommandError if the source may have been read wrongly."""
        if parsed.confidence == "high":
            return
        reasons = "\n".join([*describe_doubts(parsed), *map(str, transcript.warnings)])
        raise CommandError(
            f"It is not certain that this was read rightly; nothing was saved.\n{reasons}\n"
            "Make a draft and check it (without --publish), or publish it all the same (--force)."
        )

    def save(self, content, parsed, transcript, options):
        """Store the source and create the draft, or raise CommandError and save nothing."""
        if not transcript.exchanges:
            why = "\n".join(map(str, transcript.warnings))
            raise CommandError(f"No question with an answer was found; nothing was saved.\n{why}")
        by, facts = find_user(options["by"]), parsed.facts
        name = "" if options["file"] == "-" else Path(options["file"]).name
        try:
            with transaction.atomic():
                source = TranscriptSource.objects.keep(content, name, parsed, by)
                interview = create_draft(transcript, facts=facts, by=by, source=source)
                if options["publish"]:
                    # Archives do not always say who was interviewed; nobody is guessed.
                    interview.publish(by=by, at=get_noon(facts.date), may_lack=[CREDITS])
        except ValidationError as error:
            raise CommandError("Nothing was saved. " + " ".join(error.messages)) from error
        return interview

    def report(self, transcript):
        answers = sum(len(exchange.answers) for exchange in transcript.exchanges)
        self.stdout.write(transcript.title)
        for person in transcript.people:
            self.stdout.write(f"  {person.role}: {person.name}")
        self.stdout.write(
            f"  {len(transcript.exchanges)} questions, {answers} answers, "
            f"{len(transcript.left_out)} left out; confidence {transcript.confidence}"
        )
        for warning in transcript.warnings:
            self.stdout.write(self.style.WARNING(f"  {warning}"))


def find_user(name):
    """Return the user with this user name, None without a name; CommandError if there is none."""
    if not name:
        return None
    try:
        return get_user_model().objects.get_by_natural_key(name)
    except get_user_model().DoesNotExist:
        raise CommandError(f"There is no user “{name}”; nothing was saved.") from None


def describe_earlier_imports(source):
    """Return a line for each interview that was made from a file with the same bytes."""
    earlier = TranscriptSource.objects.imported().like(source).select_related("interview")
    return [f"The same file was imported before: {each.interview}" for each in earlier]


def describe_doubts(parsed):
    """Return a line for each doubt: the beginning of its paragraph, and the question."""
    lines = []
    for doubt in parsed.doubts:
        if doubt.paragraph is None:
            lines.append(doubt.question)
            continue
        words = " ".join(parsed.paragraphs[doubt.paragraph].text.split())
        lines.append(f"Paragraph {doubt.paragraph + 1}, “{truncate(words, 60)}”: {doubt.question}")
    return lines


def get_noon(day):
    """Return noon of the day in the front matter; None without a day, or if it is not past."""
    if day is None:
        return None
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    return noon if noon <= timezone.now() else None


def title_from_filename(file):
    """Return a title from a file name: “2015-05-19-five-questions.md” gives “Five questions”."""
    words = " ".join(re.split(r"[-_\s]+", DATE_PREFIX.sub("", Path(file).stem))).strip()
    return words[:1].upper() + words[1:]
