"""A signed address that does not hold: it explains itself, and offers a new one by mail."""

from django.shortcuts import render

from comments.forms import WordsForm
from comments.views.privacy import AskingForm


def stale(request):
    """What such an address answers, whichever page it was for; words that were posted are kept.

    The form's mail leads to all that its address wrote, and the page tells nobody whether that
    is known. A letter that was lost, a changed key and an erased author look the same.
    """
    said = request.POST.get("body", "") if request.method == "POST" else ""
    context = {"asking": AskingForm(), "said": said, "form": WordsForm(initial={"body": said})}
    response = render(request, "comments/stale.html", context, status=404)
    response["Cache-Control"] = "private, no-store"
    return response
