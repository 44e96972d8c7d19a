"""Replies by interview: what an editor decides for one, at a page that every interview has."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comments.models import ModerationRules, Policy, ReplySettings
from comments.models.reply_settings import closing_of, policy_for
from interviews.admin.base import DeskAdmin
from interviews.admin.primary_keys import is_key
from interviews.models import Interview


@admin.register(ReplySettings)
class ReplySettingsAdmin(DeskAdmin):
    """Lists the interviews that have a policy of their own; opens for any."""

    list_display = ["interview", "policy_of_its_own", "days_of_its_own"]
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
        return super().get_queryset(request).of_their_own().filter(interview__in=visible)

    def get_object(self, request, object_id, from_field=None):
        """What is decided for an interview, by its key; a row need not be there yet."""
        if not is_key(object_id):
            return None
        interviews = Interview.objects.visible_to(request.user).select_related("reply_settings")
        interview = interviews.filter(pk=object_id).first()
        if interview is None:
            return None
        return getattr(interview, "reply_settings", None) or ReplySettings(interview=interview)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        rules = ModerationRules.objects.in_force()
        if "policy" in form.base_fields:
            everywhere = _("as everywhere on this site: %s") % Policy(rules.policy).in_a_word
            form.base_fields["policy"].choices = [("", everywhere), *Policy.choices]
            form.base_fields["policy"].help_text = ""
            form.base_fields["close_after"].help_text = _(
                "Counted from publication. 0: never. Blank: as everywhere on this site, %s."
            ) % in_days(rules.close_after)
        return form

    def get_rows_to_lock(self, key):
        return Interview.objects.filter(pk=key)  # the row of a policy need not be there yet

    def save_model(self, request, obj, form, change):
        if form.has_changed():
            ReplySettings.objects.decide(obj.interview, obj.policy, obj.close_after)

    def response_post_save_change(self, request, obj):
        """Back to the interview, where the editor came from."""
        if not request.user.has_perm("interviews.view_interview"):
            return super().response_post_save_change(request, obj)
        page = reverse("admin:interviews_interview_change", args=[obj.interview_id])
        return HttpResponseRedirect(page)

    @admin.display(description=gettext_lazy("at present"))
    def now(self, reply_settings):
        rules, interview = ModerationRules.objects.in_force(), reply_settings.interview
        policy, closes_at = policy_for(interview, rules), closing_of(interview, rules)
        if closes_at is None:
            return policy.in_a_word
        words = {
            "policy": policy.in_a_word,
            "day": date_format(localtime(closes_at), "DATE_FORMAT"),
        }
        if closes_at <= timezone.now():
            return _("closed since %(day)s") % words
        return (
            policy.in_a_word if policy == Policy.CLOSED else _("%(policy)s, until %(day)s") % words
        )

    @admin.display(description=gettext_lazy("replies"), ordering="policy")
    def policy_of_its_own(self, reply_settings):
        if not reply_settings.policy:
            return _("as everywhere")
        return Policy(reply_settings.policy).in_a_word

    @admin.display(description=gettext_lazy("closed after"), ordering="close_after")
    def days_of_its_own(self, reply_settings):
        days = reply_settings.close_after
        return _("as everywhere") if days is None else in_days(days)


def in_days(days):
    """“14 days”, or “never” for 0."""
    return ngettext("%d day", "%d days", days) % days if days else _("never")
