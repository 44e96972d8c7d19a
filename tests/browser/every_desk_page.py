"""A publication at work, and the address of one page of each kind at the desk."""

from datetime import timedelta

from axes.models import AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from comments.models import Invitation, ModerationRules, QueuedEmail
from interviews import transcripts
from interviews.models import (
    Autosave,
    Correction,
    DeskComment,
    Page,
    Person,
    PreviewLink,
    RecurringQuestion,
    Series,
    Topic,
    TranscriptReview,
    TranscriptSource,
)
from interviews.transcripts import ParagraphRole
from interviews.transcripts.drafts import create_draft
from tests.admin_forms import address_of
from tests.browser.every_page import an_interview_with_everything
from tests.builders import (
    a_draft,
    a_page,
    a_person,
    a_recurring_question,
    a_reply,
    an_editor,
    an_exchange,
    an_interview,
    an_update,
)

A_LONG_TITLE = "A title so long that it has to step down: who decides, and by what right, and when?"

EDITED = "The talk was lightly edited for length."
DOUBTFUL = """WEBVTT

00:01.000 --> 00:02.000
<v Ada Lo>Shall we?

00:03.000 --> 00:04.000
<v Bo Lind>We shall. Did it break?

00:05.000 --> 00:06.000
<v Bo Lindd>Who asks?

00:07.000 --> 00:08.000
<v Ada Lo>Nobody does.
"""


def every_desk_page(editor):
    """Return {kind of page: address}. The database must be empty but for the editor."""
    asked = an_interview_with_everything()
    draft, scheduled = a_busy_draft(), a_scheduled_interview()
    an_interview("Withdrawn").withdraw(by=editor, note="She asked us to.")
    a_second_version(asked, editor)
    leave_unsaved(editor, address_of(draft))
    leave_unsaved(editor, address_of(asked))
    held = replies_of_every_kind(asked)
    things_of_every_kind(asked)
    for changed in (draft, Page.objects.last()):
        log_a_change(changed, editor)
    return {
        **pages_of_an_interview(asked, draft, scheduled, editor),
        "comments": comments_on(draft, editor),
        "the source of an interview": source_of_an_interview(editor),
        **pages_of_an_update(editor),
        **pages_of_replies(asked, held),
        **pages_of_accounts(editor),
        **one_page_of_each_model(),
        **pages_of_merging(),
    }


def pages_of_an_interview(asked, draft, scheduled, editor):
    versions = reverse("admin:interviews_interview_history", args=[asked.pk])
    compare = reverse("admin:interviews_version_compare", args=[asked.pk])
    exchange = asked.exchanges.first()
    return {
        "the front page of the desk": "/admin/",
        "the lists of an app": "/admin/interviews/",
        "the list of interviews": "/admin/interviews/interview/",
        "the list of interviews, filtered": "/admin/interviews/interview/?q=title&state=draft",
        "an interview to add": "/admin/interviews/interview/add/",
        "a draft": address_of(draft),
        "a published interview": address_of(asked),
        "a scheduled interview": address_of(scheduled),
        "an interview to delete": f"/admin/interviews/interview/{draft.pk}/delete/",
        "the preview of a draft": f"/admin/interviews/interview/{draft.pk}/preview/",
        "preview links": preview_links_of(draft),
        "versions": versions,
        "a comparison of versions": f"{compare}?from=1&to=2",
        "a transcript": "/admin/interviews/interview/transcript/",
        "the review of a transcript": a_review(editor),
        "find and replace": reverse("admin:interviews_interview_replace", args=[draft.pk]),
        "an update": reverse("admin:interviews_interview_update", args=[asked.pk]),
        "the comparison of an update": reverse(
            "admin:interviews_interview_update_comparison", args=[asked.pk]
        ),
        "a picture to add": reverse("picture_page"),
        "exchanges": "/admin/interviews/exchange/",
        "an exchange": address_of(exchange),
        "the history of an exchange": f"/admin/interviews/exchange/{exchange.pk}/history/",
    }


