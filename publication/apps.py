from axes.apps import AppConfig as AxesConfig
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core.signals import request_started
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    name = "publication"
    verbose_name = _("Publication")

    def ready(self):
        from publication.database.availability import leave_deleted_file, remember_file
        from publication.database.derived import keep_derived

        keep_derived()
        connection_created.connect(remember_file)
        request_started.connect(leave_deleted_file)


class SignInConfig(AxesConfig):
    """django-axes, under the name that its tables have at the desk."""

    verbose_name = _("Signing in")


class PublicationAdminConfig(AdminConfig):
    """The admin, on a site that asks for permissions first."""

    default = False  # settings.py names it
    default_site = "interviews.admin_site.PublicationAdminSite"
