"""Takes the README's pictures of a running site: python docs/screenshots.py ADDRESS PASSWORD

ADDRESS is that of a demo, PASSWORD that of its desk; `make run` prints both. The pictures lie
in docs/screenshots/.
"""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
CHROMIUM = shutil.which("/usr/bin/chromium") or shutil.which("chromium")
SWITCHES = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
AN_INTERVIEW = "/interviews/i-watched-his-ears/"
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
    page.goto(f"{address}/admin/interviews/interview/")
    page.get_by_role("link", name="I watched his ears").click()
    page.locator("[data-exchange] summary").first.click()
    page.locator("[data-exchange]").first.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    keep(page, "desk")
    page.goto(f"{address}/admin/interviews/interview/")
    page.get_by_role("link", name="New interview from a transcript").click()
    page.locator("textarea").first.fill(A_PASTE)
    page.locator("form [type=submit]").last.click()
    page.wait_for_load_state("networkidle")
    keep(page, "transcript")
    page.goto(f"{address}/admin/comments/reply/queue/", wait_until="networkidle")
    keep(page, "queue")


def main(address, password):
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        visit(browser, f"{address}/", "front")
        visit(browser, f"{address}{AN_INTERVIEW}", "interview")
        visit(browser, f"{address}{AN_INTERVIEW}", "dark", scheme="dark")
        visit(browser, f"{address}{AN_INTERVIEW}", "phone", viewport=PHONE)
        visit_the_cards(browser, address)
        visit_the_letters(browser, address)
        visit_the_desk(browser, address, password)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
