"""How many bytes pages load, by Chromium's network log, and from which hosts.

Style sheets and scripts come as `make run` gives them: collected, hashed and compressed. Pages
are compressed by whatever stands before Django, so here they are weighed as it would send them.
"""

import gzip
from collections import Counter
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from tests.browser.browser import BrowserTestCase
from tests.browser.every_page import every_page
from tests.builders import an_interview_of, many_replies
from tests.live import Watched

KB = 1000
MOST = {"stylesheet": 13 * KB, "script": 10 * KB, "font": 90 * KB}  # bytes, of each page
PAGES = [  # those that fetch what others do not
    "the front page",
    "an interview",
    "an interview in Arabic",
    "an exchange",
    "search with hits",
    "the form",
    "a reply’s own page",
]
WHOLE = 150 * KB  # of an interview without pictures
ANSWER = "The forecast of Tuesday was last Tuesday, and everything stood on top of that. " * 12


class PageWeightTests(BrowserTestCase):
    static_handler = staticmethod(Watched)  # files are WhiteNoise's to serve, as ever

    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(TemporaryDirectory())
        compressed = {"BACKEND": "publication.storage.static_files.StaticFilesStorage"}
        storages = settings.STORAGES | {"staticfiles": compressed}
        cls.enterClassContext(
            override_settings(STATIC_ROOT=folder, STORAGES=storages, WHITENOISE_AUTOREFRESH=False)
        )
        call_command("collectstatic", interactive=False, verbosity=0)
        super().setUpClass()

    def fetched(self, address):
        """Return the Playwright requests of a first visit."""
        page, requests = self.a_page(), []
        page.on("requestfinished", lambda request: requests.append(request))
        page.goto(f"{self.live_server_url}{address}")
        page.evaluate("document.fonts.ready")
        return requests

    def weight(self, requests):
        """Return {kind of resource: bytes loaded}, with all headers under “headers”."""
        weight = Counter()
        for request in requests:
            sizes = request.sizes()
            if request.resource_type == "document":
                weight["document"] += len(gzip.compress(request.response().body()))
            else:
                weight[request.resource_type] += sizes["responseBodySize"]
            weight["headers"] += sizes["responseHeadersSize"]
        return weight

    def test_each_page_keeps_to_the_byte_budget_and_loads_nothing_from_other_hosts(self):
        here = urlsplit(self.live_server_url).netloc
        pages = every_page()
        for name in PAGES:
            requests = self.fetched(pages[name])
            weight = self.weight(requests)
            with self.subTest(name):
                self.assertEqual({urlsplit(request.url).netloc for request in requests}, {here})
                self.assertIn("stylesheet", weight)
                for kind, most in MOST.items():
                    self.assertLessEqual(weight[kind], most, kind)

    def test_an_interview_without_pictures_keeps_to_the_byte_budget(self):
        exchanges = [(f"What broke in week {week}?", ANSWER) for week in range(1, 16)]
        interview = an_interview_of(*exchanges)
        many_replies(interview, 5)

        weight = self.weight(self.fetched(interview.get_absolute_url()))

        self.assertLessEqual(weight.total(), WHOLE, weight)

    def test_all_fonts_together_keep_to_the_byte_budget(self):
        fonts = (settings.BASE_DIR / "static" / "fonts").glob("*.woff2")

        self.assertLessEqual(sum(font.stat().st_size for font in fonts), MOST["font"])
