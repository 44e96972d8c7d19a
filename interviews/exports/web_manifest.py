"""The web manifest: what a browser shows when a reader puts the site on a home screen."""

from django.http import JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from interviews.media.renditions import ICON_WIDTHS
from interviews.models import Publication

BACKGROUND = "#fdfcf8"  # --background in static/css/tokens.css


@require_safe
def web_manifest(request):
    publication = Publication.objects.current()
    manifest = {
        "name": publication.name,
        "short_name": publication.name,
        "description": publication.promise,
        "start_url": reverse("interviews:front_page"),
        "display": "minimal-ui",
        "background_color": BACKGROUND,
        "theme_color": BACKGROUND,
        "icons": [
            {
                "src": publication.get_icon_url(width),
                "sizes": f"{width}x{width}",
                "type": "image/png",
            }
            for width in ICON_WIDTHS
        ],
    }
    return JsonResponse(manifest, content_type="application/manifest+json")


class IconRedirect(RedirectView):
    """From an address that browsers and phones ask for by themselves to the icon."""

    width = None

    def get_redirect_url(self):
        return Publication.objects.current().get_icon_url(self.width)