def a_review(editor):
    """Begin a review with doubts and a step; return its address with one paragraph open."""
    review = TranscriptReview.objects.begin(transcripts.parse(DOUBTFUL), by=editor)
    with review.changing("Leave out") as content:
        content.leave_out([1], A_LONG_TITLE)
        closing = {"words": EDITED, "role": ParagraphRole.CLOSING, "speaker": None, "reason": ""}
        content.edit(4, **closing)  # so that something is proposed
    page = reverse("admin:interviews_interview_transcript_review", args=[review.pk])
    return f"{page}?open=3#p3"


def pages_of_an_update(editor):
    """Pages of an update that is a draft again, with a field that was also changed in public."""
    interview = an_interview("An interview with an update", exchanges=3)
    update = an_update(interview, by=editor, pull_quote="barometer")
    update.submit(by=editor)
    update.return_to_draft(by=editor, note="Ask her again.")
    with interview.changing(editor, "typo"):
        interview.exchanges.filter(position=1).update(pull_quote="forecast")
    page = f"/admin/interviews/interview/{interview.pk}/update/"
    return {
        "an interview with an update": address_of(interview),
        "an update": page,
        "an update compared with the published text": f"{page}comparison/",
        "the preview of an update": f"{page}preview/",
        "an update to discard": f"{page}discard/",
    }


def preview_links_of(interview):
    """Make a valid and a revoked link; return the address of the page that lists them."""
    for name in ("Ada Okafor", A_LONG_TITLE):
        link = PreviewLink.objects.make(interview, name=name, days=7, by=None)
    link.revoke(by=None)
    return reverse("admin:interviews_interview_preview_links", args=[interview.pk])


def source_of_an_interview(editor):
    """Import subtitles; return the address of the page that shows them as the source."""
    turns = [("Mira", "How?"), ("Ada", A_LONG_TITLE), ("Mira", "Why?"), ("Ada", "So.")]
    cues = [f"00:0{n}.0 --> 00:0{n}.9\n<v {who}>{said}" for n, (who, said) in enumerate(turns)]
    text = "\n\n".join(["WEBVTT", *cues, "NOTE made by a machine"])
    parsed = transcripts.parse(text, "felt.vtt")
    source = TranscriptSource.objects.keep(text, "felt.vtt", parsed, by=editor)
    interview = create_draft(transcripts.assemble(parsed), by=editor, source=source)
    return reverse("admin:interviews_interview_source", args=[interview.pk])


def comments_on(interview, editor):
    """Make an open and a settled comment; return the address of the page that lists them."""
    link, key = interview.preview_links.first(), interview.exchanges.first().key
    DeskComment.objects.add_by_holder(link, key, "This is wrong.").assign(editor, by=editor)
    DeskComment.objects.add(interview, "", A_LONG_TITLE, by=editor)
    DeskComment.objects.add(interview, key, "Who says so?", by=editor).settle(by=editor)
    return reverse("admin:interviews_interview_comments", args=[interview.pk]) + "?show=all"


def pages_of_replies(asked, held):
    return {
        "the moderation queue": "/admin/comments/reply/queue/",
        "declined replies": "/admin/comments/reply/declined/",
        "decided replies": "/admin/comments/reply/decided/",
        "all replies": "/admin/comments/reply/",
        "a reply": address_of(held),
        "a reply that becomes a question": f"/admin/comments/reply/{held.pk}/promote/",
        "an invitation to write": f"/admin/comments/invitation/add/?interview={asked.pk}",
        "the reply settings of an interview": f"/admin/comments/replysettings/{asked.pk}/change/",
    }


def pages_of_accounts(editor):
    return {
        "the search of the desk": f"{reverse('desk_search')}?q=title",
        "the sessions of an account": reverse("desk_sessions"),
        "a second factor": reverse("second_factor"),
        "a second factor to set up": reverse("second_factor_set_up"),
        "a forgotten password": reverse("admin_password_reset"),
        "an email about a forgotten password": reverse("password_reset_sent"),
        "a password": "/admin/password_change/",
        "a changed password": "/admin/password_change/done/",
        "the password of an editor": f"/admin/auth/user/{editor.pk}/password/",
        "an editor": address_of(editor),
        "an account to add": "/admin/auth/user/add/",
        "a missing page of the desk": "/admin/interviews/nothing/",
        "a missing interview": "/admin/interviews/interview/999999/change/",
    }


