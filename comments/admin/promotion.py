"""The admin page that makes a reply a question of the interview."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from interviews import prose
from interviews.admin.base import ProseEditor
from interviews.admin_site import requires
from interviews.line_endings import LineFeedField
from interviews.models import Interview
from interviews.models.rights import CHANGE, PUBLISH
from interviews.prose.escaping import escape_markdown

UNSAVED = forms.Media(js=[forms.Script("desk/unsaved.js", type="module")])
REQUIRED_PERMISSIONS = [CHANGE, PUBLISH, "interviews.add_exchange"]


class PromotionForm(forms.Form):
    """The text of the new exchange, who answers, and its position."""

    bound_field_class = LineFeedField

    question = forms.CharField(
        label=_("Question"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The reply, without its Markdown. Shorten it to what is asked."),
    )
    answer = forms.CharField(label=_("Answer"), widget=ProseEditor, help_text=_("Markdown."))
    answered_by = forms.MultipleChoiceField(
        label=_("Answered by"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Several people if they speak as one."),
    )
    after = forms.ChoiceField(label=_("After the question"))

    def __init__(self, sent=None, *, interview, **kwargs):
        super().__init__(sent, **kwargs)
        self.people = {str(p.pk): p for p in [*interview.subjects, *interview.interviewers]}
        self.questions = {
            question.key: question.asking_exchange for question in interview.questions
        }
        answered_by, after = self.fields["answered_by"], self.fields["after"]
        answered_by.choices = [(key, person.name) for key, person in self.people.items()]
        answered_by.required = bool(self.people)
        if len(interview.subjects) == 1:  # never guess among several
            answered_by.initial = [str(interview.subjects[0].pk)]
        after.choices = [
            (
                question.key,
                f"{question.number}. {Truncator(str(question.asking_exchange)).chars(70)}",
            )
            for question in interview.questions
        ]
        after.required = bool(self.questions)
        after.initial = next(reversed(self.questions), None)

    @property
    def exchange(self):
        """The arguments of Reply.promote."""
        cleaned = self.cleaned_data
        return {
            "question": cleaned["question"],
            "answer": cleaned["answer"],
            "answered_by": [self.people[key] for key in cleaned["answered_by"]],
            "after": self.questions.get(cleaned["after"]),
        }


class PromotionViews:
    """The page of the reply admin that promotes a reply."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.promote)
        return [
            path("<path:object_id>/promote/", view, name="comments_reply_promote"),
            *super().get_urls(),
        ]

    def has_promote_permission(self, request):
        return request.user.has_perms(REQUIRED_PERMISSIONS) and self.has_view_permission(request)

    @requires("promote")
    def promote(self, request, object_id):
        reply = self.get_object_or_404(request, object_id)
        if not reply.can_be_promoted:
            refusal = _("Only a held or published reply can become a question, and only once.")
            self.message_user(request, refusal, messages.ERROR)
            return HttpResponseRedirect(_get_interview_admin_url(reply))
        interview = Interview.objects.for_reading().get(pk=reply.interview_id)
        form = PromotionForm(
            request.POST if request.method == "POST" else None,
            interview=interview,
            initial={"question": escape_markdown(prose.plain_from_reader(reply.body))},
        )
        if form.is_valid() and self._promoted(request, reply, form):
            return HttpResponseRedirect(_get_interview_admin_url(reply))
        return self._show_promotion(request, reply, form)

    def _promoted(self, request, reply, form):
        """Promote the reply; return False, with errors in the form, if that fails."""
        try:
            exchange = reply.promote(by=request.user, **form.exchange)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return False
        self.log_change(request, reply, "Made a question of the interview.")
        done = format_html(
            '{} <a href="{}">{}</a>',
            _("It is now a question of the interview."),
            exchange.anchor_url,
            _("Read it in the interview."),
        )
        self.message_user(request, done, messages.SUCCESS)
        return True

    def _show_promotion(self, request, reply, form):
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Make it a question of the interview"),
            "reply": reply,
            "form": form,
            "media": form.media + UNSAVED,
        }
        return TemplateResponse(request, "admin/comments/reply/promote.html", context)


def _get_interview_admin_url(reply):
    return reverse("admin:interviews_interview_change", args=[reply.interview_id])
