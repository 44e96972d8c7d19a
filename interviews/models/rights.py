"""Who may see and change which interviews.

Editors may change every interview. A writer may change the interviews that the writer has begun,
until one is scheduled or published. Publishing is a right of its own: what is scheduled or
published can be changed only with this right.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext_lazy as _

from interviews.models.workflow import UNDATED

VIEW, CHANGE, DELETE = (f"interviews.{verb}_interview" for verb in ("view", "change", "delete"))
WRITE = "interviews.write_interview"
PUBLISH = "interviews.publish_interview"

BACKEND = "django.contrib.auth.backends.ModelBackend"  # of several, the one with permissions

PERMISSIONS = [
    ("write_interview", _("Can write interviews, and change those that the user has begun")),
    ("publish_interview", _("Can publish, schedule and withdraw, and change what is published")),
]


def users_with(permission):
    """Return a QuerySet of the active users who have a permission."""
    return get_user_model().objects.with_perm(permission, backend=BACKEND)


class RightsQuerySet(models.QuerySet):
    """Filters by what a user may do at the desk."""

    def begun_by(self, user):
        """Filter for the interviews of a writer; none for a user who is no writer."""
        return self.filter(created_by=user) if user.has_perm(WRITE) else self.none()

    def shown_to(self, user):
        """Filter for what the list at the desk shows: all interviews, or those of a writer."""
        sees_all = any(map(user.has_perm, (VIEW, CHANGE, DELETE)))
        return self.all() if sees_all else self.begun_by(user)

    def visible_to(self, user):
        """Filter for published interviews and for those that the user may see at the desk."""
        sees_all = user.has_perm(VIEW) or user.has_perm(CHANGE)
        return self.all() if sees_all else self.published() | self.begun_by(user)

    def changeable_by(self, user):
        """Filter for the interviews that the user may change."""
        found = self.all() if user.has_perm(CHANGE) else self.begun_by(user)
        return found if user.has_perm(PUBLISH) else found.filter(status__in=UNDATED)


class RightsMixin(models.Model):
    """An interview that knows who began it."""

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,  # commands act for no user
        editable=False,
        related_name="+",
        verbose_name=_("begun by"),
    )

    class Meta:
        abstract = True

    def may_be_changed_by(self, user):
        """Whether the user may change the interview, its exchanges and its credits."""
        is_writer = self.created_by_id == user.pk and user.has_perm(WRITE)
        may_change = is_writer or user.has_perm(CHANGE)
        return may_change and (self.status in UNDATED or user.has_perm(PUBLISH))

    def list_staff(self):
        """Return a QuerySet of the staff who may see the interview at the desk."""
        own = users_with(WRITE).filter(pk=self.created_by_id)
        seeing = users_with(VIEW) | users_with(CHANGE) | own
        return seeing.filter(is_staff=True).order_by("username")

    def may_be_published_by(self, user):
        """Whether the user may publish, schedule and withdraw the interview."""
        return user.has_perm(PUBLISH) and self.may_be_changed_by(user)
