"""The record of sign-ins at the desk, read-only."""

from copy import copy

from axes.models import AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from comments.moderation.screening.networks import mask_address
from interviews.admin_site import FormHeadings, NamedList, ReadOnly


class SignInList(ChangeList):
    """A list that counts sign-ins. django-axes counts “access logs”."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.opts = copy(self.opts)
        self.opts.verbose_name = self.model_admin.one
        self.opts.verbose_name_plural = self.model_admin.many


def with_title(kind, title):
    """Return a kind of filter with a title in the place of the name of its field."""

    class FilterWithTitle(kind):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.title = title

    return FilterWithTitle


class SignInAdmin(ReadOnly, NamedList, FormHeadings, admin.ModelAdmin):
    fields = ["time", "account", "network"]
    list_display = fields
    list_filter = [("attempt_time", with_title(admin.DateFieldListFilter, _("time")))]
    search_fields = ["username", "ip_address"]

    @admin.display(description=_("time"), ordering="attempt_time")
    def time(self, sign_in):
        return localize(localtime(sign_in.attempt_time))

    @admin.display(description=_("account"), ordering="username")
    def account(self, sign_in):
        return sign_in.username

    @admin.display(description=_("network"), ordering="ip_address")
    def network(self, sign_in):
        return mask_address(sign_in.ip_address or "")

    def get_name(self, sign_in):
        return f"{sign_in.username}, {self.time(sign_in)}"

    def get_fieldsets(self, request, obj=None):
        return [(capfirst(self.one), {"fields": self.fields})]

    def get_changelist(self, request, **kwargs):
        return SignInList


@admin.register(AccessLog)
class SuccessAdmin(SignInAdmin):
    list_name = _("Sign-ins")
    one, many = _("sign-in"), _("sign-ins")


@admin.register(AccessFailureLog)
class FailureAdmin(SignInAdmin):
    """Failed sign-ins. `had_to_wait`: the attempt after which the client had to wait."""

    list_name = _("Failed sign-ins")
    one, many = _("failed sign-in"), _("failed sign-ins")
    fields = [*SignInAdmin.fields, "had_to_wait"]
    list_display = fields
    list_filter = [
        *SignInAdmin.list_filter,
        ("locked_out", with_title(admin.BooleanFieldListFilter, _("had to wait"))),
    ]

    @admin.display(description=_("had to wait"), boolean=True, ordering="locked_out")
    def had_to_wait(self, failure):
        return failure.locked_out
