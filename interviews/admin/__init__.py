"""The editors’ desk: the pages of Django's admin for interviews, one model in each file."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from interviews.admin import (  # noqa: F401 -- each registers its own pages
    audit_trail,
    corrections,
    exchanges,
    interview,
    pages,
    people,
    publication,
    recurring_questions,
    taxonomy,
)

admin.site.index_title = _("The desk")
admin.site.enable_nav_sidebar = False  # the form needs the width
