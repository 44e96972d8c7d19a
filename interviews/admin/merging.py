"""Merging at the desk: likely duplicates, choosing what to merge, and the confirmation."""

from hashlib import sha256

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.admin.autosave import list_autosaves
from interviews.admin.primary_keys import is_key
from interviews.admin.public_changes import PublicChangeForm
from interviews.admin_site import requires
from interviews.media.fields import PictureFile
from interviews.models import FormerKey, Interview
from interviews.models.rights import CHANGE, PUBLISH
from interviews.models.versions import UnexplainedChange

MAX_MERGED = 10  # entries that are merged at once
MAX_FOUND = 30  # entries that a search for the other one lists

USED_MEANWHILE = gettext_lazy(
    "Nothing was merged: somebody used one of these entries at the same moment. Try again."
)
CHANGED_MEANWHILE = gettext_lazy(
    "Nothing was merged yet: somebody changed one of these entries after you opened this page. "
    "Look at the values again."
)
GONE_MEANWHILE = gettext_lazy("One of these entries was merged or deleted meanwhile.")
TOO_FEW = gettext_lazy("Choose at least two entries to merge.")
TOO_MANY = gettext_lazy("Merge at most %d entries at once.") % MAX_MERGED


class MergeForm(forms.Form):
    """A choice for each field in which the rows differ. `taken` lists what fills blank fields."""

    def __init__(self, kept, others, *args):
        super().__init__(*args)
        self.taken = []
        for field in kept.get_merged_fields():
            values = _list_values(field, kept, others)
            if len(values) > 1:
                self.fields[field.name] = forms.TypedChoiceField(
                    coerce=int,
                    label=capfirst(field.verbose_name),
                    choices=[(row.pk, _show(field, row)) for row in values],
                    initial=values[0].pk,
                    widget=forms.RadioSelect,
                )
            elif values and values != [kept]:
                self.taken.append((capfirst(field.verbose_name), _show(field, values[0])))


def _list_values(field, kept, others):
    """Return the rows with different values of the field, first the one whose value is kept."""
    rows = [kept, *(other for other in others if other.has_own_texts)]
    values = {str(getattr(row, field.attname)).strip(): row for row in reversed(rows)}
    return sorted((row for value, row in values.items() if value), key=rows.index)


def _show(field, row):
    value = getattr(row, field.attname)
    context = {"value": value, "is_picture": isinstance(value, PictureFile)}
    return render_to_string("admin/interviews/merged_value.html", context)


