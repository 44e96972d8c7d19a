"""“New interview from a transcript”: paste, look, correct, create. Nothing is saved before that."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews import transcripts
from interviews.admin.base import pasted_as
from interviews.admin.transcript_review import PARTS, IncompleteForm, TranscriptReview
from interviews.admin_site import requires
from interviews.models import Person
from interviews.models.autosave import UnsavedFields
from interviews.transcripts import ParagraphRole
from interviews.transcripts.decoding import MAX_MEGABYTES
from interviews.transcripts.formats.archives import is_archive

MAX_PARAGRAPHS = 2000  # paragraphs; a page of more than these is slow in a browser
MAX_LINES = 10_000  # of a text, before it is read; many more take seconds to read
MAX_NAMES_OFFERED = 1000
TITLE = gettext_lazy("New interview from a transcript")


class TranscriptForm(forms.Form):
    """A text, pasted or in a file; valid once it has been read, as `parsed`."""

    text = forms.CharField(
        label=gettext_lazy("The text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 18, "autofocus": True, **pasted_as("blocks")}),
        help_text=gettext_lazy(
            "As it was written: plain or Markdown, with or without names before each turn."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("or a file"),
        required=False,
        help_text=format_lazy(
            gettext_lazy(
                "Text, Markdown, Word (.docx), OpenDocument (.odt), a saved web page, subtitles "
                "or the file of a transcription service, of up to {most} MB."
            ),
            most=MAX_MEGABYTES,
        ),
    )

    def clean(self):
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text")
        if file:
            # One byte more than the reader takes is enough for it to refuse the file.
            self._read("file", file.read(transcripts.MAX_BYTES + 1), file.name)
        elif text and text.strip():
            self._read("text", text)
        elif not self.errors:
            self.add_error("text", _("Paste the text of the interview, or choose a file."))

    def _read(self, field, source, filename=""):
        is_text = not is_archive(source)
        lines = source.count("\n" if isinstance(source, str) else b"\n") + 1 if is_text else 0
        if lines > MAX_LINES:
            sentence = _("The text has %(count)d lines; the maximum is %(most)d.")
            self._refuse(field, sentence, lines, MAX_LINES)
            return
        try:
            self.parsed = transcripts.parse(source, filename)
        except transcripts.Unreadable as reason:
            self.add_error(field, str(reason))
            return
        count = len(self.parsed.paragraphs)
        if count > MAX_PARAGRAPHS:
            sentence = _(
                "This has %(count)d paragraphs; up to %(most)d can be looked through on one page."
            )
            self._refuse(field, sentence, count, MAX_PARAGRAPHS)

    def _refuse(self, field, sentence, count, most):
        way_out = _("Split it, or import it with the command import_transcript.")
        self.add_error(field, f"{sentence % {'count': count, 'most': most}} {way_out}")


class TranscriptViews:
    """For the admin of interviews: the two pages on which a transcript becomes a draft."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.new_from_transcript)
        return [
            path("transcript/", view, name="interviews_interview_transcript"),
            *super().get_urls(),
        ]

    def get_autosave_title(self, request, view, **arguments):
        if view == "new_from_transcript" and self.has_add_permission(request):
            return TITLE
        return super().get_autosave_title(request, view, **arguments)

    @requires("add")
    def new_from_transcript(self, request):
        if request.method == "POST" and (answer := self.answer_autosave_button(request)):
            return answer
        if "signed_transcript" in request.POST:
            return self._reviewed(request)
        if isinstance(request.POST, UnsavedFields):
            form = TranscriptForm(initial=request.POST.dict())
        else:
            form = TranscriptForm(request.POST or None, request.FILES or None)
        if form.is_valid():
            return self._look_through(request, TranscriptReview(form.parsed))
        return self._page(request, "admin/interviews/transcript.html", {"form": form})

    def _reviewed(self, request):
        try:
            review = TranscriptReview.from_post(request.POST)
        except IncompleteForm:
            lost = _("The form was incomplete, so nothing was saved. Please start again.")
            self.message_user(request, lost, messages.ERROR)
            return HttpResponseRedirect(request.path)
        if "_create" not in request.POST:
            return self._look_through(request, review)
        interview = review.draft(by=request.user)
        self.forget_autosave(request)
        self.log_addition(request, interview, _("Created from a transcript."))
        self.message_user(request, _("The draft was created. Please check it."), messages.SUCCESS)
        return HttpResponseRedirect(self.change_url(interview))

    def _look_through(self, request, review):
        # Those who may not see people here learn no names that readers do not know.
        sees_people = self.admin_site.get_model_admin(Person).has_view_permission(request)
        people = Person.objects.all() if sees_people else Person.objects.published()
        names = people.by_name().values_list("name", flat=True)[:MAX_NAMES_OFFERED]
        context = {
            "review": review,
            "transcript": review.transcript(),
            "speakers": review.speakers(),
            "roles": list(ParagraphRole),
            "parts": PARTS.items(),
            "known_names": list(names),
        }
        return self._page(request, "admin/interviews/transcript_review.html", context)

    def _page(self, request, template, context):
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": TITLE,
            **self.get_autosave_context(request),
        }
        return TemplateResponse(request, template, context)
