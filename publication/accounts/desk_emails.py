"""Emails to those who work on an interview: about review, its end, and comments.

Interviews announce what happened (interviews/models/announcements.py); this module knows whom it
concerns. A task emails about the comments on previews, since they come many at once.
"""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from comments.email import messages
from comments.email.addresses import is_address, normalize_address
from comments.models import QueuedEmail
from interviews.models import DeskComment, Interview, Publication
from interviews.models.rights import PUBLISH, users_with
from interviews.names import get_user_name


def email_reviewers(interview, by):
    """Put an email to each person who may publish the interview into the outbox.

    `by` asks for the review, and gets no email. If nobody else has an address, the email goes to
    the publication's address.
    """
    page = get_page("change", interview)
    reviewers = find_reviewers(interview, by)
    fallback = [Publication.objects.current().email] if reviewers else []
    for address in find_addresses(reviewers) or fallback:
        enqueue(messages.review_request(address, interview.title, get_name(by), page))


def email_who_asked(interview, to, by, note, is_update):
    """Email the user `to`, who asked for review or scheduled, that the interview is a draft again.

    Args:
        by: the user who returned it; None: the task that could not publish an update.
        note: the reason.
        is_update: whether the prepared update was returned.
    """
    page = get_page("update" if is_update else "change", interview)
    for address in find_addresses([to]):
        enqueue(messages.review_return(address, interview.title, get_name(by), note, page))


def email_assignee(comment):
    """Email the user to whom a comment is assigned, but not a user who took it on."""
    if comment.assigned_to == comment.assigned_by:
        return
    name, title = get_name(comment.assigned_by), comment.interview.title
    page = f"{get_page('comments', comment.interview)}#comment-{comment.pk}"
    for address in find_addresses([comment.assigned_to]):
        enqueue(messages.assigned_comment(address, title, name, comment.text, page))


def email_about_previews():
    """Email the editors of interviews about comments of holders of preview links.

    At most one email to each editor of an interview in a quarter of an hour; return how many.
    """
    waiting = DeskComment.objects.unannounced().values("interview")
    return sum(map(_email_editors, Interview.objects.filter(pk__in=waiting)))


def delete_emails_about_comments(interview):
    """Delete the emails in the outbox that quote comments on the interview."""
    kinds, page = ["assigned_comment", "preview_comments"], get_page("comments", interview)
    QueuedEmail.objects.filter(kind__in=kinds, text__contains=page).delete()


@transaction.atomic
def _email_editors(interview):
    comments = DeskComment.objects.claim_announcement(interview)
    if not comments:
        return 0
    page, last = get_page("comments", interview), comments[-1]
    editors = find_editors(interview) or find_reviewers(interview, None)
    addresses = find_addresses(editors) or [Publication.objects.current().email]
    for address in addresses:
        words = [interview.title, len(comments), last.name, last.text, page]
        enqueue(messages.preview_comments(address, *words))
    return len(addresses)


def find_reviewers(interview, by):
    """Return the active users who may publish the interview, other than `by`."""
    others = [each for each in users_with(PUBLISH).order_by("pk") if each != by]
    return [each for each in others if not interview.needs_second_person(each)]


def find_editors(interview):
    """Return who wrote the interview or made a preview link of it, and may still change it."""
    took_part = (
        Q(pk=interview.created_by_id)
        | Q(pk__in=interview.versions.values("by"))
        | Q(pk__in=interview.preview_links.values("made_by"))
    )
    found = get_user_model().objects.filter(took_part).order_by("pk")
    return [each for each in found if interview.may_be_changed_by(each)]


def find_addresses(users):
    """Return the email addresses of the active users, each once."""
    addresses = {normalize_address(each.email) for each in users if each and each.is_active}
    return sorted(filter(is_address, addresses))


def get_name(user):
    return get_user_name(user) if user else ""


def get_page(name, interview):
    return reverse(f"admin:interviews_interview_{name}", args=[interview.pk])


def enqueue(words):
    QueuedEmail.objects.enqueue(**words)
