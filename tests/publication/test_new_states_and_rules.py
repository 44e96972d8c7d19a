"""A new state of interviews and a new moderation rule need no other change."""

from django.test import SimpleTestCase

from tests.publication.project_copy import FILL, READING, Project

WITHDRAWN = '    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")\n'
EMBARGOED = '    EMBARGOED = "embargoed", gettext_lazy("embargoed")\n'
RULE = "    blocked_words = models.TextField(\n"
NEW_RULE = "    shouting = models.BooleanField(default=False)\n"

# An interview with a date that is past, in the new state; each line tells one thing about it.
EMBARGO = (
    READING
    + """
from django.contrib.auth.models import User
from django.test import Client
from interviews.models import Interview
from publication.page_cache import revision

interview = Interview(title="Under embargo", slug="under-embargo", standfirst="A lighthouse.")
interview.create_draft(by=None)
interview.exchanges.create(position=1, question="Where?", answer="In the lighthouse.")
before = revision.current()
run("UPDATE interviews_interview SET status = 'embargoed', published_at = '2020-01-01 00:00:00'"
    f" WHERE id = {interview.pk}")
interview.exchanges.update(answer="Beside the lighthouse.")
print("moved the number:", revision.current() != before)
pages = ["/", "/interviews/", "/archive/2020/", "/feed.atom", "/feed.json", "/people/", "/topics/"]
pages += ["/sitemap-interviews.xml", "/news-sitemap.xml", "/search/?q=lighthouse"]
address = interview.get_absolute_url()
pages += [address, f"{address}replies/", "/interviews/under-embargo.json"]
print("shown on:", [page for page in pages if "Under embargo" in read(page)])
print("sitemap:", address in read("/sitemap-interviews.xml"))
User.objects.create_superuser("ada", password="x")
desk = Client(headers={"host": "127.0.0.1"})
desk.force_login(User.objects.get())
print("desk:", desk.get(f"/admin/interviews/interview/{interview.pk}/change/").status_code)
print("deleted:", Interview.objects.filter(pk=interview.pk).delete()[0] > 0)
"""
)
RULES = """
from django.test import Client
from comments.models import ModerationRules, Reply

ModerationRules.objects.update(shouting=True, policy="open")
said = {"name": "Odile", "email": "odile@example.org", "body": "It was in the third row."}
site = Client(headers={"host": "127.0.0.1", "sec-fetch-site": "same-origin"})
print("sent:", site.post("/interviews/a-grid/reply/", said).status_code)
print("stored:", Reply.objects.filter(body=said["body"]).count())
print("in force:", ModerationRules.objects.current().shouting)
"""


class NewStateAndRuleTests(SimpleTestCase):
    databases = frozenset({"default"})

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = Project("states")
        cls.addClassCleanup(cls.project.remove)
        cls.project.rewrite("interviews/models/workflow.py", WITHDRAWN, WITHDRAWN + EMBARGOED)
        cls.project.rewrite("comments/models/moderation_rules.py", RULE, NEW_RULE + RULE)
        cls.project.manage("makemigrations")
        cls.project.manage("migrate", "--verbosity", "0")
        cls.project.python(FILL)

    def test_an_interview_in_an_unknown_state_is_not_shown_and_not_protected(self):
        self.assertEqual(
            self.project.python(EMBARGO).splitlines(),
            [
                "moved the number: False",
                "shown on: []",
                "sitemap: False",
                "desk: 200",
                "deleted: True",
            ],
        )

    def test_replies_and_moderation_rules_work_with_a_further_rule(self):
        self.assertEqual(
            self.project.python(RULES).splitlines(), ["sent: 302", "stored: 1", "in force: True"]
        )