def one_page_of_each_model():
    """Lists and forms that look alike, with the history and the deletion of one."""
    found = {}
    for model in (
        *(Person, Topic, Series, RecurringQuestion, Page, Correction),
        *(Invitation, QueuedEmail, ModerationRules, AccessLog, AccessFailureLog),
    ):
        opts = model._meta
        found[str(opts.verbose_name_plural)] = reverse(
            f"admin:{opts.app_label}_{opts.model_name}_changelist"
        )
        found[f"one of {opts.verbose_name_plural}"] = address_of(model.objects.first())
    for name in ("history", "delete"):
        page = Page.objects.last().pk
        found[f"the {name} of a page"] = f"/admin/interviews/page/{page}/{name}/"
    found["the publication"] = "/admin/interviews/publication/1/change/"
    found["the audit trail"] = reverse("admin:interviews_auditentry_changelist")
    for name in ("person", "page", "correction"):
        found[f"a {name} to add"] = f"/admin/interviews/{name}/add/"
    return found | {"user": "/admin/auth/user/"}


def pages_of_merging():
    """Pages about two people who are one, each with a value in every field."""
    one = Person.objects.exclude(portrait="").first()
    other = a_person(f"{one}!", description="Someone", biography="A *life*.", sort_name="Other")
    other.links.create(label="Home", url="https://ines.example")
    merge = "/admin/interviews/person/merge/"
    return {
        "possible duplicates": "/admin/interviews/person/duplicates/",
        "a person with a possible duplicate": address_of(other),
        "the search for the other entry": f"{merge}?of={one.pk}&q=i",
        "a merge": f"{merge}?of={one.pk}&of={other.pk}&keep={other.pk}",
    }


def a_busy_draft():
    """Create a draft whose checklist has much to say, and whose form has every kind of row."""
    draft = a_draft(A_LONG_TITLE, exchanges=0, standfirst="A *line*.")
    an_exchange(draft, "What broke first?", "It was **so**.", pull_quote="It was never so.")
    an_exchange(draft, "Unanswered?", "", note="Ask again.")
    an_exchange(draft, "", "A picture: ![](/media/prose/a-40x30.png) and [a link](/nowhere/).")
    an_exchange(draft, "x" * 90, "y" * 200)
    an_exchange(draft, "A last one?", "Yes.")
    return draft


def a_scheduled_interview():
    draft = a_draft("An interview for tomorrow")
    draft.submit(by=None)
    draft.schedule(timezone.now() + timedelta(days=1), by=None)
    return draft


def a_second_version(interview, editor):
    """Change the title and an answer, and move an exchange; record a version of it."""
    first, second, *_rest = interview.exchanges.order_by("position")
    first.position = interview.exchanges.count() + 1
    first.save()
    second.answer = "The **wind**."
    second.save()
    interview.title = "I let her speak first"
    interview.save()
    interview.record_version(by=editor, kind="clarification", note="The wind was meant.")


def leave_unsaved(editor, path):
    fields = QueryDict("title=A+title+that+is+not+saved", mutable=True)
    Autosave.objects.store(fields, user=editor, path=path, page="a", title=A_LONG_TITLE)


def replies_of_every_kind(asked):
    for status in ("declined", "spam", "withdrawn", "published"):
        a_reply(asked, status=status)
    a_reply(asked, status="held", exchange=asked.exchanges.first(), body="https://example.org " * 9)
    return a_reply(asked, status="held", body="z" * 300, name="w" * 60)


def things_of_every_kind(asked):
    a_page("How we quote", body="## In full\n\nWord for word.")
    a_recurring_question("What broke before all?", introduction="Put to *many*.")
    person = asked.subjects[0]
    Invitation.objects.create(interview=asked, person=person, role="subject", email="i@example.org")
    QueuedEmail.objects.create(to="i@example.org", subject="Come", text="Come. " * 60, kind="k")
    AccessLog.objects.create(username="ines", ip_address="192.0.2.0")
    AccessFailureLog.objects.create(username="ines", ip_address="192.0.2.0", locked_out=True)
    an_editor(first_name="Ines", last_name="Okafor")


def log_a_change(thing, editor):
    LogEntry.objects.create(
        user=editor,
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        object_repr=str(thing),
        action_flag=2,
    )
