"""“New interview from a transcript”: paste, look, correct, create. No interview exists before."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews import transcripts
from interviews.admin.base import pasted_as
from interviews.admin.primary_keys import find_row, is_key
from interviews.admin.transcript_proposals import list_proposals
from interviews.admin.transcript_review import (
    CONFLICT,
    KEYS,
    NAME_OF_EDIT,
    PARTS,
    REASONS,
    UNDO,
    SentReview,
    find_chosen_people,
    list_doubts,
    list_rows,
    list_speakers,
)
from interviews.admin.transcript_source import link_earlier_imports
from interviews.admin_site import requires
from interviews.models import Person, TranscriptReview, TranscriptSource
from interviews.models.autosave import UnsavedFields
from interviews.transcripts import ParagraphRole
from interviews.transcripts.decoding import MAX_MEGABYTES
from interviews.transcripts.drafts import create_draft
from interviews.transcripts.editing import NotPossible
from interviews.transcripts.formats.archives import is_archive

MAX_PARAGRAPHS = 2000  # paragraphs; a page of more than these is slow in a browser
MAX_LINES = 10_000  # of a text, before it is read; many more take seconds to read
MAX_NAMES_OFFERED = 1000
TITLE = gettext_lazy("New interview from a transcript")


class TranscriptForm(forms.Form):
    """A text, pasted or in a file; valid once it has been read, as `parsed`.

    `content` are the bytes or the text as they came, with the `file_name` of a file.
    """

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
        self.content, self.file_name = source, filename
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
        pages = {
            "transcript/": (self.new_from_transcript, "interviews_interview_transcript"),
            "transcript/<review_id>/": (
                *(self.review_transcript, "interviews_interview_transcript_review"),
            ),
        }
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=name)
                for route, (view, name) in pages.items()
            ),
            *super().get_urls(),
        ]

    def get_autosave_title(self, request, view, review_id=None, **arguments):
        if view == "new_from_transcript" and self.has_add_permission(request):
            return TITLE
        if view == "review_transcript" and self.has_add_permission(request):
            return str(find_row(TranscriptReview.objects.unfinished(request.user), review_id))
        return super().get_autosave_title(request, view, **arguments)

    @requires("add")
    def new_from_transcript(self, request):
        if request.method == "POST" and (answer := self._answer_first_page(request)):
            return answer
        if isinstance(request.POST, UnsavedFields):
            form = TranscriptForm(initial=request.POST.dict())
        else:
            form = TranscriptForm(request.POST or None, request.FILES or None)
        if form.is_valid():
            return HttpResponseRedirect(self._begin(request, form))
        reviews = TranscriptReview.objects.unfinished(request.user)
        context = {"form": form, "reviews": reviews, "title": TITLE}
        return self._page(request, "admin/interviews/transcript.html", context)

    @transaction.atomic
    def _begin(self, request, form):
        """Keep the source, begin its review, and return the address of the review."""
        user, parsed = request.user, form.parsed
        source = TranscriptSource.objects.keep(form.content, form.file_name, parsed, by=user)
        for link in link_earlier_imports(source, user):
            self.message_user(request, link, messages.WARNING)
        self.forget_autosave(request)
        return address_of_review(TranscriptReview.objects.begin(parsed, by=user, source=source))

    def _answer_first_page(self, request):
        if is_key(key := request.POST.get("_discard", "")):
            TranscriptReview.objects.unfinished(request.user).filter(pk=key).delete()
            return HttpResponseRedirect(request.path)
        return self.answer_autosave_button(request)

    @requires("add")
    def review_transcript(self, request, review_id):
        if request.method == "POST" and (answer := self.answer_autosave_button(request)):
            return answer
        reviews = TranscriptReview.objects.filter(user=request.user)
        if request.method == "POST":
            with transaction.atomic():
                review = find_row(reviews.select_for_update(of=("self",)), review_id)
                change = self._leave if review.interview else self._change
                return HttpResponseRedirect(change(request, review))
        review = find_row(reviews, review_id)
        if review.interview:
            return HttpResponseRedirect(self._leave(request, review))
        return self._show(request, review)

    def _leave(self, request, review):
        self.message_user(request, _("The draft of this transcript was created already."))
        return self.change_url(review.interview)

    def _change(self, request, review):
        """Apply the posted form, and return the address of the next page."""
        sent, key = SentReview(request.POST), None
        with review.changing(NAME_OF_EDIT):
            sent.apply_fields(review.content)
        if sent.has_conflict:
            self.message_user(request, CONFLICT, messages.WARNING)
        self.forget_autosave(request)
        if "_create" in request.POST:
            return self._create(request, review)
        if sent.action == UNDO:
            key = self._undo(request, review)
        elif sent.step:
            key = self._press(request, review, sent)
        key = key or (sent.keys[0] if sent.keys else None)
        shown = {"open": sent.still_open(), "tick": sent.still_ticked(), "at": [key] if key else []}
        query = urlencode(shown, doseq=True)
        return f"{request.path}{query and '?'}{query}{f'#p{key}' if key else ''}"

    def _press(self, request, review, sent):
        try:
            with review.changing(sent.step):
                return sent.press(review.content)
        except NotPossible as reason:
            self.message_user(request, str(reason), messages.ERROR)
            return None

    def _undo(self, request, review):
        step = review.undo()
        if step is None:
            self.message_user(request, _("There is nothing to undo."), messages.WARNING)
            return None
        self.message_user(request, _("Undone: %s.") % step["name"])
        return step["paragraphs"][0][0] if step["paragraphs"] else None

    def _create(self, request, review):
        content = review.content
        people = find_chosen_people(content)
        interview = create_draft(
            content.transcript(),
            facts=content.facts,
            by=request.user,
            people=people,
            source=review.source,
        )
        review.finish(interview)
        self.log_addition(request, interview, _("Created from a transcript."))
        self.message_user(request, _("The draft was created. Please check it."), messages.SUCCESS)
        return self.change_url(interview)

    def _show(self, request, review):
        # Those who may not see people here learn no names that readers do not know.
        sees_people = self.admin_site.get_model_admin(Person).has_view_permission(request)
        people = Person.objects.all() if sees_people else Person.objects.published()
        names = people.by_name().values_list("name", flat=True)[:MAX_NAMES_OFFERED]
        opened, ticked = (
            {int(key) for key in request.GET.getlist(name) if is_key(key)}
            for name in ("open", "tick")
        )
        doubts = review.content.doubts
        context = {
            "review": review,
            "title": TITLE,
            "transcript": review.content.transcript(),
            "doubts": list_doubts(review.content, doubts),
            "rows": list_rows(review.content, doubts, opened, ticked),
            "speakers": list_speakers(review.content),
            "proposals": list_proposals(review.content),
            "at": at if is_key(at := request.GET.get("at", "")) else "",
            "keys": KEYS,
            "roles": list(ParagraphRole),
            "reasons": REASONS,
            "parts": PARTS.items(),
            "known_names": list(names),
        }
        return self._page(request, "admin/interviews/transcript_review.html", context)

    def _page(self, request, template, context):
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            **self.get_autosave_context(request),
        }
        return TemplateResponse(request, template, context)


def address_of_review(review):
    return reverse("admin:interviews_interview_transcript_review", args=[review.pk])
