"""The map: rooms, the desk, and what machines ask for."""

from django.contrib import admin
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from markdownx.views import ImageUploadView, MarkdownifyView

from interviews.sitemaps import SITEMAPS
from publication import health, media, robots

# django-markdownx guards neither of its addresses itself.
markdownx = [
    path("upload/", staff_member_required(ImageUploadView.as_view()), name="markdownx_upload"),
    path(
        "markdownify/",
        staff_member_required(MarkdownifyView.as_view()),
        name="markdownx_markdownify",
    ),
]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("markdownx/", include(markdownx)),
    path("media/<path:name>", media.uploaded, name="media"),
    path("health/", health.health, name="health"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("", include("comments.urls")),
    # Last, since an editor's page may have any address that is not taken.
    path("", include("interviews.urls")),
]
