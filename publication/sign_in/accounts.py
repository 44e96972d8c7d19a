"""The admin pages of users and groups: Django's own, with the forms of the desk around them."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from interviews.admin.audit_trail import AuditsChanges
from interviews.admin.form_errors import LinkedErrors
from interviews.admin_site import FormHeadings, NamedList
from publication.sign_in.inviting import InvitingStaff

admin.site.unregister([Group, User])


class AccountPages(NamedList, FormHeadings, LinkedErrors, AuditsChanges):
    class Media:
        css = {"all": ["desk/conflict.css"]}


@admin.register(User)
class EditorAdmin(InvitingStaff, AccountPages, UserAdmin):
    readonly_fields = ["last_login", "date_joined"]


@admin.register(Group)
class EditorGroupAdmin(AccountPages, GroupAdmin):
    pass
