"""The addresses of the site; those of each app are in its own urls.py."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap as sitemap_section
from django.urls import include, path
from django.views.decorators.http import conditional_page, require_safe
from django.views.generic import TemplateView

from interviews.admin import autosave, presence, prose_editor, pull_quotes
from interviews.admin.desk_search import search
from interviews.admin.picture_page import picture_page
from interviews.exports import sitemaps, web_manifest
from publication import health, media
from publication.sign_in import account_views, password_reset
from publication.sign_in.views import sign_in

# The script of django-markdownx expects the first two names and addresses.
markdownx = [
    path("upload/", admin.site.admin_view(prose_editor.upload), name="markdownx_upload"),
    path("pictures/", admin.site.admin_view(prose_editor.picture_dialog), name="picture_dialog"),
    path(
        "markdownify/",
        admin.site.admin_view(prose_editor.markdownify),
        name="markdownx_markdownify",
    ),
    path(
        "from-html/",
        admin.site.admin_view(prose_editor.markdown_from_html),
        name="markdown_from_html",
    ),
    path("pull-quote/", admin.site.admin_view(pull_quotes.find_quotation), name="pull_quote"),
]

# Before the pages of the admin, whose addresses could hide them.
account = [
    path("login/", sign_in, name="login"),
    # The template of Django's sign-in page expects this name.
    path("password-reset/", password_reset.ask, name="admin_password_reset"),
    path("password-reset/sent/", password_reset.tell_sent, name="password_reset_sent"),
    path(
        "choose-password/<uidb64>/<token>/",
        password_reset.ChoosePassword.as_view(),
        name="choose_password",
    ),
    path(
        "second-factor/",
        admin.site.admin_view(account_views.show_second_factor),
        name="second_factor",
    ),
    path(
        "second-factor/set-up/",
        admin.site.admin_view(account_views.set_up),
        name="second_factor_set_up",
    ),
    path(
        "second-factor/recovery-codes/",
        admin.site.admin_view(account_views.renew_codes),
        name="second_factor_codes",
    ),
    path(
        "second-factor/remove/",
        admin.site.admin_view(account_views.remove),
        name="second_factor_remove",
    ),
    path("sessions/", admin.site.admin_view(account_views.show_sessions), name="desk_sessions"),
]

# What browsers and phones ask for without a link, and the width of the icon that they get.
ICONS = {"favicon.ico": 32, "apple-touch-icon.png": 180, "apple-touch-icon-precomposed.png": 180}

robots = TemplateView.as_view(template_name="robots.txt", content_type="text/plain; charset=utf-8")

urlpatterns = [
    # First, because replies are never cached and each request is looked up here.
    path("", include("comments.urls")),
    path("admin/", include(account)),
    path("admin/autosave/", admin.site.admin_view(autosave.store), name="autosave"),
    path("admin/presence/", admin.site.admin_view(presence.meet), name="presence"),
    path("admin/pictures/add/", admin.site.admin_view(picture_page), name="picture_page"),
    path("admin/search/", admin.site.admin_view(search), name="desk_search"),
    path("admin/", admin.site.urls),
    path("markdownx/", include(markdownx)),
    path("media/<path:name>", media.uploaded_picture, name="media"),
    path("health/", health.health, name="health"),
    path("robots.txt", robots, name="robots"),
    path("site.webmanifest", web_manifest.web_manifest, name="web_manifest"),
    *(path(name, web_manifest.IconRedirect.as_view(width=width)) for name, width in ICONS.items()),
    path("sitemap.xml", conditional_page(require_safe(sitemaps.index)), name="sitemap"),
    path(
        "sitemap-<section>.xml",
        conditional_page(require_safe(sitemap_section)),
        {"sitemaps": sitemaps.SITEMAPS, "template_name": "interviews/sitemap.xml"},
        name="sitemap_section",
    ),
    path("news-sitemap.xml", conditional_page(require_safe(sitemaps.news)), name="news_sitemap"),
    # Last, because an editor's page may have any address that is still free.
    path("", include("interviews.urls")),
]
