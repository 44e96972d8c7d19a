from axes.apps import AppConfig as AxesConfig
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    name = "publication"
    verbose_name = _("Publication")

    def ready(self):
        from publication.derived import keep_derived

        keep_derived()


class SignInConfig(AxesConfig):
    """django-axes, under the name that its tables have at the desk."""

    verbose_name = _("Signing in")
