"""Numbers in documents and templates, compared with the constants in the code."""

import re
from datetime import timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory, SimpleTestCase, TestCase
from django.urls import reverse

from comments import privacy
from comments import schema_org as replies_schema_org
from comments.admin import moderation_queue
from comments.email import quotation
from comments.email.delivery import BATCH as EMAILS_A_RUN
from comments.models import QueuedEmail, Reply, queued_email
from comments.models.authorship import CONFIRMATION_LINK_LIFETIME, MAX_EDITS, RESTORE_WINDOW
from comments.models.commenter import CONFIRMATION_WAIT, COOKIE_LIFETIME, HOUR
from comments.models.invitation import INVITATION_LIFETIME
from comments.models.moderation_rules import NOTIFICATION_INTERVAL as BETWEEN_MAILS
from comments.models.reply_queryset import KNOWN_COMMENTER_APPROVALS, KNOWN_COMMENTER_MONTHS
from comments.moderation.screening import flood, networks, spam_filter
from comments.moderation.screening.verdict import MAX_LINKS
from comments.threads import FOLLOW_UPS_SHOWN
from comments.views.same_origin import MAX_POST_SIZE
from interviews import share_images
from interviews.admin import transcript
from interviews.admin.exchanges import MAX_EXCHANGES_IN_FORM
from interviews.admin.transcript import TranscriptForm
from interviews.exports import feeds, sitemaps
from interviews.exports.schema_org import interview as schema_org
from interviews.media import rendering, renditions
from interviews.media.uploads import MAX_MEGABYTES, MAX_MEGAPIXELS, MAX_MEGAPIXELS_PROGRESSIVE
from interviews.models import description, picture, related
from interviews.prose import blocks, grammar
from interviews.search import ranking
from interviews.search.words import MAX_PREFIX_TERMS
from interviews.templatetags.typography import TENS, UNITS, spell_number
from publication import connections, gunicorn
from publication.sign_in import axes_handler, limits, password_reset, second_factor
from tests.browser import test_budgets as budgets
from tests.publication.test_architecture import MAX_LINES

ROOT = settings.BASE_DIR
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
NUMBER = rf"(?:\d[\d,]*|{'|'.join(UNITS[1:] + TENS)})"
UNIT = (
    "seconds|minutes|hours|days|weeks|months|MB|KiB|pixels|megapixels|characters|letters|decisions"
)
LITERAL_NUMBER = re.compile(rf"\b{NUMBER}\s+(?:or more |more )?(?:{UNIT})\b", re.IGNORECASE)
MESSAGE = re.compile(r"""\b(?:_|gettext|gettext_lazy|ngettext)\(\s*((?:"[^"]*"\s*)+)""")


def constant(script, name):
    """A number that a script for readers declares."""
    text = (ROOT / "static/js" / script).read_text()
    return int(re.search(rf"^const {name} = (\d+);", text, re.MULTILINE)[1])


def features():
    soon, later = limits.CLIENT_LIMITS
    network, account = limits.SHARED_LIMITS
    address, reset = password_reset.ADDRESS_LIMIT, password_reset.NETWORK_LIMIT
    return [
        f"the last {constant('reading-position.js', 'MAX_INTERVIEWS')} places",
        f"shows at most {ranking.MAX_RESULTS} results",
        f"are up to {related.MAX_RELATED} related interviews",
        f"a picture of {share_images.WIDTH} × {share_images.HEIGHT} pixels",
        f"The newest {feeds.MAX_ENTRIES} interviews are in full",
        f"appeared within {sitemaps.NEWS_PERIOD.days} days; `robots.txt`",
        f"for {Reply.edit_window_minutes} minutes after it was published",
        f"For {RESTORE_WINDOW // HOUR} hours a withdrawal can be undone",
        f"{MAX_LINKS + 1} or more links",
        f"{KNOWN_COMMENTER_APPROVALS} replies approved within {KNOWN_COMMENTER_MONTHS} months",
        f"good for {INVITATION_LIFETIME.days} days",
        f"the first {quotation.MOST} words of the answer",
        f"tries again for {sum(QueuedEmail.RETRY_DELAYS, timedelta()).days} days",
        f"kept as /{networks.STORED_BITS[4]} or /{networks.STORED_BITS[6]}"
        f" for {networks.NETWORK_RETENTION.days} days",
        f"or {queued_email.FAILED_RETENTION.days} days after the last failed try",
        f"(`commenter`, {COOKIE_LIFETIME.days} days)",
        f"at most {MAX_MEGABYTES} MB: {MAX_MEGAPIXELS['JPEG']} megapixels of a JPEG",
        f"({MAX_MEGAPIXELS_PROGRESSIVE} of a progressive one), "
        f"{MAX_MEGAPIXELS['PNG']} of a PNG or AVIF",
        f"{MAX_MEGAPIXELS['AVIF']} of a PNG or AVIF, {MAX_MEGAPIXELS['WEBP']} of a WebP",
        f"at most {renditions.MAX_WIDTH} pixels wide",
        f"is deleted after {picture.UNUSED_RETENTION.days} days",
        f"After {soon.failures} wrong passwords",
        f"within {soon.minutes} minute, or {later.failures} within {later.minutes} minutes",
        f"after {network.failures} from one network, or {account.failures} for one account, "
        f"within {network.minutes} minutes",
        f"gets {second_factor.RECOVERY_CODES} recovery codes",
        f"{address.failures} such emails within {address.minutes} minutes, and a network can ask "
        f"{reset.failures} times within {reset.minutes}",
        f"within the last {axes_handler.RETENTION_DAYS} days",
        f"or /{networks.STORED_BITS[6]}, for {axes_handler.RETENTION_DAYS} days; a lockout",
    ]


