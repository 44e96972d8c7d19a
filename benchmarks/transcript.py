"""Measures the review of a long transcript at the desk, as an editor meets it.

    python -m benchmarks.transcript      # 60 questions, and 1,000 paragraphs, in a new database

Serves the site by gunicorn with the settings of production, pastes a transcript, opens its review
in Chromium, and presses a key that changes the role of a paragraph. Prints the least and the median
of the rounds, in milliseconds: from “Preview” until the review can be used, from a link until the
opened review can be used, and from the key until the page shows the change. Figures depend on the
machine and its load, which it prints.
"""

import os
import statistics
import tempfile
from contextlib import ExitStack

from playwright.sync_api import sync_playwright

from benchmarks import databases, serving
from benchmarks.desk import MOMENTS, SWITCHES

ROUNDS = 7
TALKS = {"60 questions, 181 paragraphs": (60, 2), "1,000 paragraphs": (111, 8)}
ANSWER = "We looked at the glass first, and then at the sea, for as long as it took. " * 6
# Presses the first letter of a role on the sixth paragraph; waits until the page shows the role.
PRESS = """(role) => new Promise((resolve) => {
  const find = () => document.querySelectorAll("[data-key]")[5];
  const [row, start] = [find(), performance.now()];
  new MutationObserver(() => {
    if (find().dataset.role !== role) return;
    requestAnimationFrame(() => resolve(performance.now() - start));
  }).observe(row.parentElement, {childList: true});
  const tick = row.querySelector("[name=tick]");
  tick.focus();
  tick.dispatchEvent(new KeyboardEvent("keydown", {key: role[0], bubbles: true}));
})"""


def main():
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="transcript-"))
        place = stack.enter_context(databases.create_database("transcript", folder, ""))
        port = serving.find_free_port()
        os.environ |= serving.settings(place, folder, port)
        os.environ["DJANGO_SETTINGS_MODULE"] = "publication.settings"
        session = fill_database()
        stack.enter_context(serving.gunicorn(port, os.environ, folder))
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=SWITCHES)
        stack.callback(chromium.close)
        print(f"load of the machine: {os.getloadavg()[0]:.1f}")
        for name, (questions, answers) in TALKS.items():
            measure(chromium, f"http://127.0.0.1:{port}", session, name, talk(questions, answers))


def fill_database():
    """Return the session cookie of an editor."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from django.conf import settings
    from django.test import Client

    from tests.builders import an_editor

    client = Client()
    client.force_login(an_editor())
    return settings.SESSION_COOKIE_NAME, client.session.session_key


def talk(questions, answers):
    """Return a transcript whose answers have so many paragraphs each."""
    turns = [
        f"**Odd Bakke:** What did year {number} bring?\n\n**Maren Tveit:** "
        + "\n\n".join([ANSWER] * answers)
        for number in range(questions)
    ]
    return "# Two cups out\n\n" + "\n\n".join(turns)


def measure(chromium, site, session, name, text):
    context = chromium.new_context()
    context.add_cookies([{"name": session[0], "value": session[1], "url": site}])
    page = context.new_page()
    times = {"from “Preview” to the review": [], "the review opens": [], "a key": []}
    for _round in range(ROUNDS):
        page.goto(f"{site}/admin/interviews/interview/transcript/")
        page.locator("#id_text").fill(text)
        with page.expect_navigation(url="**/transcript/*/"):
            page.get_by_role("button", name="Preview").click()
        times["from “Preview” to the review"].append(page.evaluate(MOMENTS)[0])
        page.goto(page.url)
        times["the review opens"].append(page.evaluate(MOMENTS)[0])
        times["a key"] += [page.evaluate(PRESS, role) for role in ("note", "answer")]
    print(f"{name}: {page.locator('[data-key]').count()} rows")
    for what, took in times.items():
        print(f"  {what}: least {min(took):.0f} ms, median {statistics.median(took):.0f} ms")
    context.close()


if __name__ == "__main__":
    main()
