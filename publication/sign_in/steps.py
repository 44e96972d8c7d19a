"""The two steps of a sign-in: the password, and the code for accounts with a second factor.

Between them nobody is signed in. The session only names the account whose password was right, for
ten minutes.
"""

from datetime import datetime, timedelta

from django.contrib import admin, messages
from django.contrib.auth import REDIRECT_FIELD_NAME, get_user_model
from django.contrib.auth import login as start_session
from django.contrib.auth.views import LoginView
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.sign_in import second_factor
from publication.sign_in.form import CodeForm, SignInForm

PENDING = "password_was_right"  # the key in the session
PENDING_FOR = timedelta(minutes=10)  # for which a code may follow the password
FEW_CODES = 3  # recovery codes, from which on their owner is warned


class PasswordStep(LoginView):
    """Signs somebody in whose account has no second factor, and asks the others for a code."""

    template_name = "admin/login.html"
    authentication_form = SignInForm

    def get_context_data(self, **context):
        page = {"title": _("Sign in"), "app_path": self.request.get_full_path()}
        page |= {"username": self.request.user.get_username(), "subtitle": None}
        return super().get_context_data(**admin.site.each_context(self.request), **page, **context)

    def form_valid(self, form):
        user = form.get_user()
        if second_factor.get_device(user) is None:
            return super().form_valid(form)
        remember(self.request, user)
        return ask_for_code(self.request, CodeForm(self.request, user))


def check_password(request):
    if request.method == "GET" and admin.site.has_permission(request):
        return redirect("admin:index")
    return PasswordStep.as_view()(request)


def check_code(request):
    """Sign in the user whose password was right, if the code is right too."""
    user = get_pending_user(request)
    if user is None:
        messages.warning(request, _("That took too long. Please sign in again."))
        request.method = "GET"
        return check_password(request)
    form = CodeForm(request, user, request.POST)
    if not form.is_valid():
        return ask_for_code(request, form)
    del request.session[PENDING]
    start_session(request, user)
    warn_of_few_codes(request)
    return HttpResponseRedirect(request.POST[REDIRECT_FIELD_NAME])


def ask_for_code(request, form):
    page = {"title": _("Second step"), "form": form, "app_path": request.get_full_path()}
    page |= {"next": request.POST[REDIRECT_FIELD_NAME], "pending_user": form.user}
    context = admin.site.each_context(request) | page
    return TemplateResponse(request, "admin/sign_in_code.html", context)


def remember(request, user):
    """Store in the session, under a new key, whose password was right."""
    request.session.cycle_key()
    request.session[PENDING] = {
        "account": user.pk,
        "backend": user.backend,
        "hash": user.get_session_auth_hash(),
        "until": (timezone.now() + PENDING_FOR).isoformat(),
    }


def get_pending_user(request):
    """Return the user whose password was right; None if that was too long ago, or changed since."""
    pending = request.session.get(PENDING)
    if not pending or datetime.fromisoformat(pending["until"]) < timezone.now():
        return None
    user = get_user_model().objects.filter(pk=pending["account"], is_active=True).first()
    if not user or not constant_time_compare(pending["hash"], user.get_session_auth_hash()):
        return None
    user.backend = pending["backend"]
    return user


def warn_of_few_codes(request):
    left = second_factor.count_recovery_codes(request.user)
    if left <= FEW_CODES:
        text = ngettext("You have %d recovery code left.", "You have %d recovery codes left.", left)
        messages.warning(request, text % left)
