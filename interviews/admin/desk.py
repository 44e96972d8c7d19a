"""What every noun's page at the desk has in common."""

from itertools import chain

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from markdownx.widgets import AdminMarkdownxWidget

from interviews.prose_pictures import without_words

NO_WORDS = _(
    "A picture here is not described. Write what it shows between its brackets, ![so](…), for "
    "those who cannot see it; leave them empty only if it tells nothing."
)


class ProseEditor(AdminMarkdownxWidget):
    """Markdown, with what the page will show beside it.

    The preview waits until preview.js wakes it: a long interview has a hundred of them.
    """

    class Media:
        extend = False
        js = [
            *AdminMarkdownxWidget.Media.js,
            forms.Script("desk/preview.js", type="module"),
        ]

    def __init__(self, attrs=None):
        waiting = {"data-markdownx-init": "waiting", "data-preview": _("Preview")}
        super().__init__({"rows": 5, **waiting, **(attrs or {})})


LONGEST_KEY = 18  # digits that surely fit a row's key of 64 bits


def is_key(text):
    """Whether this could be the key of a row: what else a form brings must not reach a query."""
    return str(text).isdecimal() and len(str(text)) <= LONGEST_KEY


class OnlyKeys:
    """Django's own widgets, on showing a form again, look up whatever was sent as a key."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if is_key(key)], attr)


class ChooseOne(OnlyKeys, AutocompleteSelect):
    pass


class ChooseSeveral(OnlyKeys, AutocompleteSelectMultiple):
    def value_from_datadict(self, data, files, name):
        # Cut to what a key can be, so that it is looked for in vain, and said to be wrong.
        return [key[:LONGEST_KEY] for key in super().value_from_datadict(data, files, name)]


class DeskFields:
    """For pages and inlines: the fields in `prose` are Markdown and have a preview."""

    prose = ()
    short = ()  # texts of a line or two
    chosen_only = ()  # things that are picked here, and never made or changed in passing

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            choose = ChooseSeveral if db_field.many_to_many else ChooseOne
            kwargs["widget"] = choose(db_field, self.admin_site)
        elif db_field.name in self.prose:
            kwargs["widget"] = ProseEditor
        elif db_field.name in self.short:
            kwargs["widget"] = AdminTextareaWidget({"rows": 2})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # What another page is for: beside a field it only invites a slip.
            field.widget.can_delete_related = field.widget.can_view_related = False
            if db_field.name in self.chosen_only:
                field.widget.can_add_related = field.widget.can_change_related = False
        return field


class SeenOncePublished:
    """For what has a page as soon as a published interview leads there."""

    def view_on_site(self, thing):
        seen = self.model.objects.published().filter(pk=thing.pk)
        return thing.get_absolute_url() if seen.exists() else None


class DeskAdmin(DeskFields, admin.ModelAdmin):
    """Keeps old addresses leading on, and says why something cannot be deleted."""

    actions = None

    class Media:
        js = [forms.Script("desk/unsaved.js", type="module")]

    def why_kept(self, thing):
        """Why this cannot be deleted, in a sentence; "" if it can."""
        return ""

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and self.why_kept(obj))

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    @transaction.atomic
    def delete_view(self, request, object_id, extra_context=None):
        thing = self.get_object(request, unquote(object_id))
        if thing and (why := self.why_kept(thing)):
            self.message_user(request, why, messages.ERROR)
            return HttpResponseRedirect(self.change_url(thing))
        return super().delete_view(request, object_id, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= {"title": str(obj), "subtitle": None, "why_kept": self.why_kept(obj)}
        if context["errors"]:
            ask_again_for_files(context["adminform"].form, request.FILES)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def change_url(self, thing):
        return reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[quote(thing.pk)]
        )

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        kept = (set(formset.forms) - set(formset.deleted_forms) for formset in formsets)
        texts = [form, *chain.from_iterable(kept)]
        if any(has_picture_without_words(each) for each in texts):
            self.message_user(request, NO_WORDS, messages.WARNING)
        dated = getattr(form.instance, "DATED", ())
        if change and dated and any(formset.has_changed() for formset in formsets):
            form.instance.save(update_fields=dated)

    def save_model(self, request, obj, form, change):
        if change and not form.changed_data:
            return  # so that the date of its last change stays true
        renamed = change and "slug" in form.changed_data
        slug = obj.slug if renamed else None
        if renamed:
            obj.slug = form.initial["slug"]
        super().save_model(request, obj, form, change)
        if renamed:
            obj.rename(slug)


def has_picture_without_words(form):
    """Whether a text that this form brings shows an uploaded picture and does not describe it."""
    brought = getattr(form, "cleaned_data", {}).values()  # not looked at again: it is saved
    return any(isinstance(each, str) and without_words(each) for each in brought)


def ask_again_for_files(form, files):
    """Beside each sound file of a form that failed, say that it was not kept."""
    for name in files:
        if name in form.fields and name not in form.errors:
            form.add_error(name, _("Choose the picture again: browsers do not keep a chosen file."))
