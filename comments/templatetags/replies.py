"""{% replies interview %}: the letters under an interview, and the form to write one."""

from django import template

from comments.forms import ReplyForm

register = template.Library()


@register.inclusion_tag("partials/replies.html")
def replies(interview):
    published = interview.replies.published().oldest_first().select_related("exchange")
    return {
        "interview": interview,
        "replies": published,
        "form": ReplyForm(interview=interview),
    }
