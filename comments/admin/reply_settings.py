"""Reply settings of an interview in the admin."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comments.models import ModerationRules, Policy, ReplySettings
from comments.models.reply_settings import get_closing_time, get_policy
from interviews.admin.base import DeskAdmin
from interviews.admin.primary_keys import is_key
from interviews.models import Interview


@admin.register(ReplySettings)
class ReplySettingsAdmin(DeskAdmin):
    """Lists the interviews with settings of their own; the form opens for any interview."""

    list_display = ["interview", "own_policy", "own_days"]
    list_select_related = ["interview"]
    list_per_page = 50
    search_fields = ["interview__title"]
    radio_fields = {"policy": admin.VERTICAL}
    fields = ["now", "policy", "close_after"]
    readonly_fields = ["now"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        visible = Interview.objects.visible_to(request.user)
        return super().get_queryset(request).customized().filter(interview__in=visible)

    def get_object(self, request, object_id, from_field=None):
        """The settings of an interview, by its key; a new object if there is no row yet."""
        if not is_key(object_id):
            return None
        interviews = Interview.objects.visible_to(request.user).select_related("reply_settings")
        interview = interviews.filter(pk=object_id).first()
        if interview is None:
            return None
        return getattr(interview, "reply_settings", None) or ReplySettings(interview=interview)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        rules = ModerationRules.objects.current()
        if "policy" in form.base_fields:
            everywhere = _("site setting: %s") % Policy(rules.policy).short_label
            form.base_fields["policy"].choices = [("", everywhere), *Policy.choices]
            form.base_fields["policy"].help_text = ""
            form.base_fields["close_after"].help_text = _(
                "Counted from publication. 0: never. Blank: site setting, %s."
            ) % format_days(rules.close_after)
        return form

    def get_rows_to_lock(self, key):
        return Interview.objects.filter(pk=key)  # there may be no row of settings yet

    def save_model(self, request, obj, form, change):
        if form.has_changed():
            ReplySettings.objects.set_for(obj.interview, obj.policy, obj.close_after)

    def response_post_save_change(self, request, obj):
        """Redirect to the interview, where the editor came from."""
        if not request.user.has_perm("interviews.view_interview"):
            return super().response_post_save_change(request, obj)
        page = reverse("admin:interviews_interview_change", args=[obj.interview_id])
        return HttpResponseRedirect(page)

    @admin.display(description=gettext_lazy("at present"))
    def now(self, reply_settings):
        rules, interview = ModerationRules.objects.current(), reply_settings.interview
        policy, closes_at = get_policy(interview, rules), get_closing_time(interview, rules)
        if closes_at is None:
            return policy.short_label
        words = {
            "policy": policy.short_label,
            "day": date_format(localtime(closes_at), "DATE_FORMAT"),
        }
        if closes_at <= timezone.now():
            return _("closed since %(day)s") % words
        return (
            policy.short_label
            if policy == Policy.CLOSED
            else _("%(policy)s, until %(day)s") % words
        )

    @admin.display(description=gettext_lazy("replies"), ordering="policy")
    def own_policy(self, reply_settings):
        if not reply_settings.policy:
            return _("site setting")
        return Policy(reply_settings.policy).short_label

    @admin.display(description=gettext_lazy("closed after"), ordering="close_after")
    def own_days(self, reply_settings):
        days = reply_settings.close_after
        return _("site setting") if days is None else format_days(days)


def format_days(days):
    """“14 days”, or “never” for 0."""
    return ngettext("%d day", "%d days", days) % days if days else _("never")
