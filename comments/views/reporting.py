"""The form by which readers report a reply. The reply is queued, and stays published."""

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import same_origin
from comments.forms.fields import VisibleTextField
from comments.forms.reply import SameOriginForm
from comments.models import Reply, Report
from comments.views.reading import gone
from comments.views.same_origin import same_origin_view


class ReportForm(SameOriginForm):
    why = VisibleTextField(
        label=gettext_lazy("What’s wrong with this reply?"),
        required=False,
        max_length=Report._meta.get_field("why").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Optional. Only editors see this."),
    )


@same_origin_view
def report(request, pk):
    reply = Reply.objects.visible().for_reading().filter(pk=pk).first()
    if reply is None:
        return gone(request, pk)
    form, network = ReportForm.of(request), same_origin.get_network(request)
    if form.is_valid() and Report.objects.is_flooded_from(network, timezone.now()):
        form.refuse(_("Too many reports came from your network. Try again in an hour."), 429)
    if form.is_valid():
        reply.report(form.cleaned_data["why"], network)
        return render(request, "comments/reported.html", {"reply": reply})
    context = {"reply": reply, "interview": reply.interview, "form": form}
    response = render(request, "comments/report.html", context, status=form.status)
    if form.status == 429:
        response["Retry-After"] = "3600"
    return response
