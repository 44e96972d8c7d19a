"""Moderation rules in the admin: one page, linked from the admin index."""

from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models import ModerationRules
from comments.models.reply_queryset import KNOWN_COMMENTER_APPROVALS, KNOWN_COMMENTER_MONTHS
from comments.moderation.screening.verdict import MAX_LINKS
from interviews.admin.base import DeskAdmin
from interviews.admin.single_row import SingleRowMixin


@admin.register(ModerationRules)
class ModerationRulesAdmin(SingleRowMixin, DeskAdmin):
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
                    "For all interviews. The reply settings of an interview, which its own page "
                    "links to, take precedence."
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
                    "One entry per line. A line that starts with # is a note. Entries match whole "
                    "words in upper or lower case. A reply that contains a blocked word as "
                    "spelt is declined. A reply that may contain it in disguise (b4d, b.a.d, bád, "
                    "or within a web address) waits for an editor."
                ),
            },
        ),
    ]

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {"too_many_links": MAX_LINKS + 1, "approvals": KNOWN_COMMENTER_APPROVALS}
        context |= {"months": KNOWN_COMMENTER_MONTHS}
        return super().render_change_form(request, context, *args, **kwargs)
