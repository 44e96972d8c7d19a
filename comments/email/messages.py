"""The emails of the publication: each function builds one kind.

Each function returns the arguments of `QueuedEmail.objects.enqueue`. Pages are given as paths, from
`reverse()` or `get_absolute_url()`; the email has absolute URLs. The texts are in
`templates/emails/`; the first line of a template is the subject.

Each value fills one line, or is a quotation whose lines are all marked. So nothing that a reader
typed can look like a paragraph, a link on its own line, or a header. Names and titles that run
from right to left do not change the direction of the text around them.
"""

from django.template.loader import render_to_string
from django.utils.text import Truncator

from comments.email.plain_text import in_one_line, isolated, wrap_lines
from comments.email.quotation import quotation
from interviews.exports.absolute_urls import absolute_url
from interviews.models import Publication

MAX_SUBJECT_LENGTH = 150  # characters
MAX_NOTE = 300  # words of the reason why an interview was returned

# RFC 3834, and Microsoft Exchange's header for the same: no automatic reply, please.
AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def confirm(to, address, unsubscribed_at=None):
    """Ask an address to confirm that it wants emails about replies.

    Anybody can cause this email to anybody, so it contains no text by commenters. `address` is the
    page with the button; `unsubscribed_at` is when the address unsubscribed, or None.
    """
    words = {"address": absolute_url(address), "unsubscribed_at": unsubscribed_at}
    return build_email("confirm", to, words)


def new_reply(parent, reply, unsubscribe_path):
    """Tell the author of `parent` that `reply` answers it. Both must be published.

    `unsubscribe_path` is a page whose GET asks and whose POST unsubscribes at once (RFC 8058).
    """
    words = {
        "title": parent.interview.title,
        "name": reply.name,
        "quotation": quotation(reply.body),
        "address": absolute_url(reply.get_absolute_url()),
        "unsubscribe_url": absolute_url(unsubscribe_path),
    }
    return build_email("new_reply", parent.email, words, unsubscribe=absolute_url(unsubscribe_path))


def moderators(to, count, address, newest=None):
    """Tell a moderator that `count` replies wait. `newest` is one of them to quote, or None.

    `address` is the moderation queue.
    """
    words = {"count": count, "address": absolute_url(address)}
    if newest is not None:
        title = newest.interview.title
        words |= {"name": newest.name, "title": title, "quotation": quotation(newest.body)}
    return build_email("moderators", to, words)


def review_request(to, title, name, address):
    """Ask somebody who may publish an interview to review it.

    `name` is who asks, "" if a command does; `address` is the interview's page at the desk.
    """
    words = {"title": title, "name": name, "address": absolute_url(address)}
    return build_email("review_request", to, words)


def review_return(to, title, name, note, address):
    """Tell somebody that an interview, or its update, is a draft again.

    `name` is who returned it, "" if a scheduled update could not be published; `note` is the
    reason, or "".
    """
    words = {"title": title, "name": name, "quotation": quotation(note, MAX_NOTE) if note else ()}
    return build_email("review_return", to, words | {"address": absolute_url(address)})


def assigned_comment(to, title, name, text, address):
    """Ask somebody to settle a comment on an interview; `name` is who asks."""
    words = {"title": title, "name": name, "quotation": quotation(text)}
    return build_email("assigned_comment", to, words | {"address": absolute_url(address)})


def preview_comments(to, title, count, name, text, address):
    """Tell an editor about new comments by holders of preview links.

    `name` is who wrote the newest comment, and `text` is its text.
    """
    words = {"title": title, "count": count, "name": name, "quotation": quotation(text)}
    return build_email("preview_comments", to, words | {"address": absolute_url(address)})


def invitation(to, name, interview, address, until):
    """Invite a person of an interview to reply under a badge.

    `name` is the person's name in the interview, `address` their private form, `until` a datetime.
    """
    words = {"name": name, "title": interview.title, "until": until}
    words["interview_address"] = absolute_url(interview.get_absolute_url())
    return build_email("invitation", to, words | {"address": absolute_url(address)})


def personal_data(to, address):
    """Send the link to the data kept about an address. Contains no text by commenters."""
    return build_email("personal_data", to, {"address": absolute_url(address)})


def build_email(kind, to, words, unsubscribe=None):
    """Build the arguments of enqueue. `unsubscribe` is the URL for one-click unsubscribing."""
    subject, text = render_email(kind, words)
    headers = dict(AUTOMATIC)
    if unsubscribe:
        headers["List-Unsubscribe"] = f"<{unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return {"to": to, "subject": subject, "text": text, "kind": kind, "headers": headers}


def render_email(name, context):
    """The subject and the text of `templates/emails/<name>.txt`, as (str, str)."""
    context = {key: clean_value(v) if isinstance(v, str) else v for key, v in context.items()}
    context |= {"publication": Publication.objects.current().name, "home": absolute_url("/")}
    email = render_to_string(f"emails/{name}.txt", context)
    first, _end, text = email.partition("\n")
    subject = " ".join(first.removeprefix("Subject:").split())
    return Truncator(subject).chars(MAX_SUBJECT_LENGTH), wrap_lines(text)


def clean_value(text):
    return isolated(in_one_line(text))
