"""The form for the user name and the password."""

from threading import BoundedSemaphore

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# A check takes a fifth of a second of a processor, which readers need too.
MAX_CONCURRENT_CHECKS = 1  # passwords that a worker checks at the same time
password_checks = BoundedSemaphore(MAX_CONCURRENT_CHECKS)


class SignInForm(AdminAuthenticationForm):
    """Checks few passwords at the same time, and none for a client that has to wait."""

    BUSY = _("Somebody else is signing in right now. Please try again.")

    def clean(self):
        # First, so that a guesser who has to wait cannot delay editors.
        if not AxesProxyHandler.is_allowed(self.request, self.cleaned_data):
            self.request.axes_locked_out = True
            raise self.get_invalid_login_error()
        # Without blocking: a blocked thread cannot serve readers.
        if not password_checks.acquire(blocking=False):
            raise ValidationError(self.BUSY, code="busy")
        try:
            return super().clean()
        finally:
            password_checks.release()
