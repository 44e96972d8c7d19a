"""The record of sign-ins at the desk, read-only."""

from axes.models import AccessFailureLog, AccessLog
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from comments.moderation.screening.networks import mask_address


class SignInAdmin(admin.ModelAdmin):
    fields = ["attempt_time", "username", "network"]
    list_display = fields
    list_filter = ["attempt_time"]
    search_fields = ["username", "ip_address"]

    @admin.display(description=_("network"), ordering="ip_address")
    def network(self, sign_in):
        return mask_address(sign_in.ip_address or "")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(AccessLog)
class SuccessAdmin(SignInAdmin):
    """Successful sign-ins."""


@admin.register(AccessFailureLog)
class FailureAdmin(SignInAdmin):
    """Failed sign-ins. `locked_out`: the attempt after which the client had to wait."""

    fields = [*SignInAdmin.fields, "locked_out"]
    list_display = fields
    list_filter = ["attempt_time", "locked_out"]
