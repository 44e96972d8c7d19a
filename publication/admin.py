"""The parts of the admin that belong to the site as a whole."""

from django.contrib import admin

# Imported so that they are registered now, and taken away below: nobody sees a key at the desk.
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from publication.accounts import admin as accounts_admin
from publication.sign_in import admin as sign_in_admin
from publication.sign_in.form import SignInForm

__all__ = ["accounts_admin", "sign_in_admin"]

admin.site.login_form = SignInForm
admin.site.unregister([StaticDevice, TOTPDevice])
