"""Emails to those who may publish an interview that somebody submits for review."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from comments.email import messages
from comments.email.addresses import is_address, normalize_address
from comments.maintenance import PERMISSIONS
from comments.models import QueuedEmail
from interviews.models.rights import PUBLISH
from interviews.names import get_user_name


def email_reviewers(interview, by):
    """Put an email to each person who may publish the interview into the outbox.

    `by` asks for the review, and gets no email. If nobody else has an address, the email goes to
    the publication's address.
    """
    reviewers = find_reviewers(interview, by)
    addresses = {normalize_address(each.email) for each in reviewers}
    page = reverse("admin:interviews_interview_change", args=[interview.pk])
    name = by and get_user_name(by)
    fallback = [settings.PUBLICATION_EMAIL] if reviewers else []
    for address in sorted(filter(is_address, addresses)) or fallback:
        words = messages.review_request(address, interview.title, name or "", page)
        QueuedEmail.objects.enqueue(**words)


def find_reviewers(interview, by):
    """Return the active users who may publish the interview, other than `by`."""
    with_right = get_user_model().objects.with_perm(PUBLISH, backend=PERMISSIONS)
    others = [each for each in with_right.order_by("pk") if each != by]
    return [each for each in others if not interview.needs_second_person(each)]
