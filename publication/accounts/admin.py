"""Accounts at the desk.

Nobody gives a right that they lack, or changes an account that has a right which they lack.
"""

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

from interviews.admin.audit_trail import AuditsChanges
from interviews.admin.form_errors import LinkedErrors
from interviews.admin_site import FormHeadings, NamedList, RestrictedLookups
from publication.accounts.forms import AccountForm, GroupsField
from publication.accounts.groups import GROUPS, describe_rights, has_all_rights_of
from publication.sign_in.admin import with_title
from publication.sign_in.inviting import InvitingStaff

admin.site.unregister([Group, User])  # the rights of the groups are the code's


class RightsOfAccounts:
    """Mixin for the page of users: groups instead of permissions."""

    list_filter = [
        "groups",
        ("is_active", with_title(admin.BooleanFieldListFilter, _("permission to sign in"))),
    ]
    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined", "group_names", "single_rights"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        return [
            (None, {"fields": ["username", "password"]}),
            (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
            (_("Rights"), self._get_rights(request, obj)),
            (_("Dates"), {"fields": ["last_login", "date_joined"]}),
        ]

    def _get_rights(self, request, account):
        if account == request.user:
            told = _("Nobody changes their own rights. Ask somebody else who decides about people.")
            return {"fields": ["group_names"], "description": told}
        fields = ["groups", "is_active"]
        if request.user.is_superuser:
            fields.append("is_superuser")
        if account.user_permissions.exists():
            fields += ["single_rights", "removes_single_rights"]
        return {"fields": fields}

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        # Django leaves out fields of the model only.
        if obj is None:
            form.base_fields["groups"].required = True
        elif "removes_single_rights" not in self._list_fields(request, obj):
            form.base_fields.pop("removes_single_rights", None)
        return form

    def _list_fields(self, request, account):
        return flatten_fieldsets(self.get_fieldsets(request, account))

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            return GroupsField(request.user)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("name"), ordering="last_name", empty_value="—")
    def full_name(self, account):
        return account.get_full_name()

    @admin.display(description=_("may sign in"), ordering="is_active", boolean=True)
    def may_sign_in(self, account):
        return account.is_active

    @admin.display(description=_("groups"), empty_value="—")
    def group_names(self, account):
        if account.is_superuser:
            return _("May do everything")
        names = [group.name for group in account.groups.all()]
        return ", ".join(str(GROUPS[name].label if name in GROUPS else name) for name in names)

    @admin.display(description=_("rights given one by one"))
    def single_rights(self, account):
        return ", ".join(each.name for each in account.user_permissions.all())

    def audit(self, request, action, obj, **details):
        """Record in the trail the rights of the account, too."""
        super().audit(request, action, obj, **details | describe_rights(obj))

    # --- Who may do what about whom ---------------------------------------------------

    def has_change_permission(self, request, obj=None):
        may_change = super().has_change_permission(request, obj)
        return may_change and (obj is None or has_all_rights_of(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        may_delete = super().has_delete_permission(request, obj)
        is_other = obj is None or (obj != request.user and has_all_rights_of(request.user, obj))
        return may_delete and is_other

    def get_actions(self, request):
        return {}  # the action to delete would not ask about each account

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        account = form.instance
        if form.cleaned_data.get("removes_single_rights"):
            account.user_permissions.clear()
        has_rights = account.groups.exists() or account.user_permissions.exists()
        account.is_staff = account.is_superuser or has_rights
        account.save(update_fields=["is_staff"])


@admin.register(User)
class AccountAdmin(
    InvitingStaff,
    RightsOfAccounts,
    NamedList,
    FormHeadings,
    LinkedErrors,
    AuditsChanges,
    RestrictedLookups,
    UserAdmin,
):
    form = AccountForm
    list_display = ["username", "full_name", "email", "group_names", "may_sign_in", "signs_in"]

    class Media:
        css = {"all": ["desk/conflict.css", "desk/rights.css"]}
