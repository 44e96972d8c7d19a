"""What the user has not saved, for the first page of the desk."""

from django import template

from interviews.admin.autosave import list_unsaved_pages

register = template.Library()


@register.simple_tag(takes_context=True)
def unsaved_pages(context):
    """The newest autosave of each page that the user left without saving."""
    return list_unsaved_pages(context["request"].user)
