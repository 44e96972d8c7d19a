"""LeadPictureMixin: the fields of an interview's lead picture."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interviews.media.fields import FocusField, PictureField


class LeadPictureMixin(models.Model):
    lead_picture = PictureField(
        _("lead picture"),
        upload_to="leads/",
        blank=True,
        width_field="lead_width",
        height_field="lead_height",
    )
    lead_width = models.PositiveIntegerField(null=True, editable=False)
    lead_height = models.PositiveIntegerField(null=True, editable=False)
    lead_alt = models.CharField(
        _("what the picture shows"),
        max_length=300,
        blank=True,
        help_text=_("For readers who cannot see it. Not “A picture of …”."),
    )
    lead_decorative = models.BooleanField(
        _("it only decorates"),
        default=False,
        help_text=_("It adds nothing to the text, and needs no description."),
    )
    lead_caption = models.CharField(_("caption"), max_length=300, blank=True)
    lead_credit = models.CharField(_("picture by"), max_length=200, blank=True)
    lead_focus_x = FocusField(_("focal point, from the left"))
    lead_focus_y = FocusField(_("from the top"))

    class Meta:
        abstract = True
