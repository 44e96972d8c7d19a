"""What waits in replies and emails, for the first page of the desk."""

from django import template

from comments.models import QueuedEmail, Reply

register = template.Library()


@register.simple_tag
def queue_length():
    """The number of replies in the moderation queue."""
    return Reply.objects.awaiting_moderation().count()


@register.simple_tag
def failed_email_count():
    """The number of emails that could not be delivered."""
    return QueuedEmail.objects.failed().count()
