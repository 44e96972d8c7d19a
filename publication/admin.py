"""What the site as a whole adds to the desk."""

from django.contrib import admin

from publication.sign_in import admin as record
from publication.sign_in.form import SignInForm

__all__ = ["record"]

admin.site.login_form = SignInForm
