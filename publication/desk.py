"""Where the public pages end and the editors' desk begins."""

from django.contrib.admin.apps import AdminConfig

DESK = ("/admin/", "/markdownx/")  # as publication/urls.py has them


class PublicationAdminConfig(AdminConfig):
    """The admin, on a site that asks for permissions first."""

    default = False  # settings.py names it
    default_site = "interviews.admin_site.PublicationAdminSite"


class DeskDoor:
    """What stands after it in MIDDLEWARE is for the desk; requests for public pages pass by it.

    Sessions, tokens, users and messages are what editors need. Public pages are the same for
    everyone, so nobody there should pay for them, nor be able to make a page depend on them by
    mistake: on a public page there is no `request.user` and no `request.session`.
    """

    def __init__(self, get_response):
        self.through_the_desk = get_response
        self.past_it = _innermost(get_response)

    def __call__(self, request):
        if request.path_info.startswith(DESK):
            return self.through_the_desk(request)
        return self.past_it(request)


def _innermost(handler):
    """What the last of the middleware hands its request to: Django, which calls the view.

    Each middleware keeps what comes after it as `get_response`.
    """
    while hasattr(handler, "get_response"):
        handler = handler.get_response
    return handler
