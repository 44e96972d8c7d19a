"""The outbox at the desk: what waits, what was given up and why; never what a letter says."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comments.admin.addresses import FoundByAddress
from comments.email.addresses import readable
from comments.models import QueuedEmail
from interviews.admin_site import RestrictedLookups


@admin.register(QueuedEmail)
class QueuedEmailAdmin(FoundByAddress, RestrictedLookups, admin.ModelAdmin):
    """Without text and headers: links in them are for the recipient alone."""

    list_display = ["subject", "recipient", "kind", "made_at", "attempts", "due_at", "last_error"]
    list_filter = [("due_at", admin.EmptyFieldListFilter), "kind"]
    search_fields = ["to"]
    fields = list_display
    actions = ["try_again"]

    @admin.display(description=_("to"), ordering="to")
    def recipient(self, letter):
        return readable(letter.to)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.action(description=_("Try again those that were given up"), permissions=["delete"])
    def try_again(self, request, letters):
        count = letters.try_again()
        done = ngettext("%d letter is tried again.", "%d letters are tried again.", count)
        self.message_user(request, done % count, messages.SUCCESS)
