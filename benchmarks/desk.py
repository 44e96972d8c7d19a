"""Measures the form of a long interview at the desk, as an editor meets it.

    python -m benchmarks.desk            # 100 and 200 exchanges, in a new SQLite database

Serves the site by gunicorn with the settings of production, opens the form in Chromium, changes one
answer and saves. Prints the least and the median of the rounds, in milliseconds: the server's time
for the form and for the save, and how long Chromium takes from the click on a link until the form
can be used (its scripts have run) and until everything has loaded. Figures depend on the machine
and its load, which it prints.
"""

import os
import statistics
import tempfile
from contextlib import ExitStack
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from benchmarks import databases, serving

ROUNDS = 7
LENGTHS = (100, 200)  # exchanges
ANSWER = "We looked at the glass first, and then at the sea, for as long as it took. " * 6
# In milliseconds since the click. Module scripts run before the first of these.
MOMENTS = """(() => {
  const [opened] = performance.getEntriesByType("navigation");
  return [opened.domContentLoadedEventEnd, opened.loadEventEnd];
})()"""
SWITCHES = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]


def main():
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="desk-"))
        place = stack.enter_context(databases.create_database("desk", folder, ""))
        port = serving.find_free_port()
        os.environ |= serving.settings(place, folder, port)
        os.environ["DJANGO_SETTINGS_MODULE"] = "publication.settings"
        interviews, session = fill_database()
        stack.enter_context(serving.gunicorn(port, os.environ, folder))
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=SWITCHES)
        stack.callback(chromium.close)
        print(f"load of the machine: {os.getloadavg()[0]:.1f}")
        for length, path in interviews.items():
            measure(chromium, f"http://127.0.0.1:{port}", path, session, length)


def fill_database():
    """Return {number of exchanges: path of the form}, and the session cookie of an editor."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from django.conf import settings
    from django.test import Client

    from tests.admin_forms import address_of
    from tests.builders import a_draft, an_editor, an_exchange, published

    interviews = {}
    for length in LENGTHS:
        interview = a_draft(exchanges=0)
        for number in range(length):
            an_exchange(interview, f"Question {number}?", ANSWER)
        interviews[length] = address_of(published(interview))
    client = Client()
    client.force_login(an_editor())
    return interviews, (settings.SESSION_COOKIE_NAME, client.session.session_key)


def measure(chromium, site, path, session, length):
    context = chromium.new_context()
    name, value = session
    context.add_cookies([{"name": name, "value": value, "url": site}])
    page = context.new_page()
    times = {"the server sends the form": [], "the form can be used": []}
    times |= {"everything has loaded": [], "a save": []}
    page.goto(site + path)
    for number in range(ROUNDS):
        response = page.goto(site + path)
        usable, loaded = page.evaluate(MOMENTS)
        size = len(response.body())
        times["the server sends the form"].append(server_time(response.request))
        times["the form can be used"].append(usable)
        times["everything has loaded"].append(loaded)
        times["a save"].append(save_one_answer(page, f"{ANSWER} {number}"))
    print(f"{length} exchanges, {size // 1024} KiB")
    for what, took in times.items():
        print(f"  {what}: least {min(took):.0f} ms, median {statistics.median(took):.0f} ms")
    context.close()


def save_one_answer(page, answer):
    box = page.locator("[name=exchanges-7-answer]")
    page.locator("details", has=box).last.locator("summary").first.click()
    box.fill(answer)
    page.locator("[name=change-kind][value=typo]").check()
    path = urlsplit(page.url).path  # scripts post to other addresses meanwhile
    is_save = page.expect_request(
        lambda sent: (sent.method, urlsplit(sent.url).path) == ("POST", path)
    )
    with is_save as sent, page.expect_navigation():
        page.locator("[name=_continue]").first.click()
    assert sent.value.response().status == 302
    return server_time(sent.value)


def server_time(request):
    """Return the milliseconds between the end of a request and the first byte of its response."""
    return request.timing["responseStart"] - request.timing["requestStart"]


if __name__ == "__main__":
    main()
