"""The base class of tests that drive the installed Chromium against a running server."""

import atexit
import os
import shutil
from functools import cache
from unittest import SkipTest

from django.conf import settings
from django.db import connections
from django.test import tag
from playwright.sync_api import expect, sync_playwright

from tests.builders import an_editor
from tests.live import LiveTestCase

# The first of these that is installed. Debian's headless shell renders pages as Chromium does, but
# has no windows of its own to draw: it takes a quarter of the CPU time.
PROGRAMS = ["chromium-headless-shell", "/usr/bin/chromium", "chromium"]
CHROMIUM = next(filter(None, map(shutil.which, PROGRAMS)), None)
SWITCHES = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
PATIENCE = 20_000  # milliseconds to wait for what should appear; a busy machine needs them

CLIPBOARD = ["clipboard-read", "clipboard-write"]  # permissions of a page that copies
COPY = """async (field, [text, html]) => {
  const copied = {"text/plain": new Blob([text], {type: "text/plain"})};
  if (html) copied["text/html"] = new Blob([html], {type: "text/html"});
  await navigator.clipboard.write([new ClipboardItem(copied)]);
  field.focus();
}"""

# Playwright keeps an event loop in this thread, and Django would refuse its database to it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def skip_without_chromium():
    if CHROMIUM is None:
        raise SkipTest("There is no Chromium on this machine: browser tests are skipped.")


@cache
def share_chromium():
    """Start Chromium, once in a process; each page gets a context of its own."""
    return launch_chromium()


def launch_chromium():
    return start_playwright().chromium.launch(executable_path=CHROMIUM, args=SWITCHES)


@cache
def start_playwright():
    # Where an event loop runs, Django has other connections, and nobody would close these.
    connections.close_all()
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    expect.set_options(timeout=PATIENCE)
    return playwright


@tag("browser")
class BrowserTestCase(LiveTestCase):
    """`self.page` is a new page; `self.complaints` lists the errors in its console."""

    viewport = {"width": 1280, "height": 900}

    @classmethod
    def setUpClass(cls):
        skip_without_chromium()
        super().setUpClass()
        cls.chromium = share_chromium()

    def setUp(self):
        super().setUp()
        self.page = self.a_page()

    def a_page(self, **options):
        """Return a page in a new browser context; `options` are Playwright's context options."""
        context = self.chromium.new_context(viewport=self.viewport, **options)
        self.addCleanup(context.close)
        context.set_default_timeout(PATIENCE)
        page, self.complaints = context.new_page(), []
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _listen(self, message):
        if message.type == "error":
            self.complaints.append(message.text)

    def sign_in(self, page=None, editor=None):
        """Sign an editor in on the page, by default a new one, and return the editor."""
        editor = editor or an_editor()
        self.client.force_login(editor)
        session = self.client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session}
        (page or self.page).context.add_cookies([cookie | {"url": self.live_server_url}])
        return editor

    def paste(self, field, text, html=""):
        """Copy a text, and press Ctrl+V in a field. The page needs the permissions CLIPBOARD."""
        field.evaluate(COPY, [text, html])
        field.press("Control+v")

    def open(self, address, page=None):
        return (page or self.page).goto(f"{self.live_server_url}{address}")
