"""A search over everything that the user may see at the desk."""

from typing import NamedTuple

from django.contrib import admin
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from interviews.admin_site import rank_model, requires

PER_LIST = 10


class Found(NamedTuple):
    """What one list of the desk has; `more` is the address of the whole list, or ""."""

    name: str
    rows: list  # of (text, address, interview that the row belongs to, or "")
    more: str


@requires("staff")
def search(request):
    """Show what each list of the desk finds for `q`, the newest first."""
    query = request.GET.get("q", "").strip()[:200].replace("\0", "")
    context = admin.site.each_context(request) | {
        "title": _("Search the desk"),
        "query": query,
        "found": list(_search_all(request, query)) if query else [],
    }
    return TemplateResponse(request, "admin/search.html", context)


def _search_all(request, query):
    lists = sorted(admin.site._registry.items(), key=lambda each: rank_model(each[0]))
    for model, page in lists:
        is_searched = page.search_fields and getattr(page, "is_searched_with_all", True)
        if not is_searched or not page.has_view_permission(request):
            continue
        found, has_duplicates = page.get_search_results(request, page.get_queryset(request), query)
        found = found.distinct() if has_duplicates else found
        if hasattr(model, "interview"):
            found = found.select_related("interview")
        rows = list(found.order_by("-pk")[: PER_LIST + 1])
        if rows:
            yield _found(model._meta, page, rows, query)


def _found(opts, page, rows, query):
    at = f"admin:{opts.app_label}_{opts.model_name}"
    more = f"{reverse(f'{at}_changelist')}?{urlencode({'q': query})}"
    return Found(
        capfirst(getattr(page, "list_name", "") or opts.verbose_name_plural),
        [_describe(row, reverse(f"{at}_change", args=[row.pk])) for row in rows[:PER_LIST]],
        more if len(rows) > PER_LIST else "",
    )


def _describe(row, address):
    text, interview = str(row), str(getattr(row, "interview", ""))
    return text, address, "" if interview == text else interview
