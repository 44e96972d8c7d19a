"""A filter for dates and times of publication at the desk."""

from django import template

from interviews.admin.moments import format_moment

register = template.Library()
register.filter("moment", format_moment)
