"""A page that finds and replaces words in the saved texts of an interview.

With scripts, the form does this with the texts as they are typed: static/desk/find-replace.js.
"""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.admin.public_changes import PublicChangeForm
from interviews.admin.text_warnings import LOST_PULL_QUOTE
from interviews.admin_site import requires
from interviews.models.find_replace import MAX_PLACES, find_places, replace_places
from interviews.models.versions import UnexplainedChange

CHANGED = gettext_lazy("The texts have changed meanwhile. Look at the list again, then replace.")
NONE_CHOSEN = gettext_lazy("Nothing replaced: choose at least one place.")


class FindForm(forms.Form):
    words = forms.CharField(label=gettext_lazy("Find"), max_length=300, strip=False)
    case = forms.BooleanField(label=gettext_lazy("Match case"), required=False)
    whole = forms.BooleanField(label=gettext_lazy("Whole words"), required=False)


class ReplaceForm(FindForm):
    replacement = forms.CharField(
        label=gettext_lazy("Replace with"), max_length=1000, strip=False, required=False
    )


class ReplaceViews:
    """Mixin for the admin of interviews."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.replace)
        route = "<path:object_id>/replace/"
        return [path(route, view, name="interviews_interview_replace"), *super().get_urls()]

    @requires("change")
    def replace(self, request, object_id):
        """GET: list the places of some words. POST: replace them at the chosen places."""
        interview = self.get_object_to_change(request, object_id)
        if request.method == "POST":
            return self._replace(request, interview)
        form = FindForm(request.GET) if "words" in request.GET else FindForm()
        places = self._find(request, interview, form)
        return self._replace_page(request, interview, form, places, PublicChangeForm())

    def _find(self, request, interview, form):
        """Return the places, in texts that this user may change."""
        form.is_valid()
        sent = getattr(form, "cleaned_data", {})
        if "words" not in sent:
            return []
        exchanges = []
        if request.user.has_perm("interviews.change_exchange"):
            exchanges = interview.exchanges.not_removed().order_by("position")
        for exchange in exchanges:
            exchange.interview = interview  # saves a query for each
        return find_places(interview, exchanges, sent["words"], sent["case"], sent["whole"])

    @transaction.atomic
    def _replace(self, request, interview):
        interview.lock()
        interview.refresh_from_db()
        form, change_form = ReplaceForm(request.POST), PublicChangeForm(request.POST)
        places = self._find(request, interview, form)
        ticked = set(request.POST.getlist("place"))
        chosen = [place for place in places[:MAX_PLACES] if place.token in ticked]
        if form.is_valid():
            if len(chosen) < len(ticked):
                form.add_error(None, CHANGED)
            elif not chosen:
                form.add_error(None, NONE_CHOSEN)
            elif self._save(request, interview, chosen, form, change_form):
                page = reverse("admin:interviews_interview_replace", args=[quote(interview.pk)])
                return HttpResponseRedirect(f"{page}?{_found_again(form)}")
            else:  # the texts in memory are the refused ones
                interview = self.get_object(request, str(interview.pk))
                places = self._find(request, interview, form)
        for place in places:
            place.is_left_out = place.token not in ticked
        return self._replace_page(request, interview, form, places, change_form)

    def _save(self, request, interview, chosen, form, change_form):
        """Replace and record a version; False if that was refused, with errors in the forms."""
        labels = sorted({str(place.label) for place in chosen})
        before = interview.versions.last()
        try:
            with interview.changing(request.user, **change_form.explanation):
                changed = replace_places(interview, chosen, form.cleaned_data["replacement"])
            version = interview.versions.last()
            self.return_to_review(request, interview, version if version != before else None)
        except UnexplainedChange as refusal:
            for sentence in refusal.messages:
                change_form.add_error(
                    "note" if change_form.explanation["kind"] else "kind", sentence
                )
            return False
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return False
        self.log_change(request, interview, [{"changed": {"fields": labels}}])
        self.message_user(request, _("Replaced: %s") % len(chosen), messages.SUCCESS)
        lost = [str(each) for each in changed if not each.has_verbatim_pull_quote]
        if lost:
            self.message_user(request, f"{LOST_PULL_QUOTE} {', '.join(lost)}", messages.WARNING)
        return True

    def _replace_page(self, request, interview, form, places, change_form):
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "original": interview,
            "title": _("Find and replace in “%s”") % interview,
            "form": form,
            "places": places[:MAX_PLACES],
            "most": MAX_PLACES if len(places) > MAX_PLACES else None,
            "public_change": change_form if interview.was_published else None,
        }
        return TemplateResponse(request, "admin/interviews/interview/replace.html", context)


def _found_again(form):
    """Return the query string that finds the same words."""
    query = QueryDict(mutable=True)
    for name, value in form.cleaned_data.items():
        if name in FindForm.base_fields and value:
            query[name] = "on" if value is True else value
    return query.urlencode()
