"""The number of open comments on an exchange, for its row in the form of the interview."""

from django import template

register = template.Library()


@register.filter
def count_of(counts, key):
    """Return the number at this key; 0 if there is none."""
    return counts[key] if counts else 0
