"""The addresses of cards: of what is published, and drawn when first asked for.

Drawing takes a tenth of a second, once for each text: not worth a queue, and a card that is
asked for before its page is a moment old would otherwise be missing from the first links to it.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from interviews import share_images
from interviews.models import Interview
from interviews.share_images import storage
from interviews.views import follows_renames

FRESH_FOR = 3600  # seconds; after a correction, pages that show the card catch up within them


@follows_renames(Interview)
def interview(request, slug):
    interview = get_object_or_404(Interview.objects.ever_published().for_introducing(), slug=slug)
    folder = f"interview-{interview.pk}"
    if interview.is_withdrawn:
        return gone(folder)
    return answer(request, share_images.of_interview(interview), folder)


@follows_renames(Interview)
def exchange(request, slug, key):
    interview = get_object_or_404(Interview.objects.ever_published().for_reading(), slug=slug)
    question, exchange = interview.find(key)
    if exchange is None:
        raise Http404
    if interview.is_withdrawn or exchange.is_removed:
        return gone(key)
    return answer(request, share_images.of_exchange(interview, question, exchange), key)


@require_safe
def publication(request):
    return answer(request, share_images.of_publication(), "publication")


def answer(request, card, folder):
    """The card's picture; 304, and no look at it, for whoever has this very one."""
    etag = quote_etag(storage.digest(card))
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(storage.picture_of(card, folder), content_type=card.type)
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={FRESH_FOR}"
    return response


def gone(folder):
    """What was published once and is no more: its card goes with it."""
    storage.forget(folder)
    return HttpResponse(status=410)
