"""Attack strings are sent as replies and opened in a browser: none of them is executed."""

import json
from unittest import skipUnless
from urllib.parse import urlsplit

from django.conf import settings
from django.test import tag

from comments.models import Reply
from comments.threads import THREADS_PER_PAGE
from tests.browser.browser import BrowserTestCase
from tests.builders import an_interview
from tests.interviews.prose.test_attacks import WRITTEN_HERE

DATA = settings.BASE_DIR.parent / "shared/data"
POSTED = ("body", "name", "website")
LONGEST_NAME = 50
# What no guest may put on a page, by tag, by attribute or by where it leads.
SMUGGLED = """() => [...document.querySelectorAll(".replies .reply *, .results :is(td, th) *")]
    .filter(each => each.matches("script, iframe, object, embed, img, svg, math, style, link, meta,"
            + " base, form:not(#changelist-form), video, audio, template, noscript")
        || [...each.attributes].some(one => one.name.startsWith("on") || one.name === "style")
        || (each.href !== undefined && !["http:", "https:"].includes(each.protocol)))
    .map(each => each.outerHTML)"""


class AttackTestCase(BrowserTestCase):
    """`self.page` ignores the content security policy: the markup alone must stop scripts."""

    def setUp(self):
        super().setUp()
        self.interview = an_interview("Under attack")
        self.reply_form = f"{self.interview.get_absolute_url()}reply/"
        self.happened = []
        self.page = self.a_page(bypass_csp=True)
        self.page.on("dialog", self._dismiss)
        self.page.on("request", self._note_elsewhere)
        self.page.on("popup", lambda page: self.happened.append(f"opened {page.url}"))

    def _dismiss(self, dialog):
        self.happened.append(f"said {dialog.message}")
        dialog.dismiss()

    def _note_elsewhere(self, request):
        if urlsplit(request.url).netloc != urlsplit(self.live_server_url).netloc:
            self.happened.append(f"asked {request.url}")

    def send(self, number, attack):
        """Post the string as text, name and website, leaving out fields until the form is valid."""
        harmless = {"body": f"Number {number}.", "name": "Olu", "website": ""}
        sent = {"body": attack, "name": attack[:LONGEST_NAME], "website": attack[:200]}
        sent["email"] = f"attacker-{number}@example.org"
        network = f"10.{number // 250}.{number % 250}.1"
        while True:
            response = self.client.post(self.reply_form, sent, REMOTE_ADDR=network)
            if response.status_code == 302:
                return [field for field in POSTED if sent[field] != harmless[field]]
            wrong = set(response.context["form"].errors)
            self.assertLessEqual(wrong, harmless.keys(), attack)
            sent |= {field: harmless[field] for field in wrong}

    def assert_nothing_happens(self, address):
        self.open(address)
        self.page.wait_for_load_state("load")
        with self.subTest(address):
            self.assertEqual(self.page.evaluate(SMUGGLED), [])
            self.assertEqual(self.happened, [])
            self.assertEqual(self.complaints, [])

    def assert_inert(self, attacks):
        taken = [self.send(number, attack) for number, attack in enumerate(attacks, start=1)]
        for reply in Reply.objects.order_by("pk"):
            reply.approve()
        count = Reply.objects.published().count()
        # Most are taken as they are; some hold characters that no text may hold.
        self.assertGreater(sum("body" in fields for fields in taken), len(attacks) * 0.9)
        self.assertGreater(sum("name" in fields for fields in taken), len(attacks) * 0.6)
        self.assertEqual(count, len(attacks))
        address = self.interview.get_absolute_url()
        self.assert_nothing_happens(address)
        for after in range(0, count, THREADS_PER_PAGE):
            self.assert_nothing_happens(f"{address}replies/?after={after}")
        self.sign_in()
        for page in range(1, count // THREADS_PER_PAGE + 1):
            self.assert_nothing_happens(f"/admin/comments/reply/?p={page}")


class OwnAttackTests(AttackTestCase):
    def test_attacks_sent_as_replies_run_no_script(self):
        self.assert_inert(WRITTEN_HERE)

    def test_an_attack_that_ran_would_be_noticed(self):
        self.open(self.interview.get_absolute_url())

        self.page.evaluate(
            """() => document.querySelector(".threads").insertAdjacentHTML("beforeend",
                '<article class="reply"><img src="//x.invalid/" onerror="alert(1)"></article>')"""
        )
        self.page.wait_for_function("() => document.querySelector('.reply img').complete")
        self.page.wait_for_timeout(0)

        self.assertEqual(len(self.page.evaluate(SMUGGLED)), 1)
        self.assertIn("said 1", self.happened)
        self.assertTrue(any(each.startswith("asked http://x.invalid") for each in self.happened))


@skipUnless(DATA.is_dir(), "Attack lists are not at ../shared/data.")
class CollectedAttackTests(AttackTestCase):
    def test_attacks_sent_as_replies_run_no_script(self):
        cases = json.loads((DATA / "sanitizer/html5lib-sanitizer-tests1.json").read_text("utf-8"))
        attacks = [case["input"] for case in cases]
        for path in sorted((DATA / "sanitizer").rglob("*.txt")):
            attacks += path.read_text("utf-8", errors="replace").splitlines()

        self.assert_inert(each_once(attacks))

    @tag("long")  # half a minute; the attacks above are worse
    def test_naughty_strings_sent_as_replies_run_no_script(self):
        self.assert_inert(each_once(json.loads((DATA / "naughty/blns.json").read_text("utf-8"))))


def each_once(attacks):
    return list(dict.fromkeys(attack for attack in attacks if attack.strip()))
