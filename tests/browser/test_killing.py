"""Browser and server are killed at random moments: no word that was acknowledged is lost.

An editor adds words to the texts of an interview, each word once. A word counts as acknowledged
when the browser has got the answer to the autosave or to the form that had it.
"""

import itertools
import os
import random
import re
import signal
from itertools import chain, product

from django.conf import settings
from django.test import Client, SimpleTestCase, tag
from playwright.sync_api import expect

from interviews.models import Autosave
from tests.admin_forms import address_of
from tests.browser.browser import (
    PATIENCE,
    launch_chromium,
    skip_without_chromium,
    start_playwright,
)
from tests.builders import a_draft, an_editor
from tests.comments.running_site import KilledSite

WORD = re.compile(r"w\d{5}w")
QUIET = 3_000  # milliseconds, see static/desk/autosave.js
TEXTS = "#id_standfirst, #id_introduction, textarea[name$=-question], textarea[name$=-answer]"
SERVER, BROWSER, BOTH = ("server",), ("browser",), ("server", "browser")
TYPING, KEEPING, SAVING, SAVED = "typing", "keeping", "saving", "saved"
READ_TEXTS = "() => [...document.querySelectorAll('textarea')].map((each) => each.value).join(' ')"


class KillableEditor:
    """Somebody who writes in the form of an interview, in a Chromium of their own."""

    def __init__(self, site, interview, chance):
        self.site, self.chance = site, chance
        self.address = f"{site.address}{address_of(interview)}"
        self.numbers = itertools.count(1)
        self.acknowledged, self.sent = set(), set()
        self.user = an_editor()
        client = Client()
        client.force_login(self.user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site.address}
        self.chromium = None

    def sit_down(self):
        """Open the form, in a new browser if one was killed, and go on with what is offered."""
        if self.chromium is None:
            self.chromium = launch_chromium()
            self.context = self.chromium.new_context()
            self.context.set_default_timeout(PATIENCE)
            self.context.add_cookies([self.cookie])
            self.context.clock.install()
        else:
            self.page.close()
        self.page = self.context.new_page()
        self.page.on("response", self._listen)
        self.page.goto(self.address)
        if (offered := self.page.get_by_role("button", name="Continue with them")).count():
            offered.first.click()
            expect(self.page.locator("[data-autosave][data-unsaved]")).to_be_attached()
        expect(self.page.locator("#id_title")).to_be_visible()

    def _listen(self, response):
        """Take down which words the server has acknowledged."""
        request = response.request
        if request.method != "POST":
            return
        if is_autosave(response) and response.ok:
            self.acknowledged |= find_words(request.post_data)
        elif request.url == self.address and response.status == 302:
            self.acknowledged |= self.sent

    def type(self, most):
        """Type some words into texts at random, with pauses in which the desk may keep them."""
        for _word in range(self.chance.randint(1, most)):
            texts = self.page.locator(TEXTS).locator("visible=true").all()
            self.chance.choice(texts).press("Control+End")
            self.page.keyboard.type(f" w{next(self.numbers):05}w")
            self.page.clock.run_for(self.chance.choice([10, 100, QUIET]))

    def save(self):
        self.sent = self.read_words()
        self.page.keyboard.press("Control+s")

    def save_and_wait(self):
        """Save; return when the browser has the answer, before it opens the page again."""
        with self.page.expect_response(lambda answer: answer.status == 302):
            self.save()

    def finish(self):
        """Save, and prefer the own words to those of a save that came late."""
        self.type(most=1)
        self.save()
        expect(self.page.locator(".messagelist .success, .conflicts").first).to_be_visible()
        if (own := self.page.get_by_role("radio", name="Yours")).count():
            for each in own.all():
                each.check()
            self.save()
        expect(self.page.locator(".messagelist .success")).to_be_visible()

    def wait_until_all_is_kept(self):
        """Wait until the page has reached the server again."""
        if self.read_words() - self.acknowledged:
            with self.page.expect_response(lambda answer: is_autosave(answer) and answer.ok):
                self.page.clock.run_for(QUIET)
        expect(self.page.locator("[data-autosave-status]")).to_contain_text("Saved as a draft")

    def read_words(self):
        return find_words(self.page.evaluate(READ_TEXTS))

    def leave(self):
        if self.chromium:
            self.chromium.close()

    def kill_browser(self):
        processes = self.chromium.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
        for each in processes["processInfo"]:
            os.kill(each["id"], signal.SIGKILL)
        self.chromium = None


