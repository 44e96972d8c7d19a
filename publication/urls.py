"""The map: rooms, the desk, and what machines ask for."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap as sitemap_section
from django.urls import include, path
from django.views.decorators.http import conditional_page, require_safe
from django.views.generic import TemplateView

from interviews.admin import prose_editor
from interviews.exports import sitemaps
from publication import health, media
from publication.sign_in.views import sign_in

# Under the names and at the addresses where django-markdownx's script looks for them.
markdownx = [
    path("upload/", admin.site.admin_view(prose_editor.upload), name="markdownx_upload"),
    path(
        "markdownify/",
        admin.site.admin_view(prose_editor.markdownify),
        name="markdownx_markdownify",
    ),
]

robots = TemplateView.as_view(template_name="robots.txt", content_type="text/plain; charset=utf-8")

urlpatterns = [
    # First, since no page that is kept answers a reply: each is looked up here.
    path("", include("comments.urls")),
    path("admin/login/", sign_in, name="login"),
    path("admin/", admin.site.urls),
    path("markdownx/", include(markdownx)),
    path("media/<path:name>", media.uploaded, name="media"),
    path("health/", health.health, name="health"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", conditional_page(require_safe(sitemaps.index)), name="sitemap"),
    path(
        "sitemap-<section>.xml",
        conditional_page(require_safe(sitemap_section)),
        {"sitemaps": sitemaps.SITEMAPS, "template_name": "interviews/sitemap.xml"},
        name="sitemap_section",
    ),
    path("news-sitemap.xml", conditional_page(require_safe(sitemaps.news)), name="news_sitemap"),
    # Last, since an editor's page may have any address that is not taken.
    path("", include("interviews.urls")),
]
