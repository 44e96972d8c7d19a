"""The admin pages of users and groups: Django's own, with the forms of the desk around them."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from interviews.admin.form_errors import LinkedErrors
from interviews.admin_site import FormHeadings, NamedList

admin.site.unregister([Group, User])


class AccountPages(NamedList, FormHeadings, LinkedErrors):
    class Media:
        css = {"all": ["desk/conflict.css"]}


@admin.register(User)
class EditorAdmin(AccountPages, UserAdmin):
    add_form_template = None  # Django's leaves no room for the errors
    readonly_fields = ["last_login", "date_joined"]


@admin.register(Group)
class EditorGroupAdmin(AccountPages, GroupAdmin):
    pass
