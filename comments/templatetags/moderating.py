"""A door from the desk's first page to the queue."""

from django import template

from comments.models import Reply

register = template.Library()


@register.simple_tag
def queue_length():
    """How many replies wait for a moderator."""
    return Reply.objects.awaiting_moderation().count()
