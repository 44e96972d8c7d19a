"""Pages of replies, threads and permalinks."""

from functools import wraps

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments import threads
from comments.models import Reply
from interviews.models import Exchange, Interview
from interviews.slugs import KeyConverter

MAX_INTEGER = 2**31 - 1  # the largest value of an integer column


def for_interview(view):
    """Pass the published interview of a slug to the view; redirect from former slugs."""

    @require_safe
    @wraps(view)
    def answer(request, slug, **rest):
        interview = Interview.objects.published().find_by_slug(slug)
        if interview is None:
            raise Http404
        response = view(request, interview, **rest)  # raises Http404 before any redirect
        if interview.slug != slug:
            name = request.resolver_match.view_name
            address = reverse(name, kwargs={"slug": interview.slug, **rest})
            query = request.META.get("QUERY_STRING")
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        return response

    return answer


@for_interview
def replies(request, interview):
    exchange = _get_exchange(request, interview)
    replies = threads.ThreadPage(
        interview,
        exchange,
        after=_get_number(request, "after") or 0,
        before=_get_number(request, "before"),
        newest=request.GET.get("order") == "newest",
    )
    if not replies.threads and not replies.is_first:
        raise Http404
    context = {"interview": interview, "exchange": exchange, "replies": replies}
    return render(request, "comments/replies.html", context)


@for_interview
def thread(request, interview, number):
    after = _get_number(request, "after") or 0
    found = threads.get_thread(interview, number, after) if number <= MAX_INTEGER else None
    if found is None or (after and not found.follow_ups):
        raise Http404
    context = {
        "interview": interview,
        "thread": found,
        "after": after,
        "closed": threads.ThreadPage(interview).is_closed,
    }
    return render(request, "comments/thread.html", context)


@require_safe
@never_cache
def permalink(request, pk):
    """Redirect to the page that shows the reply, or its note, at present."""
    replies = Reply.objects.filter(pk=pk).on_a_page().select_related("interview")
    reply = replies.first()
    return redirect(threads.get_page_url(reply)) if reply else gone(request, pk)


def gone(request, pk):
    """The page for a removed reply, which emails and other sites may still link to."""
    replies = Reply.objects.filter(pk=pk).once_visible().select_related("interview")
    reply = get_object_or_404(replies)
    context = {"reply": reply, "interview": reply.interview}
    return render(request, "comments/removed_reply.html", context, status=410)


def _get_exchange(request, interview):
    """The exchange of `?to=`, or None without it. Raises Http404 if there is no such exchange."""
    key = request.GET.get("to")
    if not key:
        return None
    if not KeyConverter.matches(key):
        raise Http404
    return get_object_or_404(Exchange.objects.not_removed(), interview=interview, key=key)


def _get_number(request, name):
    """A number of the query string, or None. Raises Http404 if it is not a number."""
    text = request.GET.get(name)
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and int(text[:11]) <= MAX_INTEGER):
        raise Http404
    return int(text)
