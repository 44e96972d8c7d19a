"""Template filters of the pages about transcripts."""

from django import template

register = template.Library()


@register.filter
def recording_time(milliseconds):
    """Return a time of a recording as minutes and seconds: 1:05, or 1:02:03."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
