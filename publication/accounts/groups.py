"""The groups of the people at the desk, and the rights of each.

A migration makes the groups. Their rights are derived from this module after every migration, so
a new model needs only a line here.
"""

from typing import NamedTuple

from django.apps import apps as installed_apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Case, Q, When
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from interviews.models.audit_entry import AuditAction, AuditEntry

ALL = ("view", "add", "change", "delete")


def permissions(app, verbs, *models):
    """Return the names of permissions: each verb about each model."""
    return frozenset(f"{app}.{verb}_{model}" for verb in verbs for model in models)


class Rights(NamedTuple):
    label: str
    sentence: str  # what a member may do
    permissions: frozenset


WRITING = (
    permissions("interviews", ALL, "exchange", "credit")
    | permissions("interviews", ("view", "add"), "person", "personlink", "topic")
    | permissions("interviews", ("view",), "series", "recurringquestion")
    | {"interviews.write_interview"}
)
MODERATING = frozenset({"comments.view_reply", "comments.moderate_reply"})
EDITING = (
    WRITING
    | MODERATING
    | permissions("interviews", ALL, "interview", "person", "personlink", "topic", "series")
    | permissions("interviews", ALL, "recurringquestion", "page", "correction")
    | {"interviews.publish_interview"}
    | permissions("comments", ("view", "add", "change"), "invitation")
    | permissions("comments", ("view", "change"), "replysettings")
)
PUBLISHING = (
    EDITING
    | permissions("auth", ("view", "add", "change"), "user")
    | permissions("axes", ("view",), "accesslog", "accessfailurelog")
    | permissions("interviews", ("view",), "auditentry")
    | permissions("interviews", ("view", "change"), "publication")
    | permissions("comments", ("view", "change"), "moderationrules")
    | permissions("comments", ("view", "delete"), "queuedemail")
)

# By the stored name of the group.
GROUPS = {
    "Writers": Rights(
        _("Writers"),
        _(
            "Begin interviews, change their own until they are published, and ask for review. "
            "Writers do not see the drafts of others, and cannot publish."
        ),
        WRITING,
    ),
    "Editors": Rights(
        _("Editors"),
        _("Change, publish and correct all interviews, and decide about replies."),
        EDITING,
    ),
    "Publishers": Rights(
        _("Publishers"),
        _("Do what editors do, and decide about people at the desk and about settings."),
        PUBLISHING,
    ),
    "Moderators": Rights(_("Moderators"), _("Decide about replies, and nothing else."), MODERATING),
}


def connect_signals():
    """Make `migrate` set the rights of the groups; called by AppConfig.ready()."""
    # Django sends the signal for each app with models. At the last one all permissions are there.
    last = [each for each in installed_apps.get_app_configs() if each.models_module][-1]
    post_migrate.connect(set_rights, sender=last)


def set_rights(using, apps=installed_apps, **kwargs):
    """Give each of the groups that are stored its rights, and no others."""
    try:
        group_model, permission_model = map(apps.get_model, ("auth.Group", "auth.Permission"))
    except LookupError:  # migrated back to before these tables
        return
    stored = permission_model.objects.using(using).select_related("content_type")
    known = {_name(each): each for each in stored}
    for group in group_model.objects.using(using).filter(name__in=GROUPS):
        rights = GROUPS[group.name].permissions
        group.permissions.set([known[name] for name in rights if name in known])


def describe_rights(account):
    """Return the details of an entry of the audit trail: the rights that an account has now."""
    groups = sorted(account.groups.values_list("name", flat=True))
    rights = [*(["everything"] if account.is_superuser else []), *groups]
    return {"rights": rights, "may_sign_in": account.is_active}


def record_new_account(account):
    """Record in the audit trail that a command has added an account."""
    AuditEntry.objects.record(AuditAction.ADDED, about=account, **describe_rights(account))


def list_groups_to_give(giver):
    """Return the groups whose rights the giver has: nobody gives a right that they lack."""
    own = giver.get_all_permissions()
    groups = Group.objects.prefetch_related("permissions__content_type")
    given = [each.pk for each in groups if _names(each.permissions.all()) <= own]
    order = [When(name=name, then=place) for place, name in enumerate(GROUPS)]
    return Group.objects.filter(pk__in=given).order_by(Case(*order, default=len(GROUPS)), "name")


def has_all_rights_of(user, account):
    """Whether the user has every right of an account, which may be inactive."""
    if user.is_superuser:
        return True
    of_account = Q(user=account) | Q(group__user=account)
    rights = Permission.objects.filter(of_account).select_related("content_type")
    return not account.is_superuser and _names(rights) <= user.get_all_permissions()


def _names(stored):
    return set(map(_name, stored))


def _name(permission):
    return f"{permission.content_type.app_label}.{permission.codename}"
