"""Whether this server can serve: asked by balancers, containers and those who watch over them."""

from django.conf import settings
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publication import backup
from publication.database.availability import trouble_with


@require_safe
@never_cache
def health(request):
    """200 if the database answers and has its triggers, else 503.

    To a request with the health key (`Authorization: Bearer …`) the answer is JSON and gives the
    age of the newest backup, or is 503 with the reason in a line.
    """
    if trouble := trouble_with(connection):
        if not knows_the_key(request):  # a path is nobody else's business
            trouble = "The database can’t be used."
        return HttpResponse(f"{trouble}\n", content_type="text/plain", status=503)
    if knows_the_key(request):
        return JsonResponse(facts())
    return HttpResponse("well\n", content_type="text/plain")


def knows_the_key(request):
    """Whether the request may be told what is nobody else's business."""
    sent = request.headers.get("Authorization", "")
    key = settings.HEALTH_KEY
    return bool(key) and constant_time_compare(sent, f"Bearer {key}")


def facts():
    """The newest backup: when it was made, and its age in hours; null where there is none."""
    made = backup.newest()
    age = made and round((timezone.now() - made).total_seconds() / 3600, 1)
    return {"newest_backup": made and made.isoformat(), "backup_age_hours": age}
