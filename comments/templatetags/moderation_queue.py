"""The link from the admin index to the moderation queue."""

from django import template

from comments.models import Reply

register = template.Library()


@register.simple_tag
def queue_length():
    """The number of replies in the moderation queue."""
    return Reply.objects.awaiting_moderation().count()
