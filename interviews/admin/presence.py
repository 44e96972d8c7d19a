"""Who else has a page of the desk open. static/desk/presence.js asks every few seconds."""

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from interviews.admin.autosave import get_page_title
from interviews.admin_site import requires
from interviews.models import Presence
from interviews.models.autosave import Autosave


@requires("staff")
@require_POST
def meet(request):
    """Record where the user is in the page `path`, and return who else is there."""
    path, place = request.GET.get("path", ""), request.POST.get("place", "")
    if len(path) > Autosave.PATH_LENGTH or not is_place(place):
        return HttpResponse(status=400)
    get_page_title(request, path)  # refuses those who may not save the page
    Presence.objects.record(request.user, path, place)
    others = Presence.objects.others(request.user, path)
    return JsonResponse({"others": [{"name": str(each), "place": each.place} for each in others]})


def is_place(place):
    """Whether a text can be the key of an exchange, or is blank."""
    return not place or (
        len(place) <= Presence.PLACE_LENGTH and place.isascii() and place.isprintable()
    )


def get_presence_context(request):
    """Return what templates/admin/interviews/_presence.html shows."""
    others = list(Presence.objects.others(request.user, request.path))
    address = f"{reverse('presence')}?path={request.path}"
    return {"presence": {"others": others, "address": address}}
