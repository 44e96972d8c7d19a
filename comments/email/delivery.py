"""Delivering the letters that are due. What becomes of each is the letter's own affair."""

import logging
import smtplib
from contextlib import suppress

from django.core.mail import get_connection

from comments.email.plain_text import in_one_line
from comments.models import QueuedEmail
from comments.outages import Outages

BATCH = 50  # letters: what a server that stops may have to wait for

MAIL = "Mail does not leave"

outages = Outages(logging.getLogger(__name__))
sent = set()  # numbers of letters that the mail server has, and our database still


def deliver_due(limit=BATCH):
    """Send what is due, at most `limit` letters over one connection; return how many were sent.

    May run in any number of threads, processes and machines at once; never in a transaction.
    """
    put_away()
    connection, count = get_connection(), 0
    try:
        for letter in QueuedEmail.objects.due()[:limit]:
            if letter.claim():
                if not reaches_the_server(connection, letter):
                    break
                count += deliver(letter, connection)
    finally:
        hang_up(connection)
    return count


def reaches_the_server(connection, letter):
    """Whether the line is open. If it is not, that is no fault of the letters: the rest wait."""
    try:
        connection.open()
    except Exception as error:
        letter.retry_later(in_words(error))
        outages.failed(MAIL, f"{in_words(error)}.")
        return False
    return True


def deliver(letter, connection):
    """Whether it was sent; if so, nothing is left of it."""
    try:
        connection.send_messages([letter.as_mail()])
    except Exception as error:
        finish = letter.give_up if is_final(error) else letter.retry_later
        finish(in_words(error))
        if not is_about_the_letter(error):
            outages.failed(MAIL, f"{in_words(error)}.")
        hang_up(connection)  # the next letter begins anew, whatever state this one left it in
        return False
    outages.worked(MAIL)
    sent.add(letter.pk)
    put_away()
    return True


def put_away():
    """Delete what was sent. Should that fail, it is done before anything else is sent."""
    done = list(sent)
    if done:
        QueuedEmail.objects.filter(pk__in=done).delete()
        sent.difference_update(done)


def is_final(error):
    """Whether trying again is in vain: no such mailbox, or nothing that could be a mail."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _said in error.recipients.values())
    return isinstance(error, ValueError)


def is_about_the_letter(error):
    """Whether others may leave all the same: the desk shows what is wrong with this one."""
    return isinstance(error, (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError))


def in_words(error):
    """What went wrong, in a line; of a mail server's refusal, its own words."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        error = smtplib.SMTPResponseException(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        said = said.decode(errors="replace") if isinstance(said, bytes) else said
        return in_one_line(f"{error.smtp_code} {said}")
    return in_one_line(f"{type(error).__name__}: {error}")


def hang_up(connection):
    with suppress(Exception):
        connection.close()
