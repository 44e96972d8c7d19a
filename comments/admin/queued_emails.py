"""The outbox in the admin: which emails wait or failed, and why. It never shows their text."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comments.admin.addresses import EmailSearch
from comments.email.addresses import readable
from comments.models import QueuedEmail
from interviews.admin_site import NamedList, RestrictedLookups


@admin.register(QueuedEmail)
class QueuedEmailAdmin(EmailSearch, NamedList, RestrictedLookups, admin.ModelAdmin):
    """Leaves out text and headers, since their links are for the recipient alone."""

    list_name = _("Outgoing email")
    list_display = ["subject", "recipient", "kind", "made_at", "attempts", "due_at", "last_error"]
    list_filter = [("due_at", admin.EmptyFieldListFilter), "kind"]
    search_fields = ["to"]
    fields = list_display
    actions = ["retry"]

    @admin.display(description=_("to"), ordering="to")
    def recipient(self, email):
        return readable(email.to)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.action(description=_("Retry the failed emails"), permissions=["delete"])
    def retry(self, request, emails):
        count = emails.retry()
        done = ngettext("%d email will be retried.", "%d emails will be retried.", count)
        self.message_user(request, done % count, messages.SUCCESS)
