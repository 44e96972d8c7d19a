"""The form of an account at the desk: what the person may do."""

from django import forms
from django.contrib.auth.forms import ReadOnlyPasswordHashField, ReadOnlyPasswordHashWidget
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from publication.accounts.groups import GROUPS, list_groups_to_give
from publication.sign_in.inviting import AccountChangeForm


class GroupsField(forms.ModelMultipleChoiceField):
    """Check boxes, each with the name of a group and what its members may do.

    Offers only the groups whose rights the user has who gives them.
    """

    def __init__(self, giver):
        super().__init__(
            list_groups_to_give(giver),
            label=_("What this person may do"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("A person without any of these cannot sign in to the desk."),
        )

    def label_from_instance(self, group):
        if group.name not in GROUPS:
            return group.name
        rights = GROUPS[group.name]
        return format_html("<strong>{}:</strong> {}", rights.label, rights.sentence)


class PasswordState(ReadOnlyPasswordHashWidget):
    """Tells whether an account has a password, and nothing about how it is stored."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if value and not value.startswith(UNUSABLE_PASSWORD_PREFIX):
            context["summary"] = [{"label": _("The account has a password.")}]
        return context


class AccountForm(AccountChangeForm):
    password = ReadOnlyPasswordHashField(
        label=_("Password"),
        widget=PasswordState,
        help_text=_("Nobody can read it, but a new one can be set."),
    )
    removes_single_rights = forms.BooleanField(
        label=_("Take away these rights"),
        required=False,
        help_text=_("They were given one by one, beside the groups."),
    )

    class Meta(AccountChangeForm.Meta):
        labels = {"is_active": _("May sign in"), "is_superuser": _("May do everything")}
        help_texts = {
            "is_active": _("Untick this instead of deleting the account."),
            "is_superuser": _(
                "Everything that publishers may do, and what only the person needs who runs the "
                "site. Only such a person can give this."
            ),
        }
