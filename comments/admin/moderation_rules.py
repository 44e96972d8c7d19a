"""House rules: one page, reached straight from the front of the desk."""

from django.contrib import admin
from django.db import models
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments.models import ModerationRules
from comments.models.reply_queryset import APPROVALS_OF_THE_KNOWN, MONTHS_OF_THE_KNOWN
from comments.moderation.screening.verdict import MOST_LINKS
from interviews.admin.base import DeskAdmin


@admin.register(ModerationRules)
class ModerationRulesAdmin(DeskAdmin):
    change_form_template = "admin/comments/moderationrules/change_form.html"
    radio_fields = {"policy": admin.VERTICAL}
    formfield_overrides = {
        models.TextField: {"widget": admin.widgets.AdminTextareaWidget({"rows": 6})},
    }
    readonly_fields = ["updated_at"]
    fieldsets = [
        (
            _("Who may reply, and until when"),
            {
                "fields": ["policy", "close_after"],
                "description": _(
                    "For all interviews. What is decided for one of them, on a page that its own "
                    "page leads to, goes before this."
                ),
            },
        ),
        (
            _("Lists"),
            {
                "fields": [
                    *("blocked_words", "suspect_words", "blocked_addresses"),
                    *("blocked_networks", "protected_names", "updated_at"),
                ],
                "description": _(
                    "An entry a line. A line that starts with # is a note to yourselves. Words are "
                    "met whole, whatever their case. A reply that has a blocked word letter by "
                    "letter is declined. One that merely seems to have it waits for an editor: "
                    "b4d, b.a.d, bád, or within a web address."
                ),
            },
        ),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        page = reverse("admin:comments_moderationrules_change", args=[ModerationRules.ONLY])
        return HttpResponseRedirect(page)

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {"show_save_and_continue": False, "show_close": False}
        context |= {"too_many_links": MOST_LINKS + 1, "approvals": APPROVALS_OF_THE_KNOWN}
        context |= {"months": MONTHS_OF_THE_KNOWN}
        return super().render_change_form(request, context, *args, **kwargs)
