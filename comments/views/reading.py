"""Replies as readers find them: in pages, in threads, by their own address."""

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

LARGEST_NUMBER = 2**31 - 1  # that a column of numbers can hold


def of_an_interview(view):
    """A view of a published interview, also under an address that it once had."""

    @require_safe
    @wraps(view)
    def answer(request, slug, **rest):
        interview = Interview.objects.published().find_by_slug(slug)
        if interview is None:
            raise Http404
        response = view(request, interview, **rest)  # Http404 is no place to lead to
        if interview.slug != slug:
            name = request.resolver_match.view_name
            address = reverse(name, kwargs={"slug": interview.slug, **rest})
            query = request.META.get("QUERY_STRING")
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        return response

    return answer


@of_an_interview
def replies(request, interview):
    exchange = _asked_about(request, interview)
    replies = threads.Page(
        interview,
        exchange,
        after=_number(request, "after") or 0,
        before=_number(request, "before"),
        newest=request.GET.get("order") == "newest",
    )
    if not replies.threads and not replies.is_first:
        raise Http404
    context = {"interview": interview, "exchange": exchange, "replies": replies}
    return render(request, "comments/replies.html", context)


@of_an_interview
def thread(request, interview, number):
    after = _number(request, "after") or 0
    found = threads.one_thread(interview, number, after) if number <= LARGEST_NUMBER else None
    if found is None or (after and not found.further):
        raise Http404
    context = {
        "interview": interview,
        "thread": found,
        "after": after,
        "closed": threads.Page(interview).is_closed,
    }
    return render(request, "comments/thread.html", context)


@require_safe
@never_cache
def permalink(request, pk):
    """To the page that a reply stands on, or that its mark does, at this moment."""
    standing = Reply.objects.filter(pk=pk).with_place().select_related("interview")
    reply = standing.first()
    return redirect(threads.page_address_of(reply)) if reply else gone(request, pk)


def gone(request, pk):
    """What became of a reply that mails and pages of other sites still lead to."""
    once = Reply.objects.filter(pk=pk).once_in_print().select_related("interview")
    reply = get_object_or_404(once)
    context = {"reply": reply, "interview": reply.interview}
    return render(request, "comments/removed_reply.html", context, status=410)


def _asked_about(request, interview):
    """The exchange that `?to=` names, or None without one; 404 for one that is not there."""
    key = request.GET.get("to")
    if not key:
        return None
    if not KeyConverter.matches(key):
        raise Http404
    return get_object_or_404(Exchange.objects.not_removed(), interview=interview, key=key)


def _number(request, name):
    """A number of the query; None if it is not given, 404 if it is none."""
    text = request.GET.get(name)
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and int(text[:11]) <= LARGEST_NUMBER):
        raise Http404
    return int(text)
