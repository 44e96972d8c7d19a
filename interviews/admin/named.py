"""For the pages of what is known by its name: people, topics, series, recurring questions."""

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from interviews.admin.edit_conflicts import DeskForm
from interviews.admin.merging import MergeViews
from interviews.admin.references import TriesTwice
from interviews.models.named import NameTaken
from interviews.names import name_key


class NamedForm(DeskForm):
    """Where a name is taken, links the thing that has it."""

    def add_error(self, field, error):
        for each in getattr(error, "error_dict", {}).get(self._meta.model.name_field, []):
            if isinstance(each, NameTaken):
                each.message = _with_link(each)
        super().add_error(field, error)


def _with_link(refusal):
    existing = refusal.existing
    page = f"admin:{existing._meta.app_label}_{existing._meta.model_name}_change"
    address, link = reverse(page, args=[quote(existing.pk)]), _("Open that page.")
    return format_html('{} <a href="{}">{}</a>', refusal.message, address, link)


class NormalizedSearch:
    """Looks for what was typed, and for its normal form."""

    normal = None  # a function of the text that was typed

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        normal = self.normal(search_term)
        if normal != search_term:
            found |= super().get_search_results(request, queryset, normal)[0]
        return found, may_repeat


class NamedAdmin(TriesTwice, MergeViews, NormalizedSearch):
    """Finds a name however it is written, says whose a name is that is taken, and merges."""

    form = NamedForm
    normal = staticmethod(name_key)
