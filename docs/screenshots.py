"""Takes the documents' pictures of a running demo: python docs/screenshots.py ADDRESS PASSWORD

`make run` prints the address of the site and the password of the desk. The pictures are written to
docs/screenshots/. With --each-kind it takes a picture of every kind of page instead: light, dark,
on a phone and in print:

    python docs/screenshots.py ADDRESS --each-kind FOLDER
"""

import argparse
import io
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
CHROMIUM = shutil.which("/usr/bin/chromium") or shutil.which("chromium")
SWITCHES = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
AN_INTERVIEW = "/interviews/i-watched-his-ears/"
PHONE_AT_ITS_SMALLEST = {"width": 320, "height": 640}
SHEET = {"width": 628, "height": 940}  # what the margins leave of A4, at 96 dots an inch
EACH_KIND = {
    "front": "/",
    "interview": AN_INTERVIEW,
    "interview-without-picture": "/interviews/nothing-to-report/",
    "interview-in-spanish": "/interviews/proxima-parada/",
    "corrected": "/interviews/the-judge-decides/",
    "changes": "/interviews/the-judge-decides/changes/",
    "earlier-version": "/interviews/the-judge-decides/versions/1/",
    "several-voices": "/interviews/three-markers-one-essay/",
    "form": f"{AN_INTERVIEW}reply/",
    "replies": f"{AN_INTERVIEW}replies/",
    "thread": f"{AN_INTERVIEW}replies/3/",
    "archive": "/interviews/",
    "people": "/people/",
    "person": "/people/concepta-finnerty/",
    "topics": "/topics/",
    "topic": "/topics/care/",
    "all-series": "/series/",
    "series": "/series/who-turns-it-off/",
    "questions": "/questions/",
    "question": "/questions/who-is-allowed-to-say-no-to-you/",
    "corrections": "/corrections/",
    "hits": "/search/?q=nobody",
    "no-hits": "/search/?q=xylophone",
    "about": "/about/",
    "privacy": "/replies/privacy/",
    "nothing": "/nothing/",
}
LOOKS = {  # what a Playwright page is opened with, and on which medium it is looked at
    "day": ({"viewport": WIDE}, "screen"),
    "night": ({"viewport": WIDE, "color_scheme": "dark"}, "screen"),
    "phone": ({"viewport": PHONE_AT_ITS_SMALLEST}, "screen"),
    "paper": ({"viewport": SHEET}, "print"),
}
A_PASTE = """What do you do first in the morning?

I look at the glass, and then I look at the sea, for as long as the coffee takes.

Does it tell you anything?

Less than the glass does, and more than the forecast ever did in all of those years.

Leave a Reply
"""


def keep(page, name, part=None):
    """Few colours are enough for ink on paper, and a tenth of the size."""
    taken = page.locator(part).first.screenshot() if part else page.screenshot()
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    picture.quantize(128).save(FOLDER / f"{name}.png", optimize=True)


def visit(browser, address, name, viewport=WIDE, scheme="light"):
    page = browser.new_page(viewport=viewport, color_scheme=scheme)
    page.goto(address, wait_until="networkidle")
    keep(page, name)
    page.close()


def visit_the_cards(browser, address):
    """The share card of the interview, and that of its third question."""
    page = browser.new_page()
    page.goto(f"{address}{AN_INTERVIEW}")
    key = page.locator("article.exchange, [id^=x-]").nth(2).get_attribute("id").removesuffix("-q")
    for name, path in (("card", ""), ("card-exchange", f"{key}/")):
        card = page.request.get(f"{address}{AN_INTERVIEW}{path}card/").body()
        picture = Image.open(io.BytesIO(card)).convert("RGB").resize((800, 420))
        picture.quantize(128).save(FOLDER / f"{name}.png", optimize=True)
    page.close()


def visit_the_letters(browser, address):
    """A thread with its form; the form with errors on a small phone, in the dark; what follows."""
    page = browser.new_page(viewport=WIDE)
    page.goto(f"{address}{AN_INTERVIEW}", wait_until="networkidle")
    keep(page, "replies", "#replies")
    small = browser.new_page(viewport={"width": 320, "height": 700}, color_scheme="dark")
    small.goto(f"{address}{AN_INTERVIEW}reply/")
    small.evaluate("document.forms[0].noValidate = true")
    small.fill("[name=body]", "The plate was mine.")
    small.fill("[name=website]", "my page")
    small.get_by_role("button", name="Send").click()
    keep(small, "errors", "main")
    small.fill("[name=website]", "")
    small.fill("[name=name]", "Agnieszka, hot side")
    small.fill("[name=email]", "agnieszka@example.org")
    small.get_by_role("button", name="Send").click()
    page.goto(small.url)
    keep(page, "status")
    small.close()
    page.close()


