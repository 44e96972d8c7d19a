"""What waits for the user in interviews, for the first page of the desk."""

from django import template

from interviews.admin.waiting import list_waiting_corrections, list_waiting_interviews

register = template.Library()


@register.simple_tag(takes_context=True)
def waiting_interviews(context):
    """Return a list of Waiting."""
    user = context["request"].user
    return [*list_waiting_interviews(user), *list_waiting_corrections(user)]
