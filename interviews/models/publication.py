"""Publication: its name, promise, logo and so on, in one row that publishers change.

The settings give the first values, until a publisher saves the form at the desk. A request or a
task reads the row once, with `read()`, and everything that it does uses this row.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.templatetags.static import static
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from interviews.media import renditions
from interviews.media.fields import PictureField
from interviews.models.visibility import ALL_ROWS
from interviews.names import NameField
from interviews.web_addresses import is_web_address

in_effect = ContextVar("publication", default=None)

list_time_zones = cache(available_timezones)  # reads a thousand files


class PublicationQuerySet(models.QuerySet):
    def current(self):
        """The publication that is in effect; outside of a request or a task, read it."""
        return in_effect.get() or self.read()

    def read(self):
        """Read the publication from the database; without a row, it is as the settings say."""
        return self.filter(pk=Publication.ONLY).first() or Publication.from_settings()


class Publication(models.Model):
    ONLY = 1

    name = NameField(_("name"), max_length=100, help_text=_("A slash in it is coloured."))
    tagline = NameField(
        _("tagline"),
        max_length=200,
        help_text=_("The title of the front page in browsers and search results."),
    )
    promise = NameField(
        _("promise"),
        max_length=400,
        help_text=_("To the people you interview. It stands at the foot of every page."),
    )
    licence = NameField(
        _("licence"),
        max_length=400,
        help_text=_("What readers may do with an interview. It stands at the foot of each."),
    )
    licence_url = models.CharField(
        _("address of the licence"),
        max_length=500,
        blank=True,
        help_text=_("If it is a known one: https://creativecommons.org/licenses/by/4.0/"),
    )
    email = models.EmailField(
        _("email address"),
        help_text=_("Readers write to it, and it is the sender of every email."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        help_text=_("Of all dates and times. No interview appears earlier or later for a change."),
    )
    logo = PictureField(
        _("logo"),
        upload_to="logos/",
        blank=True,
        width_field="logo_width",
        height_field="logo_height",
        help_text=_(
            "It stands at the head of every page instead of the name, and has the name as its "
            "text. In dark mode it stands on a light ground."
        ),
    )
    logo_width = models.PositiveIntegerField(null=True, editable=False)
    logo_height = models.PositiveIntegerField(null=True, editable=False)
    icon = PictureField(
        _("icon"),
        upload_to=renditions.ICONS,
        blank=True,
        width_field="icon_width",
        height_field="icon_height",
        help_text=format_lazy(
            _("For tabs, bookmarks and home screens. Square, of {most} pixels or more."),
            most=renditions.ICON_WIDTHS[-1],
        ),
    )
    icon_width = models.PositiveIntegerField(null=True, editable=False)
    icon_height = models.PositiveIntegerField(null=True, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    readers_see = ALL_ROWS
    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publication")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="publication_is_one_row"),
            models.CheckConstraint(
                condition=~(Q(name="") | Q(email="") | Q(time_zone="")),
                name="publication_has_name_email_and_time_zone",
            ),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def from_settings(cls):
        """Return the unsaved publication with its first values."""
        return cls(
            pk=cls.ONLY,
            name=settings.PUBLICATION_NAME,
            tagline=settings.PUBLICATION_TAGLINE,
            promise=settings.PUBLICATION_PROMISE,
            licence=settings.PUBLICATION_LICENCE,
            licence_url=settings.PUBLICATION_LICENCE_URL,
            email=settings.PUBLICATION_EMAIL,
            time_zone=settings.TIME_ZONE,
        )

    @contextmanager
    def put_in_effect(self):
        """While the block runs, this is the current publication, and its time zone applies."""
        token = in_effect.set(self)
        try:
            with timezone.override(ZoneInfo(self.time_zone)):
                yield
        finally:
            in_effect.reset(token)

    @property
    def url(self):
        """The address of the site, without a slash at the end; only the settings have it."""
        return settings.PUBLICATION_URL

    def get_icon_url(self, width):
        """Return the address of the icon in one of ICON_WIDTHS; without an upload, our own."""
        if self.icon:
            return self.icon.url + renditions.suffix(width, "PNG")
        return static(f"icons/{width}.png")

    @property
    def small_icon_url(self):
        """For the tab of a browser."""
        return self.get_icon_url(renditions.ICON_WIDTHS[0])

    @property
    def touch_icon_url(self):
        """For the home screen of a phone."""
        return self.get_icon_url(renditions.TOUCH_WIDTH)

    def clean(self):
        faults = {}
        if not self.email.isascii():  # the headers of an email cannot hold another address
            faults["email"] = _("Write this address in ASCII, such as editors@xn--….")
        if self.licence_url and not is_web_address(self.licence_url):
            faults["licence_url"] = _("Enter a complete address, such as https://example.org/.")
        if self.time_zone not in list_time_zones():
            faults["time_zone"] = _("This time zone is not known.")
        if faults:
            raise ValidationError(faults)
