"""A reader reports a reply: it is raised in the queue, and stays where it is."""

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import origin
from comments.fields import SeenField
from comments.models import Reply, Report
from comments.views.reading import gone
from comments.views.tokenless import tokenless


class ReportForm(forms.Form):
    why = SeenField(
        label=gettext_lazy("What is wrong with it?"),
        required=False,
        max_length=Report._meta.get_field("why").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Optional; only editors read it."),
    )


@tokenless
def report(request, pk):
    reply = Reply.objects.in_print().for_reading().filter(pk=pk).first()
    if reply is None:
        return gone(request, pk)
    form = ReportForm(request.POST if request.method == "POST" else None)
    network = origin.network_of(request)
    status = 200
    if form.is_bound and origin.is_foreign(request):
        form.add_error(None, origin.FOREIGN)
        status = 403
    elif form.is_bound and Report.objects.is_flooded_from(network, timezone.now()):
        form.add_error(None, _("Many reports came from your network. Try again in an hour."))
        status = 429
    elif form.is_valid():
        reply.report(form.cleaned_data["why"], network)
        return render(request, "comments/reported.html", {"reply": reply})
    elif form.is_bound:
        status = 400
    context = {"reply": reply, "interview": reply.interview, "form": form}
    response = render(request, "comments/report.html", context, status=status)
    if status == 429:
        response["Retry-After"] = "3600"
    return response
