"""The form that asks for a name and a password."""

from threading import BoundedSemaphore

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# To check a password takes a processor a fifth of a second. Readers need the others.
AT_ONCE = 1  # passwords that a worker checks at a time
places = BoundedSemaphore(AT_ONCE)


class SignInForm(AdminAuthenticationForm):
    """Checks a few passwords at a time, and none for a client that has to wait."""

    BUSY = _("Somebody else is signing in at this moment. Please try again.")

    def clean(self):
        # Before a place is taken, so that a guesser who has to wait takes none from editors.
        if not AxesProxyHandler.is_allowed(self.request, self.cleaned_data):
            self.request.axes_locked_out = True
            raise self.get_invalid_login_error()
        # Without waiting: a thread that waits cannot serve readers.
        if not places.acquire(blocking=False):
            raise ValidationError(self.BUSY, code="busy")
        try:
            return super().clean()
        finally:
            places.release()
