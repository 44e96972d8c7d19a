"""The page of an interview as readers will see it."""

from django.shortcuts import render

from interviews.models import Interview
from interviews.models.recurring_question import add_also_asked


def render_preview(request, interview, link=None):
    """Return the readers' page of an interview whose content readers do not see yet.

    Args:
        link: the PreviewLink that the page is asked for by; None for an editor.
    """
    whole = Interview.objects.for_reading().get(pk=interview.pk)
    add_also_asked(whole)
    context = {"interview": whole, "preview": True, "preview_link": link}
    response = render(request, "interviews/interview.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
