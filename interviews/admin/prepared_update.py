"""The form of a prepared update.

The form is the one of the interview. Inside a transaction the update is applied to the rows of the
interview, and the page is made or the form is saved; then these changes are taken back, and what
was saved is stored in the update. So no reader, no feed and no version sees it.
"""

from copy import copy

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from interviews.admin.autosave import PAGE, read_token
from interviews.admin.base import NOTHING_CHANGED
from interviews.admin.checklist import describe_checklist, link_lines
from interviews.admin.interview import InterviewAdmin, get_update_url
from interviews.admin.primary_keys import is_key
from interviews.admin.update_explanation import UpdateExplanationForm
from interviews.admin.update_pages import UpdatePages
from interviews.admin.update_rows import FIELD, list_new_rows, translate_row_ids
from interviews.admin.workflow_actions import WORKFLOW_ACTIONS, WorkflowActionForm
from interviews.admin_site import requires
from interviews.history.comparison import OTHER_LABELS
from interviews.models import Autosave, Exchange, Interview, Picture
from interviews.models.checklist import CONVERSATION, Checklist, Line
from interviews.models.content import content_of
from interviews.models.content_merge import REMOVED

KEEP = "_keep_update"  # the button in the form of the published interview
SHOWN = "update_shown"  # the field with the number of the version that was public then


