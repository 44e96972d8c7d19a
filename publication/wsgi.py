"""The WSGI application: the page cache, and Django behind it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publication.settings")

django = get_wsgi_application()

# Imported here, because it needs Django to be set up.
from django.conf import settings  # noqa: E402

from publication.page_cache.cache import PageCache  # noqa: E402

application = PageCache(django, settings.PAGE_CACHE_MB)
