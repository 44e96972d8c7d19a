"""A test case with a published and a draft object of each model, and all addresses of the desk."""

import re
from functools import cache
from typing import NamedTuple

from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory, TestCase
from django.urls import URLPattern, get_resolver, resolve

from comments.models import Invitation, ModerationRules, QueuedEmail, Reply
from interviews.models import Exchange, Interview
from tests.builders import (
    a_correction,
    a_draft,
    a_page,
    a_person,
    a_recurring_question,
    a_reply,
    a_series,
    a_topic,
    an_exchange,
    an_interview,
    the_publication,
)

MISSING = "999999"


class Address(NamedTuple):
    name: str
    path: str


def patterns_of_the_desk(patterns=None, prefix="/"):
    """Yield (name, path with the names of its arguments) of each URL pattern of the desk."""
    for each in patterns or get_resolver().url_patterns:
        path = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            if path.startswith(("/admin/", "/markdownx/")):
                yield each.name or _nameless(path), path
        else:
            yield from patterns_of_the_desk(each.url_patterns, path)


def _nameless(path):
    model = re.fullmatch(r"/admin/(\w+)/(\w+)/<path:object_id>/", path)
    return f"{model[1]}_{model[2]}_redirect" if model else "catch_all"


class DeskWithDraftsCase(TestCase):
    """Has a published and a draft object of each model, and a user for each permission."""

    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview("A grid that holds")
        speaker = a_person("Hedda Unspoken")
        words = {"standfirst": "Unheard standfirst.", "slug": "unheard-of"}
        taxonomy = {"series": a_series()}
        cls.draft = a_draft("Unheard of", [speaker], exchanges=0, **words, **taxonomy)
        cls.draft.topics.add(a_topic())
        cls.exchange = an_exchange(cls.draft, "Who is unheard here?", "Unheard, all of us.")
        cls.exchange.recurring = a_recurring_question()
        cls.exchange.save()
        an_exchange(cls.draft, "Who is allowed to say no to you, unheard?")
        subject = cls.interview.subjects[0]
        invited = Invitation(
            interview=cls.interview, person=subject, role="subject", email="i@example.org"
        )
        invited.save()
        email = QueuedEmail.objects.create(
            to="i@example.org", subject="Come", text="secret", kind="k"
        )
        withdrawn = an_interview("Once heard")
        about = withdrawn.exchanges.first()
        a_reply(withdrawn, Reply.Status.HELD, exchange=about, body="I heard that.")
        withdrawn.withdraw(by=None)
        Exchange.objects.filter(pk=about.pk).update(question="Unheard since?", answer="Unheard.")
        objects = [cls.exchange, speaker, cls.draft.series, cls.draft.topics.get()]
        objects += [cls.exchange.recurring, a_page(), a_correction(cls.interview)]
        objects += [a_reply(cls.interview, Reply.Status.HELD), invited, email]
        objects += [the_publication()]
        objects += [User.objects.create(username="u"), Group.objects.get(name="Moderators")]
        cls.keys = {
            f"{each._meta.app_label}_{each._meta.model_name}": [each.pk] for each in objects
        }
        both = [cls.draft.pk, cls.interview.pk]
        cls.keys |= {"interviews_interview": both, "comments_replysettings": both}
        cls.keys["interviews_exchange"].append(cls.interview.exchanges.first().pk)
        cls.keys["comments_moderationrules"] = [ModerationRules.SINGLETON_PK]
        cls.kind = ContentType.objects.get_for_model(Interview).pk

    def addresses(self):
        self._addresses = getattr(self, "_addresses", None) or list(self._each_address())
        return self._addresses

    def _each_address(self):
        """Yield each address of the desk, for existing objects and for a missing one."""
        for name, path in patterns_of_the_desk():
            keys = self.keys.get("_".join(name.split("_")[:2]), [self.draft.pk])
            has_key = "object_id" in path or "<id>" in path
            for key in [*keys, MISSING] if has_key else [""]:
                filled = re.sub(r"<(path:object_id|id)>", str(key), path)
                filled = filled.replace("<path:content_type_id>", str(self.kind))
                filled = filled.replace("(?P<url>.*)$", "nowhere/")
                filled = re.sub(r"\^\(\?P<app_label>(\w+).*\$", r"\1/", filled)
                yield Address(name, filled)

    def each_permission(self):
        """Yield (“app.codename”, a user with this permission only)."""
        for permission in Permission.objects.select_related("content_type"):
            user = User.objects.create(username=f"may-{permission.pk}", is_staff=True)
            user.user_permissions.add(permission)
            yield f"{permission.content_type.app_label}.{permission.codename}", user

    def ask(self, user, path, method="GET", sent=None):
        """Return the response of the view without middleware, which is quick; None if refused."""
        send = getattr(RequestFactory(), method.lower())
        request = send(path, sent) if sent else RequestFactory().generic(method, path)
        request.user, request.session = user, SessionStore()
        request._messages = CookieStorage(request)
        request._dont_enforce_csrf_checks = True
        request.resolver_match = match = find_view(request.path_info)
        try:
            return match.func(request, *match.args, **match.kwargs)
        except PermissionDenied:
            return None
        except Http404:
            return _NOT_FOUND


find_view = cache(resolve)  # each path is requested by a user of each permission


class _NotFound(NamedTuple):
    status_code: int = 404
    content: bytes = b""
    headers: dict = {}


_NOT_FOUND = _NotFound()
