"""The Django apps of the site itself."""

from axes.apps import AppConfig as AxesConfig
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.apps import AuthConfig
from django.core.signals import request_started
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    name = "publication"
    verbose_name = _("Publication")

    def ready(self):
        from publication.accounts import groups
        from publication.database.availability import close_deleted_file, record_open_file
        from publication.database.derived import connect_signals

        connect_signals()
        groups.connect_signals()
        connection_created.connect(record_open_file)
        request_started.connect(close_deleted_file)


class SignInConfig(AxesConfig):
    """django-axes, with the name that its tables have at the desk."""

    verbose_name = _("Signing in")


class AccountsConfig(AuthConfig):
    """Django's accounts, with the name that they have at the desk."""

    verbose_name = _("Accounts")


class PublicationAdminConfig(AdminConfig):
    """The Django admin, on a site that checks permissions first."""

    default = False  # settings.py names it
    default_site = "interviews.admin_site.PublicationAdminSite"
