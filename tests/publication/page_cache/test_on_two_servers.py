"""A change on one server is seen at the next request to another."""

from comments.models import ModerationRules, Reply
from interviews.models import Exchange, Publication
from tests.builders import a_draft, a_reply, an_interview, published, the_publication
from tests.comments.running_site import RunningSiteCase, Site
from tests.comments.visitor import Visitor

OFTEN = 6  # enough to meet both workers of a server, most likely


class TwoServerTests(RunningSiteCase):
    """Each with two workers, on one database; whoever publishes is a third process."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = Site(beside=cls.site)
        cls.addClassCleanup(cls.other.stop)
        cls.interview = an_interview("Read on both")
        cls.address = cls.interview.get_absolute_url()
        rules = ModerationRules.objects.get()
        cls.addClassCleanup(ModerationRules.objects.update, policy=rules.policy)
        ModerationRules.objects.update(policy="open")

    def setUp(self):
        super().setUp()
        self.readers = [self.visitor, Visitor(self.other.address)]
        self.has_been_read("/", self.address)

    def has_been_read(self, *paths):
        for path in paths:
            for _time in range(OFTEN):
                self.seen(path)

    def seen(self, path):
        return [reader.get(path) for reader in self.readers]

    def assertSeenByAll(self, words, path, times=1):
        for _time in range(OFTEN):
            for answer in self.seen(path):
                self.assertEqual(answer.text.count(words) > 0, times > 0, f"{words} at {path}")

    def test_publishing_and_withdrawing_is_seen_at_once_on_both_servers(self):
        draft = a_draft("Just out")
        published(draft)
        self.assertSeenByAll("Just out", "/")
        draft.withdraw(by=None)

        self.assertSeenByAll("Just out", "/", times=0)
        self.assertEqual(
            [answer.status for answer in self.seen(draft.get_absolute_url())], [410] * 2
        )

    def test_decisions_about_a_reply_are_seen_at_once_on_both_servers(self):
        held = a_reply(self.interview, status=Reply.Status.HELD, body="It was in March.")
        self.assertSeenByAll("It was in March.", self.address, times=0)
        held.approve()
        self.assertSeenByAll("It was in March.", self.address)
        held.decline()

        self.assertSeenByAll("It was in March.", self.address, times=0)

    def test_a_reply_sent_to_one_server_is_seen_on_the_other(self):
        here, there = self.readers
        here.reply_fields["body"] = "I was there, in the third row."
        sent = here.send_reply(self.address)
        self.assertEqual(sent.status, 302)
        self.assertIn("third row", there.get(self.address).text)
        same_origin = {"Sec-Fetch-Site": "same-origin"}
        withdrawn = there.ask("POST", f"{sent.location}withdraw/", "", same_origin)
        self.assertEqual(withdrawn.status, 302)

        self.assertSeenByAll("third row", self.address, times=0)

    def test_bulk_changes_are_seen_at_once_on_both_servers(self):
        Exchange.objects.filter(interview=self.interview).update(answer="Quite otherwise.")

        self.assertSeenByAll("Quite otherwise.", self.address)

    def test_a_new_name_of_the_publication_is_seen_at_once_on_both_servers(self):
        self.addCleanup(Publication.objects.all().delete)
        for name in ("The Slow Quarterly", "The Slower Quarterly"):
            the_publication(name=name)
            for path in ("/", self.address, "/feed.atom", "/admin/login/", "/nothing/"):
                self.assertSeenByAll(name, path)

    def test_both_servers_give_a_page_the_same_etag(self):
        etags = {answer.headers["ETag"] for _time in range(OFTEN) for answer in self.seen("/")}
        self.assertEqual(len(etags), 1)
        known = {"If-None-Match": etags.pop()}

        for reader in self.readers:
            self.assertEqual(reader.ask("GET", "/", headers=known).status, 304)

    def test_a_script_name_header_of_a_reader_is_ignored(self):
        moved = self.visitor.ask("GET", self.address, headers={"SCRIPT_NAME": self.address[:-1]})

        self.assertIn("Read on both</h1>", moved.text)
