"""Base classes for the admin pages of the desk."""

from itertools import chain

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import IS_POPUP_VAR, get_content_type_for_model
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import quote, unquote
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from markdownx.widgets import AdminMarkdownxWidget

from interviews.admin.audit_trail import AuditsChanges
from interviews.admin.autosave import AutosavedPages, list_autosaves
from interviews.admin.edit_conflicts import DeskForm
from interviews.admin.form_errors import LinkedErrors, list_conflicts
from interviews.admin.pictures import keep_chosen_pictures
from interviews.admin.presence import get_presence_context
from interviews.admin.primary_keys import NOT_THERE, MultipleSelect, SingleSelect, is_key
from interviews.admin.references import following_merges
from interviews.admin.text_warnings import warn_about_texts
from interviews.admin_site import FindsObjects, FormHeadings, NamedList, RestrictedLookups
from interviews.models import Interview

SCRIPTS = [
    *("unsaved", "autosave", "conflict", "presence", "growing"),
    *("keys", "paste", "time-zone-note"),
]
NOTHING_CHANGED = _("No changes to save.")
NO_DIALOG = _("The desk cannot be reached, or you are not signed in any more. Try again.")
SAVED = _("Saved.")


def pasted_as(kind):
    """Return the attributes of a text area that keeps the formatting of pasted text.

    `kind` is "blocks", or "line" for text in a heading or a line.
    """
    return {"data-paste": kind, "data-paste-url": reverse_lazy("markdown_from_html")}


class ProseEditor(AdminMarkdownxWidget):
    """A Markdown field with a preview, and a button to insert a picture.

    preview.js starts the preview on demand: the form of a long interview has a hundred fields.
    The button needs JavaScript, and the style sheet hides it without. Then a link leads to a page
    that shows the Markdown of a picture.
    """

    class Media:
        extend = False
        js = [
            *AdminMarkdownxWidget.Media.js,
            forms.Script("desk/preview.js", type="module"),
            forms.Script("desk/picture-dialog.js", type="module"),
        ]
        css = {"all": ["desk/picture-dialog.css"]}

    def __init__(self, attrs=None):
        waiting = {"data-markdownx-init": "waiting", "data-preview": _("Preview")}
        asking = {"data-picture-dialog": reverse_lazy("picture_dialog"), "data-lost": NO_DIALOG}
        super().__init__({"rows": 5, **waiting, **asking, **pasted_as("blocks"), **(attrs or {})})

    def render(self, name, value, attrs=None, renderer=None):
        button = '<button type="button" class="plain-button insert-picture">{}</button>'
        link = '<noscript><a href="{}" target="_blank">{}</a></noscript>'
        return format_html(
            f'<div class="prose-editor">{{}}{button}{link}</div>',
            super().render(name, value, attrs, renderer),
            _("Insert a picture"),
            reverse("picture_page"),
            _("Add a picture (opens a new tab)"),
        )


class DeskFields:
    """For pages and inlines: the fields in `prose` are Markdown and have a preview."""

    prose = ()
    short = ()  # fields with one or two lines of text
    line_prose = ("question", "standfirst")  # of those, the ones that are a line of Markdown
    field_widgets = {}  # {name of a field: widget} for further fields
    select_only_fields = ()  # foreign keys without the buttons to add and change

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            choose = MultipleSelect if db_field.many_to_many else SingleSelect
            kwargs["widget"] = choose(db_field, self.admin_site)
            kwargs["error_messages"] = {"invalid_choice": NOT_THERE, "invalid_pk_value": NOT_THERE}
        elif db_field.name in self.prose:
            kwargs["widget"] = ProseEditor
        elif db_field.name in self.short:
            paste = pasted_as("line") if db_field.name in self.line_prose else {}
            kwargs["widget"] = AdminTextareaWidget({"rows": 2, **paste})
        elif db_field.name in self.field_widgets:
            kwargs["widget"] = self.field_widgets[db_field.name]
        kwargs |= following_merges(db_field)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Other pages do this; here the buttons would only be clicked by mistake.
            field.widget.can_delete_related = field.widget.can_view_related = False
            if db_field.name in self.select_only_fields:
                field.widget.can_add_related = field.widget.can_change_related = False
        return field

    def get_field_queryset(self, db, db_field, request):
        queryset = super().get_field_queryset(db, db_field, request)
        if db_field.related_model is not Interview:
            return queryset
        # The form shows the title of what is chosen, so a user who may see no drafts chooses none.
        return Interview.objects.visible_to(request.user)


class PublicPageLink:
    """Mixin for models whose public page exists once a published interview links to it."""

    def view_on_site(self, thing):
        seen = self.model.objects.published().filter(pk=thing.pk)
        return thing.get_absolute_url() if seen.exists() else None


