"""The names of users, for the pages of the desk."""

from django import template

from interviews.names import get_user_name

register = template.Library()
register.filter("user_name", get_user_name)
