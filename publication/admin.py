"""The parts of the admin that belong to the site as a whole."""

from django.contrib import admin

from publication.sign_in import accounts
from publication.sign_in import admin as sign_in_admin
from publication.sign_in.form import SignInForm

__all__ = ["accounts", "sign_in_admin"]

admin.site.login_form = SignInForm
