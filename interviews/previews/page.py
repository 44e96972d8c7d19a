"""The page of an interview as readers will see it."""

from django.shortcuts import render

from interviews.models import Interview, Person, Series, Topic
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
    add_comments(whole, link.comments if link else whole.desk_comments.open(), refused)
    context = {
        "interview": whole,
        "preview": True,
        "public_things": find_public_things(whole),
        "preview_link": link,
        "longest_comment": MAX_LENGTH,
    }
    response = render(request, "interviews/interview.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def find_public_things(interview):
    """Return the people, topics and series of an interview that have a page for readers."""
    people = Person.objects.published().filter(credits__interview=interview)
    topics = Topic.objects.published().filter(interviews=interview)
    series = Series.objects.published().filter(pk=interview.series_id)
    return {*people, *topics, *series}
