"""The sessions of staff: where and since when somebody is signed in, and how a session is ended.

What is shown about a session is stored in the session itself, so it is gone with it: the browser by
name, the network without the end of its address, and two times. Only staff have sessions, so all
can be read to find those of one account.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from comments import same_origin
from interviews.models.audit_entry import AuditAction, AuditEntry

RECORD = "desk"  # the key in the session
LIFETIME = timedelta(seconds=settings.SESSION_COOKIE_AGE)
SEEN_PRECISION = timedelta(minutes=5)  # within which “last seen” is not written again

BROWSERS = [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox")]
BROWSERS += [("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari")]
SYSTEMS = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows")]
SYSTEMS += [("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")]


@dataclass(frozen=True)
class DeskSession:
    """A session as its owner sees it. `id` names it in forms, without its secret key."""

    id: str
    key: str
    browser: str
    network: str
    since: datetime
    seen: datetime
    is_own: bool  # whether the owner is looking from this session


def begin(request):
    """Record in the session where and when somebody signed in; it ends after LIFETIME."""
    now = timezone.now()
    request.session[RECORD] = {
        "browser": describe_browser(request.META.get("HTTP_USER_AGENT", "")),
        "network": same_origin.get_network(request),
        "since": now.isoformat(),
        "seen": now.isoformat(),
    }
    request.session.set_expiry(now + LIFETIME)


def note_seen(request):
    """Record that the session is in use, at most every five minutes.

    The session is saved here and not by the middleware: a database that cannot be written, or a
    session that is ended at the same moment, must not fail the page.
    """
    record, now = request.session.get(RECORD), timezone.now()
    if record is None:
        begin(request)  # the session is older than this record
    elif now - datetime.fromisoformat(record["seen"]) < SEEN_PRECISION:
        return
    else:
        request.session[RECORD] = record | {"seen": now.isoformat()}
    with suppress(DatabaseError, UpdateError):
        request.session.save()
    request.session.modified = False


def list_sessions(request):
    """Return the DeskSessions of the signed-in user, the one used last first."""
    found = [
        describe(row.session_key, data, request)
        for row, data in decoded_sessions()
        if belongs_to(request.user, data)
    ]
    return sorted(found, key=lambda each: (each.is_own, each.seen), reverse=True)


def decoded_sessions():
    for row in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        yield row, row.get_decoded()


def belongs_to(user, data):
    """Whether somebody is signed in as the user. A new password has ended the sessions before."""
    if data.get(SESSION_KEY) != str(user.pk):
        return False
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(data.get(HASH_SESSION_KEY, ""), each) for each in hashes)


def describe(key, data, request):
    now = timezone.now().isoformat()
    record = {"browser": "", "network": "", "since": now, "seen": now} | data.get(RECORD, {})
    times = {name: datetime.fromisoformat(record[name]) for name in ("since", "seen")}
    is_own = key == request.session.session_key
    where = {"browser": record["browser"], "network": record["network"]}
    return DeskSession(name_of(key), key, **where, **times, is_own=is_own)


def name_of(key):
    return salted_hmac("publication.sign_in.sessions", key, algorithm="sha256").hexdigest()[:20]


@transaction.atomic
def end_sessions(request, name=None):
    """End the user's session of this name, or all but the present one; return their number."""
    ended = [
        each.key for each in list_sessions(request) if not each.is_own and name in (None, each.id)
    ]
    Session.objects.filter(session_key__in=ended).delete()
    if ended:
        told = {"fields": [_("sessions ended")], "sessions": len(ended)}
        AuditEntry.objects.record(AuditAction.CHANGED, by=request.user, about=request.user, **told)
    return len(ended)


def end_all_sessions(user):
    """End every session of an account."""
    mine = str(user.pk)
    keys = [row.session_key for row, data in decoded_sessions() if data.get(SESSION_KEY) == mine]
    Session.objects.filter(session_key__in=keys).delete()


def delete_expired_sessions():
    """Delete the sessions that ended by time; return their number."""
    return Session.objects.filter(expire_date__lte=timezone.now()).delete()[0]


def describe_browser(user_agent):
    """Return the name of a browser and its system, such as “Firefox, Linux”."""
    names = [
        next((name for mark, name in known if re.search(mark, user_agent)), "")
        for known in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, names)) or _("unknown browser")