class MergeViews:
    """For the admin of a NamedModel: actions, links and pages for merging its rows."""

    actions = ["merge_selected"]
    change_list_template = "admin/interviews/named_change_list.html"
    change_form_template = "admin/interviews/named_change_form.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        merge, duplicates = map(self.admin_site.admin_view, (self.merge_view, self.duplicates_view))
        return [
            path("merge/", merge, name=f"{name}_merge"),
            path("duplicates/", duplicates, name=f"{name}_duplicates"),
            *super().get_urls(),
        ]

    def has_merge_permission(self, request):
        """Merging deletes a row, and changes the interviews that name it."""
        return (
            self.has_change_permission(request)
            and self.has_delete_permission(request)
            and request.user.has_perms([CHANGE, PUBLISH])
        )

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # what an interview names is not deleted
        return actions

    @admin.action(description=gettext_lazy("Merge…"), permissions=["merge"])
    def merge_selected(self, request, queryset):
        keys = list(queryset.values_list("pk", flat=True)[: MAX_MERGED + 1])
        if 1 < len(keys) <= MAX_MERGED:
            return HttpResponseRedirect(self.merge_url(keys))
        self.message_user(request, TOO_MANY if len(keys) > 1 else TOO_FEW, messages.ERROR)
        return None

    def merge_url(self, keys):
        query = QueryDict(mutable=True)
        query.setlist("of", keys)
        page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_merge")
        return f"{page}?{query.urlencode()}"

    # --- Links to merging -----------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        context = extra_context or {}
        if self.has_merge_permission(request):
            count = len(self.model.objects.likely_duplicates())
            context |= {"duplicates": count, "duplicates_url": "duplicates/"}
        return super().changelist_view(request, context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and self.has_merge_permission(request):
            context["merge_url"] = self.merge_url([obj.pk])
            context["similar"] = [
                (row, self.merge_url([obj.pk, row.pk])) for row in self._find_similar(obj)
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _find_similar(self, obj):
        """Return the rows whose name is similar to that of `obj`."""
        pairs = [pair for pair in self.model.objects.likely_duplicates() if obj.pk in pair]
        keys = [key for pair in pairs for key in pair if key != obj.pk]
        found = self.model.objects.in_bulk(keys) if keys else {}
        return [found[key] for key in keys if key in found]

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        key = unquote(object_id)
        kept = FormerKey.objects.find_rows(self.model, [int(key)]) if is_key(key) else {}
        if not kept or list_autosaves(request.user, path=request.path):
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        self.message_user(request, _("The entry at that address was merged into this one."))
        return HttpResponseRedirect(self.change_url(kept.popitem()[1]))

    # --- Pages ----------------------------------------------------------------------

    @requires("merge")
    def duplicates_view(self, request):
        """List the pairs of similar names."""
        pairs = self.model.objects.likely_duplicates()
        rows = self._rows_with_counts({key for pair in pairs for key in pair})
        both = [[rows.get(key) for key in pair] for pair in pairs]
        shown = [(pair, self.merge_url([row.pk for row in pair])) for pair in both if all(pair)]
        title = _("Possible duplicates")
        return self._page(request, "duplicates.html", {"pairs": shown, "title": title})

    @requires("merge")
    def merge_view(self, request):
        """Choose what to merge, then which values stay, and merge on POST."""
        asked = request.POST if request.method == "POST" else request.GET
        keys = list(dict.fromkeys(int(key) for key in asked.getlist("of") if is_key(key)))
        rows = list(self._rows_with_counts(keys[:MAX_MERGED]).values())
        if not rows:
            self.message_user(request, TOO_FEW, messages.ERROR)
            return HttpResponseRedirect(
                reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
            )
        if len(rows) < len(keys[:MAX_MERGED]):
            self.message_user(request, GONE_MEANWHILE, messages.WARNING)
        if len(rows) == 1 or "search" in asked:
            return self._choose(request, rows)
        chosen = asked.get("keep", "")
        kept = next((row for row in rows if str(row.pk) == chosen), None)
        kept = kept or max(rows, key=lambda row: row.interview_total)
        others = [row for row in rows if row != kept]
        return self._confirm(request, kept, others)

    def _rows_with_counts(self, keys):
        """Return {key: row}, in the order of the names, with `interview_total`."""
        rows = sorted(self.model.objects.filter(pk__in=keys), key=str)
        counts = self.model.count_interviews(keys)
        for row in rows:
            row.interview_total = counts[row.pk]
        return {row.pk: row for row in rows}

    def _choose(self, request, rows):
        words = request.GET.get("q", "").replace("\0", "").strip()
        similar, found = self._find_similar(rows[0]), []
        if words:
            names = self.model.objects.exclude(pk__in=[row.pk for row in rows])
            found, _may_repeat = self.get_search_results(request, names, words)
            found = list(found.distinct()[:MAX_FOUND])
        context = {
            "rows": rows,
            "words": words,
            "found": list(dict.fromkeys([*found, *(row for row in similar if row not in rows)])),
            "title": _("Merge “%s” with …") % rows[0],
            "thing": rows[0],
        }
        return self._page(request, "merge_choose.html", context)

    def _confirm(self, request, kept, others):
        sent = request.POST if request.method == "POST" else None
        form = MergeForm(kept, others, sent)
        public_change = PublicChangeForm(sent, initial={"kind": "typo"})
        public_change.fields["kind"].help_text = _(
            "Readers of published interviews will see another name than before."
        )
        if sent and form.is_valid():
            merged = self._merge(request, kept, others, form, public_change)
            if merged:
                return merged
        numbers = self.model.find_interviews([other.pk for other in others])
        published = Interview.objects.published_or_withdrawn().filter(pk__in=numbers).count()
        context = {
            "kept": kept,
            "others": [(row, self._keep_url(row, [kept, *others])) for row in others],
            "form": form,
            "fields": [form[name] for name in form.fields],
            "keys": [kept.pk, *(row.pk for row in others)],
            "seen": _digest([kept, *others]),
            "interview_count": len(numbers),
            "published_count": published,
            "repeated": _describe_repeated(kept, others),
            "public_change": public_change if published and kept.is_part_of_words() else None,
            "title": _("Merge into “%s”") % kept,
            "thing": kept,
        }
        return self._page(request, "merge.html", context)

    def _keep_url(self, row, rows):
        return f"{self.merge_url([each.pk for each in rows])}&keep={row.pk}"

    def _merge(self, request, kept, others, form, public_change):
        """Merge, and return a redirect; None if it was refused, with the reason in a form."""
        names = [str(other) for other in others]
        merged = self.model.objects.filter(pk__in=[other.pk for other in others])
        try:
            with transaction.atomic():
                self._refuse_changed(request, [kept, *others])
                merged, explanation = list(merged), public_change.explanation
                kept.merge(others, by=request.user, chosen=form.cleaned_data, **explanation)
                # After the merge has locked the interviews: who saves one of them locks it first,
                # and the end of the audit trail last.
                self.log_deletions(request, merged)
                # Without their names, which the entries of the deletions have: those can be erased.
                self.log_change(request, kept, _("Other entries were merged into this one."))
        except UnexplainedChange as refusal:
            public_change.add_error("note" if explanation["kind"] else "kind", refusal)
        except ValidationError as refusal:
            for sentence in refusal.messages:
                form.add_error(None, sentence)
        except (IntegrityError, ProtectedError):
            form.add_error(None, USED_MEANWHILE)
        else:
            done = _("Merged into “%(name)s”: %(others)s.")
            done %= {"name": kept, "others": ", ".join(f"“{name}”" for name in names)}
            self.message_user(request, done, messages.SUCCESS)
            return HttpResponseRedirect(self.change_url(kept))
        return None

    def _refuse_changed(self, request, rows):
        """Refuse if a row is not as the page showed it: nobody would have seen what is lost."""
        keys = [row.pk for row in rows]
        locked = self.model.objects.filter(pk__in=keys).order_by("pk")
        stored = list(locked.select_for_update(no_key=True))
        if len(stored) == len(keys) and _digest(stored) != request.POST.get("seen"):
            raise ValidationError(CHANGED_MEANWHILE)

    def _page(self, request, template, context):
        context |= self.admin_site.each_context(request) | {
            "opts": self.opts,
            "merge_page": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_merge"),
        }
        return TemplateResponse(request, f"admin/interviews/{template}", context)


def _digest(rows):
    """Return a digest that changes if one of the rows changes."""
    states = sorted(f"{row.pk} {row.updated_at}" for row in rows)
    return sha256("\n".join(states).encode()).hexdigest()


def _describe_repeated(kept, others):
    """Return a line for each row that both entries have, and that stays once."""
    lines = []
    for rows in kept.find_repeated(others):
        if not rows.model._meta.auto_created:
            outcome = getattr(rows, "GIVING_WAY", _("kept once"))
            kind = capfirst(rows.model._meta.verbose_name)
            lines += [f"{kind}: {row} – {outcome}" for row in rows]
    return lines
