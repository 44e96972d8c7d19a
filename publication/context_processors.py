"""Template variables that every page has."""

from django.utils.functional import SimpleLazyObject

from interviews import share_images
from interviews.models import Publication


def publication_details(request):
    """Return `publication` and `share_image_size`, which are the same for every visitor."""
    return {
        "publication": SimpleLazyObject(Publication.objects.current),  # error pages ask nothing
        "share_image_size": {"width": share_images.WIDTH, "height": share_images.HEIGHT},
    }
