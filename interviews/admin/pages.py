"""Pages: what the publication says about itself."""

from django.contrib import admin

from interviews.admin.desk import DeskAdmin
from interviews.models import Page


@admin.register(Page)
class PageAdmin(DeskAdmin):
    list_display = ["title", "slug", "updated_at"]
    search_fields = ["title", "body"]
    fields = ["title", "body", "slug"]
    prose = ["body"]
