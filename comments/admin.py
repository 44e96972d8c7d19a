"""The moderators’ desk: what readers wrote, to be published or declined; never to be edited."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comments.models import Reply

REASON_LENGTH = Reply._meta.get_field("decline_reason").max_length


class ReasonForm(forms.Form):
    """Why a reply is declined, in words for its author."""

    reason = forms.CharField(
        label=_("Reason, if declined"), required=False, max_length=REASON_LENGTH
    )


class DecisionForm(ActionForm):
    """Takes a reason of any length: one too long is refused by name, not as “no action”."""

    reason = forms.CharField(label=ReasonForm.base_fields["reason"].label, required=False)


@admin.register(Reply)
class ReplyAdmin(admin.ModelAdmin):
    list_display = ["name", "begins", "interview", "exchange", "status", "written_at"]
    list_filter = ["status", ("interview", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["interview", "exchange"]
    list_per_page = 50
    search_fields = ["name", "email", "body", "interview__title"]
    date_hierarchy = "written_at"
    show_full_result_count = False
    action_form = DecisionForm
    actions = ["publish_chosen", "decline_chosen"]
    change_form_template = "admin/comments/reply/change_form.html"
    fields = [
        *("body", "name", "email", "website", "interview", "exchange", "parent"),
        *("written_at", "status", "held_because", "decided_by", "decided_at", "decline_reason"),
    ]
    readonly_fields = fields

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Replies")} | (extra_context or {}))

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("reply"))
    def begins(self, reply):
        return Truncator(reply.body).chars(100)

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish_chosen(self, request, replies):
        count = [reply.approve(by=request.user) for reply in replies]
        done = ngettext("%d reply is published.", "%d replies are published.", len(count))
        self.message_user(request, done % len(count), messages.SUCCESS)

    @admin.action(description=_("Decline"), permissions=["change"])
    def decline_chosen(self, request, replies):
        form = ReasonForm(request.POST)
        if not form.is_valid():
            self.message_user(request, form.errors["reason"][0], messages.ERROR)
            return
        reason = form.cleaned_data["reason"]
        count = [reply.decline(by=request.user, reason=reason) for reply in replies]
        done = ngettext("%d reply is declined.", "%d replies are declined.", len(count))
        self.message_user(request, done % len(count), messages.SUCCESS)

    def render_change_form(self, request, context, *args, **kwargs):
        return super().render_change_form(
            request, context | {"reason": ReasonForm()}, *args, **kwargs
        )

    def save_model(self, request, obj, form, change):
        """A reply is its author's: only a decision about it is saved."""

    def response_change(self, request, obj):
        chosen = Reply.objects.filter(pk=obj.pk)
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        if "_publish" in request.POST:
            self.publish_chosen(request, chosen)
        elif "_decline" in request.POST:
            self.decline_chosen(request, chosen)
        return HttpResponseRedirect(request.path)
