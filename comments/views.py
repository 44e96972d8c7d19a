"""Leaving a reply, and looking after one's own."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from comments.forms import ReplyForm
from comments.models import Reply
from comments.origin import is_foreign
from interviews.models import Interview

LARGEST_POST = 64 * 1024  # bytes: the longest reply of the widest characters, with all its fields


# The page that holds the form is the same for everyone and may be days old, so it carries no
# token; where the POST came from is asked of the browser instead.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reply(request, slug):
    # Also under a former address: a page kept since then posts there, and a redirect would
    # lose what it posts.
    interview = Interview.objects.published().with_credits().at(slug)
    if interview is None:
        raise Http404
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_POST:
        return show(request, ReplyForm(interview=interview), status=413)
    sent = request.POST if request.method == "POST" else None
    form = ReplyForm(sent, interview=interview, to=request.GET.get("to"))
    if form.is_bound and is_foreign(request):
        form.add_error(None, _("This came from another site. Send it from here, once more."))
    if form.is_valid():
        return redirect(form.save().status_url)
    return show(request, form, status=400 if form.errors else 200)


def show(request, form, status):
    context = {"interview": form.interview, "form": form, "too_large": status == 413}
    return render(request, "comments/reply.html", context, status=status)


@require_safe
@never_cache
def status(request, signed):
    mine = Reply.objects.signed_as(signed).select_related("interview", "exchange")
    return render(request, "comments/status.html", {"reply": get_object_or_404(mine)})
