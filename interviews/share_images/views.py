"""The share images of published pages, rendered at the first request.

Rendering takes a tenth of a second, once for each content. A queue would gain little, and link
previews made right after publication would lack their image.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from interviews import share_images
from interviews.models import Interview
from interviews.share_images import storage
from interviews.views import redirects_former_slugs

MAX_AGE = 3600  # seconds after which link previews show a corrected image


@redirects_former_slugs(Interview)
def interview(request, slug):
    interview = get_object_or_404(
        Interview.objects.published_or_withdrawn().for_description(), slug=slug
    )
    folder = f"interview-{interview.pk}"
    if interview.is_withdrawn:
        return gone_response(folder)
    return image_response(request, share_images.build_interview_image(interview), folder)


@redirects_former_slugs(Interview)
def exchange(request, slug, key):
    interview = get_object_or_404(
        Interview.objects.published_or_withdrawn().for_reading(), slug=slug
    )
    question, exchange = interview.get_question_and_exchange(key)
    if exchange is None:
        raise Http404
    if interview.is_withdrawn or exchange.is_removed:
        return gone_response(key)
    return image_response(
        request, share_images.build_exchange_image(interview, question, exchange), key
    )


@require_safe
def publication(request):
    return image_response(request, share_images.build_publication_image(), "publication")


def image_response(request, image, folder):
    """Return the image, or 304 without rendering it if the client's ETag matches."""
    etag = quote_etag(storage.digest(image))
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(
            storage.get_or_render(image, folder), content_type=image.content_type
        )
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return response


def gone_response(folder):
    """Delete the image of a withdrawn interview or a removed answer; return 410."""
    storage.delete_images(folder)
    return HttpResponse(status=410)
