"""The map: rooms, the desk, and what machines ask for."""

from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path
from django.views.decorators.http import require_safe

from interviews.admin import prose_editor
from interviews.sitemaps import SITEMAPS
from publication import health, media, robots

# Under the names and at the addresses where django-markdownx's script looks for them.
markdownx = [
    path("upload/", prose_editor.upload, name="markdownx_upload"),
    path("markdownify/", prose_editor.markdownify, name="markdownx_markdownify"),
]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("markdownx/", include(markdownx)),
    path("media/<path:name>", media.uploaded, name="media"),
    path("health/", health.health, name="health"),
    path("robots.txt", robots.robots, name="robots"),
    path(
        "sitemap.xml",
        require_safe(sitemaps.index),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"},
        name="sitemap",
    ),
    path(
        "sitemap-<section>.xml",
        require_safe(sitemaps.sitemap),
        {"sitemaps": SITEMAPS},
        name="sitemap_section",
    ),
    path("", include("comments.urls")),
    # Last, since an editor's page may have any address that is not taken.
    path("", include("interviews.urls")),
]
