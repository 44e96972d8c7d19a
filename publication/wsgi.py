"""Gunicorn's door: pages that are kept, and behind them Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publication.settings")

django = get_wsgi_application()

# Only now, since it knows models.
from django.conf import settings  # noqa: E402

from publication.kept import Kept  # noqa: E402

application = Kept(django, settings.KEPT_PAGES_MB)
