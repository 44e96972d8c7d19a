"""Template variables that every page has."""

from django.conf import settings

from interviews import share_images


def publication_details(request):
    """Return `publication` and `share_image`, which are the same for every visitor."""
    return {
        "publication": {
            "name": settings.PUBLICATION_NAME,
            "tagline": settings.PUBLICATION_TAGLINE,
            "promise": settings.PUBLICATION_PROMISE,
            "url": settings.PUBLICATION_URL,
            "licence": settings.PUBLICATION_LICENCE,
            "email": settings.PUBLICATION_EMAIL,
        },
        "share_image_size": {"width": share_images.WIDTH, "height": share_images.HEIGHT},
    }
