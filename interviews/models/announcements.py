"""Telling the site what happened at the desk; the site emails whom it concerns.

Interviews send no email. The setting DESK_EMAILS names the module that has a function for each
announcement.
"""

from importlib import import_module

from django.conf import settings


def announce(function, *details):
    """Call a function of the module for emails of the desk, with what happened."""
    getattr(import_module(settings.DESK_EMAILS), function)(*details)