@tag("browser", "both_databases")
class KillingTests(SimpleTestCase):
    databases = frozenset({"default"})

    @classmethod
    def setUpClass(cls):
        skip_without_chromium()
        super().setUpClass()
        start_playwright()  # first, because Django has other connections from then on
        cls.site = KilledSite(WEB_CONCURRENCY="1")
        cls.addClassCleanup(cls.site.stop)
        cls.enterClassContext(cls.site.as_test_database())

    def test_no_acknowledged_word_is_lost_at_any_of_these_moments(self):
        self.write_an_interview(
            [
                (SERVER, TYPING),
                (BROWSER, TYPING),
                (SERVER, KEEPING),
                (BROWSER, KEEPING),
                (SERVER, SAVING),
                (BROWSER, SAVING),
                (BOTH, SAVED),
            ],
            seed=16,
        )

    @tag("long")
    def test_no_acknowledged_word_is_lost_at_any_moment(self):
        for seed in range(5):
            with self.subTest(seed):
                blows = list(product([SERVER, BROWSER, BOTH], [TYPING, KEEPING, SAVING, SAVED]))
                random.Random(seed).shuffle(blows)
                self.write_an_interview(blows, seed)

    def write_an_interview(self, blows, seed):
        self.interview, self.chance = a_draft(exchanges=2), random.Random(seed)
        self.editor = KillableEditor(self.site, self.interview, self.chance)
        try:
            for killed, moment in blows:
                self.write_until(killed, moment)
            self.editor.sit_down()
            self.editor.finish()
        finally:
            self.editor.leave()
        self.assertGreater(len(self.editor.acknowledged), len(blows))
        self.assertLessEqual(self.editor.acknowledged, self.read_stored_words())

    def write_until(self, killed, moment):
        self.editor.sit_down()
        self.editor.type(most=8)
        if moment == KEEPING:
            self.editor.page.clock.run_for(QUIET)
        if moment == SAVING:
            self.editor.save()
        if moment == SAVED:
            self.editor.save_and_wait()
        for _look in range(self.chance.randrange(200)):  # how far the server comes is chance
            Autosave.objects.exists()
        if "browser" in killed:
            self.editor.kill_browser()
        if "server" in killed:
            self.site.kill()
            self.site.start()
        if killed == SERVER and moment in (TYPING, KEEPING):
            self.editor.wait_until_all_is_kept()
        known = self.read_stored_words() | self.read_other_words()
        self.assertEqual(self.editor.acknowledged - known, set(), (killed, moment))

    def read_stored_words(self):
        """Return the words of the interview as it is saved."""
        self.interview.refresh_from_db()
        texts = self.interview.exchanges.values_list("question", "answer")
        own = (self.interview.standfirst, self.interview.introduction)
        return find_words(*own, *chain.from_iterable(texts))

    def read_other_words(self):
        """Return the words of earlier versions, and of the autosaves that the desk offers."""
        revisions = self.interview.exchange_revisions.values_list("content", flat=True)
        facts = self.interview.versions.values_list("facts", flat=True)
        kept = Autosave.objects.unsaved(self.editor.user).values_list("fields", flat=True)
        return find_words(*map(str, [*revisions, *facts, *kept]))


def is_autosave(response):
    return "/admin/autosave/" in response.url


def find_words(*texts):
    return set(WORD.findall(" ".join(texts)))
