"""The admin site. Each view checks a permission before it reads the database.

This module is not in `interviews.admin`: Django imports it before any model is registered.
"""

from functools import wraps
from http import HTTPStatus
from itertools import chain

from django.apps import apps
from django.contrib.admin import AdminSite
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _

# The permission of each view of Django's admin; requires() declares those of our own views.
DJANGO_VIEW_PERMISSIONS = {
    # Views of a model.
    "changelist_view": "view_or_change",
    "add_view": "add",
    "change_view": "view_or_change",
    "delete_view": "delete",
    "history_view": "view_or_change",
    "user_change_password": "change",
    "view": "view_or_change",  # the redirect from an object's former address to its form
    # Views of the site. The index shows each user only the models that the user may see.
    **dict.fromkeys(("index", "app_index", "catch_all_view", "i18n_javascript"), "staff"),
    **dict.fromkeys(("logout", "password_change", "password_change_done"), "staff"),
    "autocomplete_view": "view_anything",  # it then checks the permission for the model
}


RANKS = {"interviews": 0, "comments": 1}  # of apps in the list of all models
FIRST, LAST = ["Interview", "Person"], ["Publication", "AuditEntry"]  # models within their app


def rank_model(model):
    """Return what sorts the models of the desk: interviews first, people and rights last."""
    app, name = model._meta.app_label, model.__name__
    first = FIRST.index(name) if name in FIRST else len(FIRST)
    last = LAST.index(name) if name in LAST else -1
    return RANKS.get(app, len(RANKS)), first, last


def requires(permission):
    """Declare the permission of a view that is given to admin_view().

    Args:
        permission: "moderate" stands for has_moderate_permission(request) of the ModelAdmin, or
            of the site if the view is a function.
    """

    def declare(view):
        view.required_permission = permission
        return view

    return declare


class PublicationAdminSite(AdminSite):
    def admin_view(self, view, cacheable=False):
        """Wrap a view: 403 for staff without its permission, or if it declares no permission."""

        @wraps(view)
        def checked_view(request, *args, **kwargs):
            if not self._may_ask(view, request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return super().admin_view(checked_view, cacheable)

    def _may_ask(self, view, request):
        owner = getattr(view, "__self__", None)
        owner = owner or getattr(request.resolver_match.func, "model_admin", self)
        permission = getattr(
            view, "required_permission", DJANGO_VIEW_PERMISSIONS.get(view.__name__)
        )
        if view.__name__ == "change_view" and request.method == "POST":
            permission = "change"
        asked = getattr(owner, f"has_{permission}_permission", None)
        return asked is not None and asked(request)

    def has_staff_permission(self, request):
        """Permission for views that every signed-in editor may use."""
        return self.has_permission(request)

    def has_view_anything_permission(self, request):
        return any(page.has_view_permission(request) for page in self._registry.values())

    def has_write_prose_permission(self, request):
        """Whether the user may add or change anything that takes Markdown."""
        pages = [page for page in self._registry.values() if getattr(page, "prose", ())]
        return any(
            page.has_add_permission(request) or page.has_change_permission(request)
            for page in pages
        )

    @transaction.atomic
    def password_change(self, request, extra_context=None):
        """Let staff change their own password, and record the change in the audit trail."""
        from interviews.models.audit_entry import AuditAction, AuditEntry

        response = super().password_change(request, extra_context)
        if response.status_code == HTTPStatus.FOUND:
            told = {"by": request.user, "about": request.user, "fields": [_("password")]}
            AuditEntry.objects.record(AuditAction.CHANGED, **told)
        return response

    def get_app_list(self, request, app_label=None):
        found = super().get_app_list(request, app_label)
        for listed in chain.from_iterable(app["models"] for app in found):
            name = getattr(self._registry[listed["model"]], "list_name", "")
            listed["name"] = name or listed["name"]
        for app in found:
            app["models"].sort(key=lambda listed: rank_model(listed["model"]))
        # What editors use every day stands above accounts and the record of sign-ins.
        return sorted(found, key=lambda app: rank_model(app["models"][0]["model"])[0])

    def app_index(self, request, app_label, extra_context=None):
        title = {"title": apps.get_app_config(app_label).verbose_name}
        return super().app_index(request, app_label, title | (extra_context or {}))

    def get_urls(self):
        pattern = "r/<path:content_type_id>/<path:object_id>/"
        view = self.admin_view(self.view_on_site)
        return [path(pattern, view, name="view_on_site"), *super().get_urls()]

    @requires("view_anything")
    def view_on_site(self, request, content_type_id, object_id):
        """Redirect to an object's public page; 403 where the user may not see the object here."""
        kinds = ContentType.objects.get_for_models(*self._registry, for_concrete_models=False)
        pages = {str(kind.pk): self._registry[model] for model, kind in kinds.items()}
        page = pages.get(content_type_id)
        if page is None or not page.has_view_or_change_permission(request):
            raise PermissionDenied
        if page.get_object(request, object_id) is None:
            raise Http404
        return shortcut(request, content_type_id, object_id)


class FindsObjects:
    """Mixin: the object of an address of the desk."""

    def get_object_or_404(self, request, object_id):
        """Return the object, if the user may see it; Http404 if not."""
        found = self.get_object(request, unquote(object_id))
        if found is None:
            raise Http404
        return found

    def get_object_to_change(self, request, object_id):
        """Return the object; PermissionDenied if the user may only see it, Http404 if not even."""
        found = self.get_object_or_404(request, object_id)
        if not self.has_change_permission(request, found):
            raise PermissionDenied
        return found


class ReadOnly:
    """Mixin: nobody adds, changes or deletes an object in its form."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class DeskList(ChangeList):
    """A list that offers to show all of its rows only where it is searched or filtered."""

    def get_results(self, request):
        super().get_results(request)
        if not self.query and not self.has_active_filters:
            self.full_result_count = self.result_count


class NamedList:
    """Mixin: a list with the name of its objects, or with a name of its own."""

    list_name = ""

    def get_changelist(self, request, **kwargs):
        return DeskList

    def changelist_view(self, request, extra_context=None):
        title = {"title": self.list_name or capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, self._named(title | (extra_context or {})))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return super().changeform_view(
            request, object_id, form_url, self._named(extra_context or {})
        )

    def _named(self, context):
        return context | {"list_name": self.list_name}


class FormHeadings:
    """Mixin: a form with the name of its object as heading, and a heading for each part."""

    def get_fieldsets(self, request, obj=None):
        # Without a heading, those in the preview of a text would have none above them.
        parts = super().get_fieldsets(request, obj)
        return [(name or capfirst(self.opts.verbose_name), options) for name, options in parts]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= {"title": self.get_name(obj), "subtitle": None}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_name(self, thing):
        return str(thing)


class RestrictedLookups:
    """Mixin: lists can be filtered only by fields that they show, so that no value is guessed."""

    extra_lookups = ()  # further fields that a list can be filtered by

    def lookup_allowed(self, lookup, value, request):
        filters = [each[0] if isinstance(each, tuple) else each for each in self.list_filter]
        shown = {"id", self.date_hierarchy, *self.list_display, *filters, *self.extra_lookups}
        hidden = {field.name for field in self.opts.get_fields()} - shown
        return lookup.split("__")[0] not in hidden and super().lookup_allowed(
            lookup, value, request
        )
