"""Email addresses for display."""

from django import template

from comments.email.addresses import readable

register = template.Library()
register.filter("readable", readable)
