"""The admin pages of Page, the texts about the publication."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from interviews.admin.base import DeskAdmin
from interviews.models import Page

FOOTER_PAGE_SLUG = "about"  # the slug that templates/partials/footer.html links to


@admin.register(Page)
class PageAdmin(DeskAdmin):
    list_display = ["title", "slug", "updated_at"]
    search_fields = ["title", "body"]
    fields = ["title", "body", "slug"]
    prose = ["body"]

    def get_deletion_obstacle(self, page):
        # If the page has a new slug, the link in the footer redirects to it.
        if (
            page.slug == FOOTER_PAGE_SLUG
            or page.former_slugs.filter(slug=FOOTER_PAGE_SLUG).exists()
        ):
            return _("Every page links to this page, so it cannot be deleted. Edit it instead.")
        return ""