class DeskAdmin(
    AutosavedPages,
    FindsObjects,
    NamedList,
    FormHeadings,
    LinkedErrors,
    RestrictedLookups,
    DeskFields,
    AuditsChanges,
    admin.ModelAdmin,
):
    """Base of all admin pages: saves only changes, redirects old slugs, explains refusals."""

    form = DeskForm
    change_form_template = "admin/interviews/change_form.html"
    actions = None

    class Media:
        css = {"all": ["desk/conflict.css", "desk/autosave.css", "desk/typed-name.css"]}
        js = [forms.Script(f"desk/{name}.js", type="module") for name in SCRIPTS]

    def get_deletion_obstacle(self, thing):
        """Return the reason why an object cannot be deleted; "" if it can."""
        return ""

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and self.get_deletion_obstacle(obj))

    @transaction.atomic
    def delete_view(self, request, object_id, extra_context=None):
        thing = self.get_object(request, unquote(object_id))
        if thing and (why := self.get_deletion_obstacle(thing)):
            self.message_user(request, why, messages.ERROR)
            return HttpResponseRedirect(self.change_url(thing))
        return super().delete_view(request, object_id, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= {"deletion_obstacle": self.get_deletion_obstacle(obj)}
            context |= self._conflicts(obj, context)
        if add or self.has_change_permission(request, obj):
            context |= self.get_autosave_context(request)
            context |= get_presence_context(request) if obj else {}
        if request.method == "POST":
            keep_chosen_pictures(context["adminform"].form)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _conflicts(self, obj, context):
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        conflicts = list_conflicts(context["adminform"].form, formsets)
        row = {"content_type": get_content_type_for_model(obj), "object_id": obj.pk}
        saved = LogEntry.objects.filter(**row).select_related("user")
        return {"conflicts": conflicts, "last_saved": saved.first() if conflicts else None}

    def change_url(self, thing):
        return reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[quote(thing.pk)]
        )

    # --- Saving ---------------------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and (answer := self.answer_autosave_button(request)):
            return answer
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            if is_key(key := unquote(object_id)):
                locked = self.get_rows_to_lock(key).select_for_update(no_key=True).values_list("pk")
                if not list(locked):
                    return self._show_what_was_written(request, request.POST)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        kept = list_autosaves(request.user, path=request.path)
        if kept:
            return self._show_what_was_written(request, *(each.unsaved_fields for each in kept))
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)

    def _show_what_was_written(self, request, *submitted):
        """Return a page (404) with submitted texts: the object was deleted meanwhile."""
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("This was deleted meanwhile"),
            "written": list(chain.from_iterable(map(submitted_texts, submitted))),
            "autosaves": list_autosaves(request.user, path=request.path),
        }
        return TemplateResponse(request, "admin/interviews/deleted.html", context, status=404)

    def get_rows_to_lock(self, key):
        """Return the rows to lock while the object of this key is saved.

        If two editors save at the same moment, the second one waits, and is compared with the
        values that the first one saved.
        """
        return self.model.objects.filter(pk=key)

    def save_model(self, request, obj, form, change):
        if not change:
            super().save_model(request, obj, form, change)
        elif form.has_changed():
            self._save_changes(obj, form)

    def _save_changes(self, obj, form):
        slug, renamed = getattr(obj, "slug", ""), "slug" in form.changed_data
        if renamed:
            obj.slug = form.initial["slug"]
        obj.save(update_fields=form.columns_to_write())
        if renamed:
            obj.change_slug(slug)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.forget_autosave(request)
        warn_about_texts(request, self.change_url(form.instance), form, formsets)
        rows_changed = any(formset.has_changed() for formset in formsets)
        if change and rows_changed and not form.has_changed():
            form.instance.save(update_fields=["updated_at"])

    def log_change(self, request, obj, message):
        request.changed_nothing = not message
        return super().log_change(request, obj, message) if message else None

    def response_add(self, request, obj, post_url_continue=None):
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        self._say_saved(request, obj)
        page = self._with_list_filters(request, post_url_continue or self.change_url(obj))
        return self._go_on(request, page) or self.response_post_save_add(request, obj)

    def response_change(self, request, obj):
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        if request.changed_nothing:
            self.message_user(request, NOTHING_CHANGED, messages.INFO)
        else:
            self._say_saved(request, obj)
        page = request.get_full_path()
        return self._go_on(request, page) or self.response_post_save_change(request, obj)

    def _say_saved(self, request, obj):
        said = SAVED
        if "_continue" not in request.POST and self.has_view_or_change_permission(request, obj):
            said = format_html('{} <a href="{}">{}</a>', SAVED, self.change_url(obj), obj)
        self.message_user(request, said, messages.SUCCESS)

    def _go_on(self, request, page):
        """Return a redirect to the page or to a blank form; None if the list comes next."""
        if "_continue" in request.POST:
            return HttpResponseRedirect(page)
        if "_addanother" in request.POST:
            blank = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
            return HttpResponseRedirect(self._with_list_filters(request, blank))
        return None

    def _with_list_filters(self, request, page):
        kept = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return add_preserved_filters(kept, page)


def submitted_texts(sent):
    """Return [(name of a field, its text), …] of a submitted form, without numbers and keys."""
    own = ("initial-", "conflict-", "kept-", "csrfmiddlewaretoken", "autosave_", "_")
    return [
        (capfirst(name.replace("-", " ").replace("_", " ")), text)
        for name, text in sent.items()
        if text.strip() and not text.isdecimal() and not name.startswith(own)
    ]
