"""The forms of the sign-in page: user name and password, then the code of a second factor."""

from threading import BoundedSemaphore

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publication.sign_in import second_factor

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


class PasswordAgainForm(SignInForm):
    """Asks the signed-in user for the password again; guesses count as on the sign-in page."""

    error_messages = {
        "invalid_login": _("This is not your password. Capital and small letters differ."),
        "inactive": _("This account is inactive."),
    }

    def __init__(self, request, data=None):
        super().__init__(request, data)
        del self.fields["username"]
        self.fields["password"].label = _("Your password")
        self.fields["password"].widget.attrs.pop("autofocus", None)

    def clean(self):
        self.cleaned_data["username"] = self.request.user.get_username()
        return super().clean()


class CodeForm(forms.Form):
    """Asks for a code of the app. A wrong code counts as a wrong password does."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )

    def __init__(self, request, user, data=None):
        super().__init__(data)
        self.request, self.user = request, user

    def clean_code(self):
        credentials = {"username": self.user.get_username()}
        if not AxesProxyHandler.is_allowed(self.request, credentials):
            self.request.axes_locked_out = True
            raise ValidationError(_("Wait before you try again."), code="locked")
        if seconds := self.get_wait():
            text = _("After several wrong codes, try again in %(seconds)s seconds.")
            raise ValidationError(text, code="wait", params={"seconds": seconds})
        self.result = self.check(self.cleaned_data["code"])
        if not self.result:
            user_login_failed.send(__name__, credentials=credentials, request=self.request)
            raise ValidationError(
                _(
                    "This code is not right, or was used before. Wait for the next one; the clock"
                    " of the device must be right."
                ),
                code="wrong",
            )
        return self.cleaned_data["code"]

    def get_wait(self):
        return second_factor.get_wait(self.user)

    def check(self, code):
        return second_factor.verify_code(self.user, code)


class NewDeviceForm(CodeForm):
    """Asks for the first code of a new device; `result` are the recovery codes."""

    def __init__(self, request, device, data=None):
        super().__init__(request, device.user, data)
        self.device = device

    def get_wait(self):
        return second_factor.get_wait_of(self.device)

    def check(self, code):
        return second_factor.confirm_device(self.device, "".join(code.split()))
