"""What the holder of a preview link gets. No session and no cookie: the token is the permission."""

from functools import wraps

from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from interviews.models import PreparedUpdate, PreviewLink
from interviews.previews.comments import HolderCommentForm, is_key_of
from interviews.previews.page import render_preview

WHOLE = "interview"  # in the fragment of comments on the interview as a whole


def for_holder(view):
    """Return a view that gets the valid PreviewLink of a token; 404 for any other token.

    No cache keeps the response, no search engine lists it, and no other site learns its address.
    """

    @wraps(view)
    def answer(request, token):
        link = PreviewLink.objects.valid().select_related("interview").filter(token=token).first()
        if link is None:
            raise Http404
        try:
            response = view(request, link)
        except PreviewLink.DoesNotExist:  # the link has ended meanwhile
            raise Http404 from None
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@require_safe
@for_holder
def preview(request, link):
    return show(request, link)


# The token in the address is the permission. There is no cookie that another site could abuse.
@csrf_exempt
@require_POST
@for_holder
def comment(request, link):
    """Store a comment on an exchange; show the page with its words again if it is refused."""
    key = request.POST.get("exchange", "")
    if not is_key_of(link.interview, key):
        raise Http404
    form = HolderCommentForm(request.POST, link, key)
    if form.is_valid() and form.save():
        place = f"#comments-{key or WHOLE}"
        return HttpResponseRedirect(f"{link.get_absolute_url()}{place}")
    response = show(request, link, form)
    if response.status_code == 200:
        response.status_code = form.status
    return response


def show(request, link, refused=None):
    """Return the page as it would be published; redirect if readers see the same already."""
    interview = link.interview
    if not interview.was_published:
        return render_preview(request, interview, link, refused)
    with transaction.atomic():
        has_update = PreparedUpdate.objects.filter(interview=interview).exists()
        update = PreparedUpdate.objects.locked(interview) if has_update else None
        if update is None or update.pk is None:
            return HttpResponseRedirect(interview.get_absolute_url())
        with update.applied(explained=True) as changed:
            return render_preview(request, changed, link, refused)
