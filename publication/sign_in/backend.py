"""Who somebody is that sends a name and a password."""

from axes.backends import AxesBackend
from django.contrib.auth.backends import ModelBackend


class PasswordBackend(AxesBackend):
    """Django's, which looks at no password of a client that has to wait.

    It is one backend and not two, since `User.objects.with_perm` asks the only one there is.
    """

    def authenticate(self, request, username=None, password=None, **kwargs):
        """Return the user, or None; raise PermissionDenied if the client has to wait."""
        super().authenticate(request, username, password, **kwargs)
        return ModelBackend.authenticate(self, request, username, password, **kwargs)