def limitations():
    _soon, later = limits.CLIENT_LIMITS
    mark_up = f"{grammar.LONGEST:,} characters, or {grammar.MOST_MARKS:,} that may be"
    return [
        f"Of more than {MAX_PREFIX_TERMS} words",
        f"Of more hits than {ranking.MAX_RESULTS}, the newest",
        f"can be undone {MAX_EDITS} times",
        f"{mark_up} marks",
        f"reads {transcript.MAX_LINES:,} lines",
        f"More than {MAX_EXCHANGES_IN_FORM} exchanges",
        f"first {schema_org.MAX_QUESTIONS} questions and {replies_schema_org.MOST} replies",
        f"a thread shows {FOLLOW_UPS_SHOWN} replies",
        f"larger than {MAX_POST_SIZE // 1024} KiB",
        f"within {connections.REQUEST_SECONDS} seconds, and one more for each "
        f"{connections.BYTES_PER_EXTRA_SECOND:,} bytes",
        f"more than {connections.MAX_WAITING} in a worker",
        f"{flood.MAX_PER_MINUTE} replies a minute, an address one in {flood.PAUSE.seconds} seconds",
        f"after {settings.DATABASES['default'].get('OPTIONS', {}).get('timeout', 20)} a writer",
        f"{later.minutes} minutes at a time",
    ]


