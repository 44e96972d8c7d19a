"""What the publication writes by mail: each function composes one kind of letter.

Each returns what `QueuedEmail.objects.write` takes: `QueuedEmail.objects.write(**confirm(to, address))`.
Addresses are given as paths, as `reverse()` and `get_absolute_url()` give them; in the letter
they are whole. The words stand in `templates/emails/`, whose first line is the subject.

Whatever is put into a letter is one line of it, or a quotation whose lines are all marked. So
nothing that somebody typed can pass for a paragraph, an address on a line of its own, or a header;
and a name or a title that runs from right to left turns nothing beside it.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.text import Truncator

from comments.email.plain_text import in_lines, in_one_line, isolated
from comments.email.quotation import quotation
from interviews.exports.absolute_urls import absolute_url

LONGEST_SUBJECT = 150  # characters

# RFC 3834, and Exchange's word for the same: no holiday note should answer.
AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def confirm(to, address, wants_none_since=None):
    """Asks whether mail about answers is wanted, before any is sent.

    Anybody can have it sent to anybody, so it has no word in it that a guest chose.
    `address`: the page with the button; `wants_none_since`: a datetime, if it unsubscribed from
    everything.
    """
    words = {"address": absolute_url(address), "wants_none_since": wants_none_since}
    return compose("confirm", to, words)


def answered(reply, answer, stop_address):
    """Tells the author of a published reply of an answer to it, which must be published too.

    `stop_address`: a page whose GET asks and whose POST unsubscribes at once (RFC 8058).
    """
    words = {
        "title": reply.interview.title,
        "name": answer.name,
        "quotation": quotation(answer.body),
        "address": absolute_url(answer.get_absolute_url()),
        "stop_address": absolute_url(stop_address),
    }
    return compose("answered", reply.email, words, unsubscribe=absolute_url(stop_address))


def moderators(to, count, address, newest=None):
    """Tells a moderator that replies wait. `newest`: one of them to quote, seen or not.

    `address`: the queue.
    """
    words = {"count": count, "address": absolute_url(address)}
    if newest is not None:
        title = newest.interview.title
        words |= {"name": newest.name, "title": title, "quotation": quotation(newest.body)}
    return compose("moderators", to, words)


def invitation(to, name, interview, address, until):
    """Invites whoever asked or answered in an interview to reply under a badge.

    `name`: the person's, as the interview has it; `address`: theirs alone; `until`: a datetime.
    """
    words = {"name": name, "title": interview.title, "until": until}
    words["interview_address"] = absolute_url(interview.get_absolute_url())
    return compose("invitation", to, words | {"address": absolute_url(address)})


def privacy(to, address):
    """Leads to what is kept about a mail address, to see or erase it; has no guest's words."""
    return compose("privacy", to, {"address": absolute_url(address)})


def compose(kind, to, words, unsubscribe=None):
    """`unsubscribe`: the whole address that one click of a mail program posts to."""
    subject, text = render(kind, words)
    headers = dict(AUTOMATIC)
    if unsubscribe:
        headers["List-Unsubscribe"] = f"<{unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return {"to": to, "subject": subject, "text": text, "kind": kind, "headers": headers}


def render(name, context):
    """The subject and the text of `templates/emails/<name>.txt`, as (str, str)."""
    context = {key: in_a_letter(v) if isinstance(v, str) else v for key, v in context.items()}
    context |= {"publication": settings.PUBLICATION_NAME, "home": absolute_url("/")}
    letter = render_to_string(f"emails/{name}.txt", context)
    first, _end, text = letter.partition("\n")
    subject = " ".join(first.removeprefix("Subject:").split())
    return Truncator(subject).chars(LONGEST_SUBJECT), in_lines(text)


def in_a_letter(text):
    return isolated(in_one_line(text))
