"""The source of an interview at the desk: its utterances, where they went, and its file."""

from collections import defaultdict

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from interviews import prose
from interviews.admin_site import requires
from interviews.models import Interview, TranscriptReview, TranscriptSource
from interviews.models.audit_entry import AuditAction, AuditEntry
from interviews.names import get_user_name
from interviews.transcripts import ParagraphRole

PER_PAGE = 500  # utterances


class TranscriptSourceViews:
    """Mixin for the admin of interviews."""

    def get_urls(self):
        views = {"source": self.transcript_source, "source/file": self.transcript_source_file}
        return [
            *(
                path(
                    f"<path:object_id>/{route}/",
                    self.admin_site.admin_view(view),
                    name=f"interviews_interview_{route.replace('/', '_')}",
                )
                for route, view in views.items()
            ),
            *super().get_urls(),
        ]

    @requires("change")
    def transcript_source(self, request, object_id):
        """Show the utterances, each with the exchange or the text that has its words."""
        source = self._get_source_or_404(request, object_id)
        utterances = Paginator(source.utterances.all(), PER_PAGE)
        page = utterances.get_page(request.GET.get("page"))
        exchanges = list_exchanges_by_utterance(source.interview)
        for utterance in page:
            utterance.exchanges = exchanges[utterance.number]
            utterance.elsewhere = "" if utterance.exchanges else describe_place(utterance)
            utterance.words = prose.plain(utterance.text) or utterance.text
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "original": source.interview,
            "title": _("Source of “%s”") % source.interview,
            "source": source,
            "page": page,
            "left_out": source.utterances.filter(role=ParagraphRole.LEFT_OUT).count(),
            "reading_url": self.view_on_site(source.interview),
        }
        return TemplateResponse(request, "admin/interviews/interview/source.html", context)

    @requires("change")
    @transaction.atomic
    def transcript_source_file(self, request, object_id):
        """Send the file as it came, for saving; the browser never shows it as a page."""
        source = self._get_source_or_404(request, object_id)
        response = HttpResponse(bytes(source.content), "application/octet-stream")
        name = source.file_name or f"{source.interview.slug}.txt"
        response["Content-Disposition"] = content_disposition_header(True, name)
        AuditEntry.objects.record(
            AuditAction.EXPORTED, by=request.user, about=source.interview, data="source"
        )
        return response

    def _get_source_or_404(self, request, object_id):
        interview = self.get_object_to_change(request, object_id)
        found = TranscriptSource.objects.without_content().select_related("by")
        source = found.filter(interview=interview).first()
        if source is None:
            raise Http404
        source.interview = interview
        return source


def list_exchanges_by_utterance(interview):
    """Return {number of an utterance: [(place, exchange), …]} of the exchanges that stand."""
    exchanges = defaultdict(list)
    standing = interview.exchanges.not_removed().order_by("position")
    for place, exchange in enumerate(standing, start=1):
        for number in exchange.utterances or ():
            exchanges[number].append((place, exchange))
    return exchanges


def describe_place(utterance):
    """Return where the words of an utterance went that is in no exchange."""
    if utterance.role == ParagraphRole.LEFT_OUT:
        return _("Left out")
    if utterance.role in (ParagraphRole.QUESTION, ParagraphRole.ANSWER, ParagraphRole.NOTE):
        return _("In no exchange any more")
    return utterance.get_role_display() or _("In the texts that use it")


def link_earlier_imports(source, user):
    """Return a sentence with a link for each interview and review from the same bytes.

    Interviews and reviews that the user does not see at the desk are left out.
    """
    shown = Interview.objects.shown_to(user)
    same = TranscriptSource.objects.like(source).select_related("interview", "by")
    page = "admin:interviews_interview_"
    drafts = [
        (each, reverse(f"{page}change", args=[each.interview_id]), each.interview)
        for each in same.filter(interview__in=shown)
    ]
    unfinished = same.filter(review__in=TranscriptReview.objects.unfinished(user))
    reviews = [
        (each, reverse(f"{page}transcript_review", args=[each.review.pk]), each.review)
        for each in unfinished.select_related("review", "by")
    ]
    before = _("The same text was imported before: {} ({}).")
    begun = _("You have begun to look through the same text: {} ({}).")
    told = [(before, *each) for each in drafts] + [(begun, *each) for each in reviews]
    return [
        format_html(sentence, format_html('<a href="{}">{}</a>', url, title), _describe(source))
        for sentence, source, url, title in told
    ]


def _describe(source):
    """Return who brought a source, and when."""
    at = date_format(localtime(source.at), "DATETIME_FORMAT")
    return ", ".join(filter(None, [source.by and get_user_name(source.by), at]))