def architecture():
    most = {kind: limit // budgets.KB for kind, limit in budgets.MOST.items()}
    return [
        f"styles {most['stylesheet']} KB, scripts {most['script']} KB, fonts {most['font']} KB",
        f"without pictures {budgets.WHOLE // budgets.KB} KB",
        f"Files have at most {MAX_LINES} lines",
    ]


def deploying():
    *minutes, two, six = QueuedEmail.RETRY_DELAYS[:5]
    first, second, third = (pause // MINUTE for pause in minutes)
    daily = len(QueuedEmail.RETRY_DELAYS[5:])
    return [
        f"less than {gunicorn.keepalive} seconds",
        f"invitations last for {INVITATION_LIFETIME.days} days",
        f"keep them for no more than {networks.NETWORK_RETENTION.days} days",
        f"allow {gunicorn.threads + 2} connections for each worker",
        f"after {first}, {second} and {third} minutes, then {two // HOUR} and {six // HOUR} hours, "
        f"then daily, for {daily} days",
        f"at most {EMAILS_A_RUN} emails and makes the renditions of {rendering.BATCH} pictures",
    ]


DOCUMENTS = {
    "docs/features.md": features,
    "docs/limits.md": limitations,
    "docs/architecture.md": architecture,
    "docs/deploying.md": deploying,
    "docs/settings.md": lambda: [f"with {gunicorn.threads} threads each"],
    "docs/reuse.md": lambda: [
        f"at most {description.MAX_LENGTH} characters of plain text",
        f"at most {schema_org.MAX_QUESTIONS} questions",
    ],
    "docs/prose.md": lambda: [
        f"more than {grammar.LONGEST:,} characters",
        f"more than {grammar.MOST_MARKS:,} that may be",
        f"Above {blocks.MOST_COUNTED} nothing begins a list",
    ],
    "docs/screening.md": lambda: [f"nothing before {spam_filter.MIN_TEXTS} of each"],
}


class DocumentTests(SimpleTestCase):
    def test_documents_have_the_numbers_of_the_constants(self):
        for name, told in DOCUMENTS.items():
            text = " ".join((ROOT / name).read_text().split())
            for phrase in told():
                with self.subTest(document=name, told=phrase):
                    self.assertIn(phrase, text)


class CdnTests(TestCase):
    def test_the_document_about_cdns_has_the_seconds_of_the_headers(self):
        sent = self.client.get(reverse("interviews:front_page"))
        fresh = int(re.search(r"s-maxage=(\d+)", sent["Cache-Control"])[1])
        stale = int(re.search(r"stale-while-revalidate=(\d+)", sent["CDN-Cache-Control"])[1])
        text = (ROOT / "docs/deploying.md").read_text()

        self.assertIn(f"for {fresh} seconds after it changed (`s-maxage={fresh}`)", text)
        self.assertIn(f"for another {stale} seconds while it asks again", text)
        self.assertIn(f"for up to {fresh + stale} seconds", text)


class PageTests(TestCase):
    def test_templates_and_messages_contain_no_literal_numbers(self):
        """Templates, and messages in Python, get each from the rule that it is about."""
        found = []
        for room in ("templates", "interviews", "comments", "publication"):
            for path in sorted((ROOT / room).rglob("*")):
                if path.suffix in {".html", ".txt"}:
                    found += LITERAL_NUMBER.findall(path.read_text())
                elif path.suffix == ".py":
                    # A message of several lines is several strings.
                    messages = re.sub(r'"\s*"', "", " ".join(MESSAGE.findall(path.read_text())))
                    found += LITERAL_NUMBER.findall(messages)

        self.assertEqual(found, [])

    def test_the_privacy_page_has_the_numbers_of_the_constants(self):
        page = " ".join(self.client.get(reverse("comments:privacy")).content.decode().split())

        most = constant("reading-position.js", "MAX_INTERVIEWS")

        for told in [
            f"each of the last {spell_number(most)} interviews",
            f"{networks.mask_address('203.0.113.7')} or {networks.mask_address('2001:db8:1::7')}",
            f"Moderators see it for {networks.NETWORK_RETENTION.days} days;",
            f"within {CONFIRMATION_WAIT.days} days",
            f"It lasts {COOKIE_LIFETIME.days} days",
            f"published {spell_number(KNOWN_COMMENTER_APPROVALS)} of your replies within "
            f"{spell_number(KNOWN_COMMENTER_MONTHS)} months",
            f"works for {spell_number(privacy.LINK_LIFETIME.days)} days",
            f"for {spell_number(Reply.edit_window_minutes)} minutes after it is published",
        ]:
            with self.subTest(told):
                self.assertIn(told, page)

    def test_pages_about_one_rule_have_its_number(self):
        longest = Reply._meta.get_field("body").max_length
        for template, context, told in [
            (
                "comments/unreadable_request.html",
                {"status": 413, "longest": longest},
                "5,000 characters",
            ),
            (
                "comments/expired_link.html",
                {"why": "too old", "days": CONFIRMATION_LINK_LIFETIME.days},
                "older than fourteen days",
            ),
        ]:
            with self.subTest(template):
                self.assertIn(told, render_to_string(template, context, RequestFactory().get("/")))

    def test_the_transcript_page_says_how_large_a_file_may_be(self):
        self.assertIn("up to 20 MB", str(TranscriptForm().fields["file"].help_text))

    def test_the_email_to_moderators_says_once_an_hour(self):
        mail = (ROOT / "templates/emails/moderators.txt").read_text()

        self.assertIn("at most once an hour", mail)
        self.assertEqual(BETWEEN_MAILS, HOUR)
        self.assertEqual(moderation_queue.DECIDED_LIMIT, 50)


class NumberWordTests(SimpleTestCase):
    def test_numbers_are_words_up_to_ninety_nine(self):
        expected = ["two", "fifteen", "twenty", "forty-two", "ninety-nine", "100"]

        self.assertEqual([spell_number(n) for n in (2, 15, 20, 42, 99, 100)], expected)
