"""Comments on exchanges at the desk: a page that lists, adds, assigns and settles them."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.admin.primary_keys import find_row
from interviews.admin_site import requires
from interviews.line_endings import LineFeedField
from interviews.models import DeskComment, Exchange, PreparedUpdate
from interviews.models.desk_comment import MAX_LENGTH
from interviews.names import get_user_name

PER_PAGE = 100
WHOLE = gettext_lazy("The interview as a whole")
GONE = gettext_lazy("An answer that is no longer here")
DONE = {
    "settle": gettext_lazy("Settled."),
    "reopen": gettext_lazy("Open again."),
    "assign": gettext_lazy("Assigned."),
}


class ColleagueField(forms.ModelChoiceField):
    def __init__(self, *args, **words):
        super().__init__(*args, empty_label=gettext_lazy("nobody"), **words)

    def label_from_instance(self, user):
        return get_user_name(user)


class DeskCommentForm(forms.Form):
    bound_field_class = LineFeedField

    exchange = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Comment"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea({"rows": 3, "class": "vLargeTextField"}),
    )
    assigned_to = ColleagueField(None, label=gettext_lazy("Assigned to"), required=False)

    def __init__(self, *args, passages, colleagues, **words):
        super().__init__(*args, **words)
        self.fields["exchange"].choices = [("", WHOLE), *passages.items()]
        self.fields["assigned_to"].queryset = colleagues

    def save(self, interview, by):
        """Store the comment, assigned to the chosen colleague, and return it."""
        sent = self.cleaned_data
        comment = DeskComment.objects.add(interview, sent["exchange"], sent["text"], by=by)
        if sent["assigned_to"]:
            comment.assign(sent["assigned_to"], by=by)
        return comment


class DeskCommentViews:
    """Mixin for the admin of interviews. Who may see an interview may comment on it."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.comments)
        route = "<path:object_id>/comments/"
        return [path(route, view, name="interviews_interview_comments"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            open_comments = obj.desk_comments.open().count_by_exchange()
            context |= {
                "comments_url": get_comments_url(obj),
                "open_comments": open_comments,
                "open_comment_count": open_comments.total(),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @requires("view_or_change")
    def comments(self, request, object_id):
        """GET: list the comments. POST: add one, or assign, settle or reopen one."""
        interview = self.get_object_or_404(request, object_id)
        lists = {"passages": list_passages(interview), "colleagues": interview.list_staff()}
        if request.method == "POST" and "comment" in request.POST:
            return self._change_comment(request, interview)
        asked = {"exchange": request.GET.get("exchange", "")}
        sent = request.POST if request.method == "POST" else None
        form = DeskCommentForm(sent, initial=asked, **lists)
        if form.is_valid():
            added = form.save(interview, by=request.user)
            self.message_user(request, _("The comment is added."), messages.SUCCESS)
            return HttpResponseRedirect(f"{get_comments_url(interview)}#comment-{added.pk}")
        return self._comments_page(request, interview, form, **lists)

    def _change_comment(self, request, interview):
        sent = request.POST
        comment = find_row(interview.desk_comments, sent["comment"])
        verb = next((verb for verb in DONE if verb in sent), None)
        if verb is None:
            raise Http404
        if verb == "assign":
            colleagues = interview.list_staff()
            to = find_row(colleagues, sent["to"]) if sent.get("to") else None
            comment.assign(to, by=request.user)
        else:
            getattr(comment, verb)(by=request.user)
        self.message_user(request, DONE[verb], messages.SUCCESS)
        return HttpResponseRedirect(f"{get_comments_url(interview)}{_show(request)}")

    def _comments_page(self, request, interview, form, passages, colleagues):
        comments, show = interview.desk_comments, request.GET.get("show")
        shown = {"settled": comments.settled, "all": comments.all}.get(show, comments.open)()
        shown = shown.select_related("by", "link", "assigned_to", "settled_by").oldest_first()
        places = {key: place for place, key in enumerate(passages)}
        in_order = sorted(shown, key=lambda each: _place(each.exchange_key, places))
        page = Paginator(in_order, PER_PAGE).get_page(request.GET.get("page"))
        for comment in page:
            key = comment.exchange_key
            comment.passage = passages.get(key, GONE) if key else WHOLE
            comment.is_in_text = key in passages
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "original": interview,
            "title": _("Comments on “%s”") % interview,
            "form": form,
            "page": page,
            "show": show if show in ("settled", "all") else "open",
            "comments_url": get_comments_url(interview),
            "reading_url": self.view_on_site(interview),
            "colleagues": colleagues,
            "may_edit": interview.may_be_changed_by(request.user),
        }
        return TemplateResponse(request, "admin/interviews/interview/comments.html", context)


def get_comments_url(interview):
    return reverse("admin:interviews_interview_comments", args=[quote(interview.pk)])


def list_passages(interview):
    """Return {key: beginning of the question or answer} of the exchanges, in their order.

    If there is a prepared update, its words replace the published words, and its new exchanges
    come last.
    """
    rows = interview.exchanges.order_by("position").values("key", "label", "question", "answer")
    contents = {row["key"]: row for row in rows}
    update = PreparedUpdate.objects.filter(interview=interview).first()
    contents |= update.content.content_by_key if update else {}
    fields = ("label", "question", "answer")
    exchanges = {
        key: Exchange(key=key, **{name: each[name] for name in fields})
        for key, each in contents.items()
    }
    return {
        key: Truncator(" — ".join(filter(None, [each.list_label, each.answer_text]))).chars(120)
        for key, each in exchanges.items()
    }


def _place(key, places):
    """Return what sorts comments: the interview as a whole first, missing exchanges last."""
    return places.get(key, len(places)) if key else -1


def _show(request):
    show = request.GET.get("show")
    return f"?show={show}" if show in ("settled", "all") else ""
