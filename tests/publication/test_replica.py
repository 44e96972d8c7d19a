"""A server with a replica that lags: what it serves is never older than what the primary has."""

from time import monotonic
from unittest import skipUnless

from django.db import connection, connections
from django.test import SimpleTestCase

from comments.models import Reply
from interviews import editions
from interviews.models import Edition, Interview
from tests.builders import an_interview
from tests.comments.running_site import PATIENCE, Copy, Site
from tests.comments.visitor import Visitor
from tests.publication.test_settings import NEEDED, start

THEIRS = "As the replica has it"


@skipUnless(connection.vendor == "postgresql", "a replica is PostgreSQL's")
class AReplica(SimpleTestCase):
    """Two copies of one database, of which the second follows the first only when told to."""

    databases = frozenset({"default"})
    megabytes = "32"  # for pages that are kept

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.replica = Copy(None, "replica")
        cls.addClassCleanup(cls.replica.drop)
        beside = {"DATABASE_REPLICA_URL": cls.replica.url, "WEB_CONCURRENCY": "1"}
        cls.site = Site(**beside, KEPT_PAGES_MB=cls.megabytes)
        cls.addClassCleanup(cls.site.stop)
        cls.enterClassContext(cls.site.as_our_database())
        cls.visitor = Visitor(cls.site.address)

    def published_on_both(self, title):
        """One interview, whose title only the replica has otherwise; the replica knows as much."""
        interview = an_interview(title)
        with self.replica.as_ours():
            an_interview(title, pk=interview.pk)
            Interview.objects.filter(slug=interview.slug).update(title=THEIRS)
        self.let_it_catch_up()
        return interview

    def read_from_it(self, title):
        """One like that, which was read from the replica. A busy machine may connect too slowly
        at first, and then the replica rests."""
        patient_until = monotonic() + PATIENCE
        while monotonic() < patient_until:
            interview = self.published_on_both(title)
            if THEIRS in self.read(interview):
                return interview
        return self.fail("No page was ever made from the replica.")

    def let_it_catch_up(self):
        number = editions.known_to("default")
        with self.replica.as_ours():
            Edition.objects.filter(name="all").update(number=number)

    def read(self, interview):
        answer = self.visitor.get(interview.get_absolute_url())
        self.assertEqual(answer.status, 200)
        return answer.text


class ThatLags(AReplica):
    def test_is_not_asked_for_what_it_does_not_know_yet(self):
        interview = an_interview("Out since a moment ago")

        self.assertIn(interview.title, self.read(interview))
        self.assertIn(interview.title, self.visitor.get("/").text)

    def test_makes_pages_as_long_as_it_knows_as_much(self):
        interview = self.read_from_it("Read from afar")
        self.assertIn(THEIRS, self.read(interview))  # kept meanwhile

        interview.withdraw(by=None)

        self.assertEqual(self.visitor.get(interview.get_absolute_url()).status, 410)
        self.assertNotIn(THEIRS, self.visitor.get("/").text)

    def test_is_of_no_use_to_a_form(self):
        interview = self.published_on_both("Answered")

        form = self.visitor.get(f"{interview.get_absolute_url()}reply/").text

        self.assertIn(interview.title, form)
        self.assertNotIn(THEIRS, form)

    def test_is_of_no_use_to_whoever_is_signed_in(self):
        interview = self.published_on_both("Seen by an editor")
        editor = Visitor(self.site.address)
        editor.cookies = "sessionid=any"

        self.assertIn(interview.title, editor.get(interview.get_absolute_url()).text)

    def test_is_not_written_to(self):
        interview = self.published_on_both("Written about")
        self.assertEqual(self.visitor.leave(interview.get_absolute_url()).status, 302)

        self.assertTrue(Reply.objects.filter(interview=interview).exists())
        with self.replica.as_ours():
            self.assertFalse(Reply.objects.exists())


class ThatFails(AReplica):
    megabytes = "0"

    def test_half_way_has_the_page_made_from_the_primary(self):
        interview = self.read_from_it("Half of it")
        with self.replica.as_ours(), connections["default"].cursor() as cursor:
            cursor.execute("ALTER TABLE comments_houserules RENAME TO lost")

        self.assertIn(interview.title, self.read(interview))
        self.assertNotIn(THEIRS, self.read(interview))


class ThatIsGone(AReplica):
    megabytes = "0"

    def test_is_not_missed(self):
        interview = self.read_from_it("Here all the same")
        with connections["default"].cursor() as cursor:
            name = self.replica.connection.settings_dict["NAME"]
            cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )

        for _time in range(3):
            self.assertIn(interview.title, self.read(interview))
        self.assertEqual(self.visitor.get("/health/").text, "well\n")


class WithoutAServer(SimpleTestCase):
    def test_a_replica_of_anything_but_postgresql_is_refused(self):
        ran = start(NEEDED | {"DATABASE_REPLICA_URL": "postgres://replica/publication"})

        self.assertIn("DATABASE_REPLICA_URL is for PostgreSQL", ran.stderr.splitlines()[-1])
