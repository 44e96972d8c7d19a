"""Long names, titles and words do not make a small screen scroll sideways."""

from comments.models import Commenter, QueuedEmail, Reply
from comments.privacy import build_link
from interviews.models import Credit
from tests.browser.browser import BrowserTestCase
from tests.builders import (
    a_correction,
    a_draft,
    a_page,
    a_person,
    a_recurring_question,
    a_reply,
    a_series,
    a_topic,
    an_exchange,
    published,
)

LONG = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternw"[:50]
ADDRESS = f"https://{LONG.lower()}.example/{LONG * 2}"
WORDS = f"{LONG * 4} and *{LONG * 2}*, `{LONG * 2}`, {ADDRESS}\n\n> {LONG * 3}\n\n- {LONG * 3}"
EMAIL = f"{LONG.lower()}@{LONG.lower()}.example"


class LongWordTests(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.sign_in()
        self.interview = an_interview_of_long_words()
        self.reply = self.a_reply(exchange=self.interview.exchanges.first())
        self.reply.feature(by=None)
        self.answer = self.a_reply(parent=self.reply)
        self.reply.report(LONG * 3, "203.0.113.0/24")
        self.held = self.a_reply(status=Reply.Status.HELD, parent=self.answer)

    def a_reply(self, status=Reply.Status.PUBLISHED, **words):
        said = {"name": LONG, "body": WORDS, "website": ADDRESS[:200], "email": EMAIL}
        return a_reply(
            self.interview,
            status,
            **said,
            email_notifications=Reply.EmailNotifications.ASKED,
            **words,
        )

    def assertFits(self, *addresses):
        for width in (320, 360):
            self.page.set_viewport_size({"width": width, "height": 640})
            for address in addresses:
                with self.subTest(address, width=width):
                    self.open(address)
                    self.assertLessEqual(self.page.evaluate(SCROLLS), width, self.wide())

    def wide(self):
        return self.page.evaluate(WIDE)

    def test_long_words_do_not_widen_the_pages_of_replies(self):
        address, withdrawn = self.interview.get_absolute_url(), self.a_reply()
        withdrawn.withdraw()
        declined = self.a_reply(status=Reply.Status.HELD)
        declined.decline(reason=LONG * 4)
        writer = Commenter.objects.create(email=EMAIL)
        QueuedEmail.objects.enqueue(to=EMAIL, subject=LONG * 3, text=".", kind="confirm")
        self.assertFits(
            *(address, f"{address}replies/", f"{address}replies/{self.reply.number}/"),
            *(f"{address}reply/?parent={self.reply.pk}", f"/replies/{self.reply.pk}/report/"),
            f"{address}reply/?to={self.interview.exchanges.first().key}",
            *(each.status_url for each in (self.reply, self.held, withdrawn, declined)),
            *(
                withdrawn.get_absolute_url(),
                withdrawn.confirm_url,
                f"{self.held.status_url}change/",
            ),
            *(
                self.held.confirm_url,
                self.held.unsubscribe_url,
                build_link(writer),
                "/replies/privacy/",
            ),
        )

    def test_long_words_do_not_widen_forms_with_errors(self):
        self.page.set_viewport_size({"width": 320, "height": 640})
        self.open(f"{self.interview.get_absolute_url()}reply/")
        self.page.locator("[name=body]").fill(WORDS)
        self.page.locator("[name=name]").fill(LONG)
        self.page.locator("[name=email]").fill("ada@example.org")
        self.page.get_by_role("button", name="Preview").click()
        self.page.locator(".reply-preview").wait_for()

        self.assertLessEqual(self.page.evaluate(SCROLLS), 320, self.wide())

    def test_long_words_do_not_widen_the_pages_of_interviews(self):
        address, first = self.interview.get_absolute_url(), self.interview.exchanges.first()
        person, topic = self.interview.subjects[0], self.interview.topics.first()
        self.assertFits(
            *("/", "/interviews/", "/people/", "/topics/", "/series/", "/questions/"),
            *("/corrections/", f"{address}changes/", f"{address}versions/1/"),
            *(first.get_absolute_url(), first.recurring.get_absolute_url()),
            *(person.get_absolute_url(), topic.get_absolute_url()),
            *(self.interview.series.get_absolute_url(), f"/search/?q={LONG}", f"/{LONG * 2}/"),
            *("/about/", f"/search/?q={'x' * 200}"),
        )

    def test_long_words_do_not_widen_the_pages_of_moderators(self):
        QueuedEmail.objects.enqueue(to=EMAIL, subject=LONG * 3, text=".", kind="confirm")
        self.assertFits(
            *("/admin/comments/reply/queue/", "/admin/comments/reply/queue/decided/"),
            f"/admin/comments/reply/{self.held.pk}/change/",
            f"/admin/comments/reply/{self.held.pk}/promote/",
            *("/admin/comments/reply/", "/admin/comments/queuedemail/"),
        )


SCROLLS = "document.documentElement.scrollWidth"
WIDE = """[...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
    .map((each) => `${each.tagName}.${each.className} in ${each.parentElement.className}`)
    .slice(0, 6).join(", ")"""


def an_interview_of_long_words():
    person = a_person(LONG, description=LONG * 2, biography=WORDS)
    draft = a_draft(
        LONG * 2,
        subjects=[person],
        exchanges=0,
        series=a_series(LONG, description=WORDS),
        standfirst=LONG * 3,
        introduction=WORDS,
        closing=WORDS,
        terms=LONG * 2,
        place=LONG,
    )
    draft.topics.add(a_topic(LONG, description=WORDS))
    Credit.objects.create(interview=draft, person=a_person(f"{LONG}s"), role="photographer")
    question = a_recurring_question(f"{LONG * 2}?", introduction=WORDS)
    said = {"question": f"{LONG * 2}?", "answer": WORDS, "note": WORDS, "pull_quote": LONG * 3}
    first = an_exchange(draft, answered_by=[person], recurring=question, label=LONG, **said)
    an_exchange(draft, answered_by=[person], **said)
    published(draft)
    a_correction(draft, LONG * 4, exchange=first)
    a_page("About", body=f"## {LONG * 2}\n\n{WORDS}")
    return draft
