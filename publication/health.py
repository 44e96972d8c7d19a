"""GET /health/, for load balancers, containers and monitoring."""

from django.conf import settings
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publication import backup
from publication.database.availability import find_problem


@require_safe
@never_cache
def health(request):
    """Answer 200 if the database answers and has its triggers, else 503.

    A request with the health key (`Authorization: Bearer …`) gets JSON with the age of the newest
    backup, or 503 with the reason.
    """
    if problem := find_problem(connection):
        if not has_health_key(request):  # the reason may contain a path of the server
            problem = "The database can’t be used."
        return HttpResponse(f"{problem}\n", content_type="text/plain", status=503)
    if has_health_key(request):
        return JsonResponse(build_report())
    return HttpResponse("well\n", content_type="text/plain")


def has_health_key(request):
    """Return whether the request has the health key."""
    sent = request.headers.get("Authorization", "")
    key = settings.HEALTH_KEY
    return bool(key) and constant_time_compare(sent, f"Bearer {key}")


def build_report():
    """Return when the newest backup was made, and its age in hours; None without a backup."""
    made = backup.newest_backup_time()
    age = made and round((timezone.now() - made).total_seconds() / 3600, 1)
    return {"newest_backup": made and made.isoformat(), "backup_age_hours": age}
