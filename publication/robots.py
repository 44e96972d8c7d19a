"""robots.txt: what crawlers may fetch."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('health')}",
        f"Sitemap: {settings.PUBLICATION_URL}{reverse('sitemap')}",
        f"Sitemap: {settings.PUBLICATION_URL}{reverse('news_sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
