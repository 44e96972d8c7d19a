"""Delivery of the emails that are due."""

import logging
import smtplib
from contextlib import suppress

from django.core.mail import get_connection

from comments.email.plain_text import in_one_line
from comments.models import QueuedEmail
from comments.outages import Outages

BATCH = 50  # emails; a server that stops waits for one batch

DELIVERY = "Email cannot be sent"

outages = Outages(logging.getLogger(__name__))
sent_ids = set()  # keys of emails that were sent but are not deleted yet


def deliver_due(limit=BATCH):
    """Send at most `limit` due emails over one connection; return how many were sent.

    May run in several threads, processes and machines at once, but never in a transaction.
    """
    delete_sent()
    connection, count = get_connection(), 0
    try:
        for email in QueuedEmail.objects.due()[:limit]:
            if email.claim():
                if not open_connection(connection, email):
                    break
                count += deliver(email, connection)
    finally:
        close_connection(connection)
    return count


def open_connection(connection, email):
    """Open the connection; return False, and postpone the email, if that fails."""
    try:
        connection.open()
    except Exception as error:
        email.retry_later(describe_error(error))
        outages.failed(DELIVERY, f"{describe_error(error)}.")
        return False
    return True


def deliver(email, connection):
    """Send an email and delete it; return whether it was sent."""
    try:
        connection.send_messages([email.as_message()])
    except Exception as error:
        finish = email.give_up if is_final(error) else email.retry_later
        finish(describe_error(error))
        if not concerns_one_email(error):
            outages.failed(DELIVERY, f"{describe_error(error)}.")
        close_connection(connection)  # an error may leave the connection in any state
        return False
    outages.worked(DELIVERY)
    sent_ids.add(email.pk)
    delete_sent()
    return True


def delete_sent():
    """Delete the emails that were sent. If that fails, the next delivery tries again."""
    done = list(sent_ids)
    if done:
        QueuedEmail.objects.filter(pk__in=done).delete()
        sent_ids.difference_update(done)


def is_final(error):
    """Whether the error is permanent: no such mailbox, or an invalid message."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _said in error.recipients.values())
    return isinstance(error, ValueError)


def concerns_one_email(error):
    """Whether the error concerns this email only. The admin shows it; it is not logged."""
    return isinstance(error, (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError))


def describe_error(error):
    """The error in one line; for a refusal, in the mail server's words."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        error = smtplib.SMTPResponseException(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        said = said.decode(errors="replace") if isinstance(said, bytes) else said
        return in_one_line(f"{error.smtp_code} {said}")
    return in_one_line(f"{type(error).__name__}: {error}")


def close_connection(connection):
    with suppress(Exception):
        connection.close()
