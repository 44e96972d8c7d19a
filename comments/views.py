"""Leaving a reply, and looking after one's own."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from comments.forms import ReplyForm
from comments.models import Reply
from comments.origin import is_foreign
from interviews.models import Interview


# The page that holds the form is the same for everyone and may be days old, so it carries no
# token; where the POST came from is asked of the browser instead.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reply(request, slug):
    interview = get_object_or_404(Interview.objects.published().with_credits(), slug=slug)
    form = ReplyForm(
        request.POST or None, interview=interview, initial={"to": request.GET.get("to")}
    )
    if form.is_bound and is_foreign(request):
        form.add_error(None, _("This came from another site. Send it from here, once more."))
    if form.is_valid():
        return redirect(form.save().status_url)
    context = {"interview": interview, "form": form}
    return render(request, "comments/reply.html", context, status=400 if form.errors else 200)


@require_safe
@never_cache
def status(request, signed):
    mine = Reply.objects.signed_as(signed).select_related("interview", "exchange")
    return render(request, "comments/status.html", {"reply": get_object_or_404(mine)})
