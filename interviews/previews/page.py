"""The page of an interview as readers will see it."""

from django.shortcuts import render

from interviews.models import Interview
from interviews.models.desk_comment import MAX_LENGTH
from interviews.models.recurring_question import add_also_asked
from interviews.previews.comments import add_comments


def render_preview(request, interview, link=None, refused=None):
    """Return the readers' page of an interview whose content readers do not see yet.

    Args:
        link: the PreviewLink that the page is asked for by; None for an editor.
        refused: the HolderCommentForm that the holder of the link has sent, if it was refused.
    """
    whole = Interview.objects.for_reading().get(pk=interview.pk)
    add_also_asked(whole)
    if link:
        add_comments(whole, link, refused)
    context = {
        "interview": whole,
        "preview": True,
        "preview_link": link,
        "longest_comment": MAX_LENGTH,
    }
    response = render(request, "interviews/interview.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
