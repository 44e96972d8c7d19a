"""The rules that decide what becomes of a reply: publish, hold, refuse."""

from django.utils.translation import gettext as _


def hold(reply):
    """Why an editor must read this reply first; "" if it may appear at once.

    Every reply is read first. Rules that let known writers pass go here.
    """
    return _("An editor reads every reply before it appears.")