class UpdateAdmin(UpdatePages, InterviewAdmin):
    change_form_template = "admin/interviews/interview/update_form.html"
    fieldsets = [each for each in InterviewAdmin.fieldsets if "slug" not in each[1]["fields"]]

    # --- The form ---------------------------------------------------------------------

    @requires("view_or_change")
    def update_view(self, request, object_id):
        """Show and save the form of the update; the first save makes the update."""
        if request.method == "POST":
            if not self.has_change_permission(request):
                raise PermissionDenied
            if answer := self.answer_autosave_button(request):
                return answer
        with transaction.atomic():
            request.update = self.get_update_or_404(request, object_id)
            request.saved_content, request.uploads = None, []
            with request.update.applied() as interview:
                request.POST = translate_row_ids(request.POST, interview)
                response = self._make_page(request, object_id)
            self._keep_uploads(request)
            return response if request.saved_content is None else self._keep(request)

    def _make_page(self, request, object_id):
        last = Picture.objects.aggregate(last=Max("pk"))["last"] or 0
        response = self.changeform_view(request, object_id)
        if isinstance(response, TemplateResponse):
            response.render()  # now, while the rows have the content of the update
        request.uploads = list(Picture.objects.filter(pk__gt=last).values_list("name", flat=True))
        return response

    def _keep_uploads(self, request):
        """Record again the pictures that the form has stored."""
        for name in request.uploads:
            if not Picture.objects.filter(name=name).exists():
                Picture.objects.add(name)

    def _keep(self, request):
        """Store what the form has saved, run the action of the pressed button, and redirect."""
        update, content = request.update, request.saved_content
        interview, explanation = update.interview, request.public_change.explanation
        is_new = update.pk is None
        shown = self._get_shown(request)
        # A page from before an update was published has only its kind and note left to save.
        is_outdated = shown is not None and shown != update.base
        is_empty = request.changed_nothing and is_new
        if is_empty and (is_outdated or not any(explanation.values())):
            self.message_user(request, NOTHING_CHANGED, messages.INFO)
            return HttpResponseRedirect(self.change_url(interview))
        update.save_content(content, request.user, shown, **explanation)
        self.log_update(
            request, interview, "Prepared an update." if is_new else "Saved its update."
        )
        self._forget_autosaves(request, interview)
        answer = self._run_action(request, interview, update)
        if answer and update.pk is None:  # published
            return HttpResponseRedirect(super().change_url(interview))
        return answer or self._go_on_after_saving(request, interview)

    def _go_on_after_saving(self, request, interview):
        self.message_user(request, _("Saved. Readers still see the published text."))
        if "_save" in request.POST:
            return self.response_post_save_change(request, interview)
        return HttpResponseRedirect(self.change_url(interview))

    def _get_shown(self, request):
        """Return the version that was public when the page was opened; the present one if none."""
        number, versions = request.POST.get(SHOWN, ""), request.update.interview.versions
        if KEEP in request.POST or not is_key(number):
            return request.update.base if request.update.pk else None
        return versions.filter(number=number).first()

    def _forget_autosaves(self, request, interview):
        self.forget_autosave(request)
        page = read_token(request, PAGE)
        if page and KEEP in request.POST:
            path = super().change_url(interview)
            Autosave.objects.forget(user=request.user, path=path, page=page)
        slug = request.POST.get("slug", interview.slug)
        if slug != interview.slug:
            sentence = _("The address is not part of an update. Change it in the interview itself.")
            self.message_user(request, sentence, messages.WARNING)

    def get_public_change_form(self, request):
        data = request.POST if request.method == "POST" else None
        return UpdateExplanationForm(data, instance=copy(request.update))

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.refusal = form.refusal or request.public_change.refusal
        return form

    def get_action_form(self, request, interview):
        if request.method == "POST":
            return super().get_action_form(request, interview)
        return WorkflowActionForm(initial={"at": request.update.publish_at})

    def begin_version(self, interview):
        """Record nothing: readers see nothing of what is saved."""

    def record_version(self, request, interview):
        request.saved_content = content_of(interview)

    def log_change(self, request, obj, message):
        request.changed_nothing = not message

    def response_change(self, request, obj):
        return HttpResponseRedirect(self.change_url(obj))  # see _keep()

    def change_url(self, thing):
        return get_update_url(thing)

    def get_autosave_title(self, request, view, object_id=None):
        if view != "update_view":
            raise PermissionDenied
        title = super().get_autosave_title(request, "change_view", object_id=object_id)
        return _("Update: %s") % title

    def get_name(self, thing):
        return _("Update: %s") % thing

    # --- Its template -----------------------------------------------------------------

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        response = super().render_change_form(request, context, add, change, form_url, obj)
        response.context_data |= {
            "deletion_obstacle": "",
            "interview_url": super().change_url(obj),
        }
        return response

    def _conflicts(self, obj, context):
        found = super()._conflicts(obj, context)
        for field in getattr(context.get("public_change"), "conflicts", []):
            found["conflicts"].append((field.label, field.conflict_id))
        return found

    def _panel(self, request, interview):
        update, is_long = request.update, self._is_long(interview)
        published = update.interview.versions.last()
        checklist = Checklist(interview, at=update.publish_at)
        return describe_checklist(checklist, not is_long) | {
            "update": update,
            "hidden_fields": {
                FIELD: list_new_rows(interview, published),
                SHOWN: published.number,
            }.items(),
            "actions": {name: WORKFLOW_ACTIONS[name] for name in update.available_actions},
            "action_form": self.get_action_form(request, interview),
            "overlaps": list_overlaps(update, [] if is_long else checklist.exchanges),
            "removed_count": interview.exchanges.exclude(removed_at=None).count(),
            "is_too_long": is_long,
            "reading_url": self.view_on_site(interview),
        }

    def view_on_site(self, interview):
        return reverse("admin:interviews_interview_update_preview", args=[quote(interview.pk)])


def list_overlaps(update, exchanges):
    """Return links to the fields that were also changed in public since the update was saved."""
    rows = {each.key: each for each in exchanges}
    contents = update.content.content_by_key
    lines = [
        _describe_overlap(name, rows.get(key), contents.get(key)) for key, name in update.overlaps
    ]
    return link_lines(lines, exchanges)


def _describe_overlap(name, exchange, content):
    if content is None:
        label = capfirst(str(Interview._meta.get_field(name).verbose_name))
        return Line(label, name)
    title = content["label"] or content["question"] or content["answer"] or content["note"]
    if name == REMOVED:
        sentence = _("%s: removed in one of both, changed in the other. It will be removed.")
        return Line(sentence % Truncator(title).chars(60), CONVERSATION)
    label = OTHER_LABELS.get(name) or Exchange._meta.get_field(name).verbose_name
    return Line(f"{Truncator(title).chars(60)}: {capfirst(str(label))}", name, exchange)