def visit_the_desk(browser, address, password):
    page = browser.new_page(viewport=WIDE)
    page.goto(f"{address}/admin/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", password)
    page.click("input[type=submit]")
    page.wait_for_url("**/admin/")
    keep(page, "needs-you")
    visit_the_conversation(page, address)
    visit_a_public_change(page)
    visit_a_transcript(page, address)
    page.goto(f"{address}/admin/comments/reply/queue/", wait_until="networkidle")
    keep(page, "queue")
    page.close()


def visit_the_conversation(page, address):
    """An exchange that is open, with its preview, between others that are closed."""
    page.goto(f"{address}/admin/interviews/interview/")
    page.get_by_role("link", name="I watched his ears").click()
    page.locator(".exchange-fields > summary").first.click()
    page.locator("[data-exchange]").first.evaluate("row => row.scrollIntoView()")
    page.wait_for_load_state("networkidle")
    keep(page, "desk")


def visit_a_public_change(page):
    """The question what kind of change it is; then the comparison of two versions.

    This changes the answer that is open, so it comes after the pictures of public pages.
    """
    answer = page.locator("[data-exchange] textarea[name$=-answer]").first
    answer.fill(f"{answer.input_value()} Nobody asked me.")
    page.get_by_label("Clarification").check()
    page.get_by_label("Note for readers").fill("The last sentence of the answer was missing.")
    page.evaluate("scrollTo(0, 0)")
    keep(page, "public-change")
    page.locator("input[name=_continue]").first.click()
    page.get_by_role("link", name="Versions").click()
    page.get_by_role("button", name="Compare").click()
    page.wait_for_load_state("networkidle")
    keep(page, "versions")


def visit_a_transcript(page, address):
    """A pasted transcript, then its draft with the checklist."""
    page.goto(f"{address}/admin/interviews/interview/")
    page.get_by_role("link", name="New interview from a transcript").click()
    page.locator("textarea").first.fill(A_PASTE)
    page.locator("form [type=submit]").last.click()
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Edit: Paragraph 2").click()
    page.locator("textarea").wait_for()
    page.locator("#transcript-paragraphs").evaluate("each => each.scrollIntoView()")
    keep(page, "transcript")
    page.locator("[name=title]").fill("The glass and the sea")
    page.get_by_role("button", name="Create the draft").click()
    page.wait_for_load_state("networkidle")
    page.locator(".workflow-panel details.warnings").first.evaluate("each => each.open = true")
    page.evaluate("document.querySelector('.messagelist').remove()")
    keep(page, "checklist")


def visit_each_kind(browser, address, folder):
    """FOLDER/front-day.png …, whole pages; of an interview also the sheets that leave a printer."""
    folder.mkdir(parents=True, exist_ok=True)
    for look, (options, medium) in LOOKS.items():
        page = browser.new_page(**options)
        page.emulate_media(media=medium)
        for name, where in EACH_KIND.items():
            page.goto(f"{address}{where}", wait_until="networkidle")
            page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
            if name == "interview" and medium == "print":
                page.pdf(path=folder / f"{name}.pdf", format="A4")
        page.close()


def visit_for_the_readme(browser, address, password):
    FOLDER.mkdir(exist_ok=True)
    visit(browser, f"{address}/", "front")
    visit(browser, f"{address}{AN_INTERVIEW}", "interview")
    visit(browser, f"{address}{AN_INTERVIEW}", "dark", scheme="dark")
    visit(browser, f"{address}{AN_INTERVIEW}", "phone", viewport=PHONE)
    visit_the_cards(browser, address)
    visit_the_letters(browser, address)
    visit_the_desk(browser, address, password)


def main():
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("address", help="where a demo runs, such as http://127.0.0.1:8000")
    asked.add_argument("password", nargs="?", help="the password of the demo")
    asked.add_argument("--each-kind", metavar="FOLDER", type=Path)
    asked = asked.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        if asked.password:
            visit_for_the_readme(browser, asked.address, asked.password)
        if asked.each_kind:
            visit_each_kind(browser, asked.address, asked.each_kind)
        browser.close()


if __name__ == "__main__":
    main()
