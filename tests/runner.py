"""How the tests run: as the site does, but for what only slows them or leaves traces."""

import tempfile
import unittest
from collections import Counter

from django.test.runner import DiscoverRunner
from django.test.utils import iter_test_cases, override_settings

FOR_TESTS = {
    # Pages are asked for over http, at the address that Django's test client uses.
    "PUBLICATION_URL": "http://testserver",
    "SECURE_SSL_REDIRECT": False,
    "SESSION_COOKIE_SECURE": False,
    "CSRF_COOKIE_SECURE": False,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
    "WHITENOISE_AUTOREFRESH": True,  # or each client would first read all of var/static
    "STORAGES": {
        "default": {"BACKEND": "publication.storage.atomic_files.AtomicFileStorage"},
        "share_images": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "backups": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
}

# What these modules, classes and tests claim cannot differ between databases: they are about forms,
# words, files and pages, and their queries are plain ones that other tests send to PostgreSQL.
# `--asking-a-database` leaves them out; `make test-long` runs them on PostgreSQL too.
SAME_ON_EACH_DATABASE = (
    "tests.comments.email.test_addresses",  # how addresses are written
    "tests.comments.email.test_headers",
    "tests.comments.email.test_messages",  # words of mails
    "tests.comments.moderation.test_decisions",  # forms; test_queue asks for the same rows
    "tests.comments.test_changing_the_secret_key",  # signatures
    "tests.comments.test_directions",  # marks that turn the text
    "tests.comments.test_link_relations",
    "tests.comments.test_scenarios_words",  # screening
    "tests.interviews.admin.test_exchanges",  # forms; test_autosave and test_saving_at_once write
    "tests.interviews.admin.test_interview",
    "tests.interviews.admin.test_joining",
    "tests.interviews.admin.test_moved_words",  # a form
    "tests.interviews.admin.test_people",
    "tests.interviews.admin.test_picture_page",
    "tests.interviews.admin.test_prepared_update",  # forms; test_prepared_update_at_once writes
    "tests.interviews.admin.test_prose",
    "tests.interviews.admin.test_replacing",  # a form; test_saving_at_once has the locks
    "tests.interviews.admin.test_rights",  # test_rights_matrix asks each address on SQLite
    "tests.interviews.admin.test_row_buttons",  # nothing is saved
    "tests.interviews.admin.test_saving",  # forms; test_saving_at_once has the locks
    "tests.interviews.admin.test_saving_conflicts",
    "tests.interviews.admin.test_saving_in_any_order",
    "tests.interviews.admin.test_saving_kinds",
    "tests.interviews.admin.test_saving_rows",
    "tests.interviews.admin.test_slugs",
    "tests.interviews.admin.test_states",  # a form; test_publishing has the states
    "tests.interviews.admin.test_transcript_screen",
    "tests.interviews.admin.test_typed_names",
    "tests.interviews.admin.test_versions",  # a page; history.test_versions has the rows
    "tests.interviews.exports",  # how documents are written; test_cost sends their queries
    "tests.interviews.history.test_joining",  # texts
    "tests.interviews.share_images",  # pictures
    "tests.interviews.test_bad_input.TenThousandExchanges",  # a page
    "tests.interviews.test_content_merge",  # plain values
    "tests.interviews.test_introducing",  # words
    "tests.interviews.test_similar_names",  # names
    "tests.publication.page_cache.test_headers",
    "tests.publication.page_cache.test_random_edits",  # test_cache has each kind of change
    "tests.interviews.transcripts.test_header_lines",  # texts
    "tests.interviews.transcripts.test_pasted_text",
    "tests.interviews.transcripts.test_proposals",  # admin.test_transcript_proposals saves some
    "tests.interviews.transcripts.test_real_transcripts",  # texts
    "tests.interviews.transcripts.test_stored_utterances",  # test_transcript_source stores them
    "tests.publication.test_carried_fields",
    "tests.publication.test_copies_of_the_project.ProjectCopyTests"
    ".test_the_demo_is_removed_only_if_nothing_else_is_there",
    "tests.publication.test_link_fragments",  # links
    "tests.publication.test_permissions",  # by address and method
    "tests.publication.test_permissions_drafts",
    "tests.publication.test_review",
    "tests.publication.test_rights_matrix",
    "tests.publication.test_running.MakeRunTests.test_make_run_again_keeps_the_content",
    "tests.publication.test_running_connections",  # sockets
    "tests.publication.test_settings",  # words of the environment
    "tests.publication.test_startpublication",
    "tests.publication.test_media_in_bucket",  # files in a bucket
)
# Pages look the same on each database, so browser tests are left out too, but for the scenarios of
# editors who write and save, which have this tag.
BOTH_DATABASES = "both_databases"


class Runner(DiscoverRunner):
    def setup_test_environment(self, **kwargs):
        super().setup_test_environment(**kwargs)
        self.media = tempfile.TemporaryDirectory()
        self.settings = override_settings(**FOR_TESTS, MEDIA_ROOT=self.media.name)
        self.settings.enable()

    def teardown_test_environment(self, **kwargs):
        self.settings.disable()
        self.media.cleanup()
        super().teardown_test_environment(**kwargs)

    def teardown_databases(self, *args, **kwargs):
        # Not at the top: the module needs the models, which are not there yet.
        from tests.comments.running_site import stop_shared_site

        stop_shared_site()
        super().teardown_databases(*args, **kwargs)

    @classmethod
    def add_arguments(cls, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--asking-a-database",
            action="store_true",
            help="Run only tests that can pass on one database and fail on another.",
        )

    def __init__(self, *args, asking_a_database=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.asking_a_database = asking_a_database

    def build_suite(self, *args, **kwargs):
        suite = super().build_suite(*args, **kwargs)
        if not self.asking_a_database:
            return suite
        return self.test_suite([test for test in iter_test_cases(suite) if asks_a_database(test)])

    def get_resultclass(self):
        kind = super().get_resultclass() or unittest.TextTestResult
        return type("Tally", (Tally, kind), {})

    def suite_result(self, suite, result, **kwargs):
        print(result.told(), flush=True)  # noqa: T201
        return super().suite_result(suite, result, **kwargs)


def asks_a_database(test):
    """Return whether a test can pass on one database and fail on another."""
    tags = get_tags(test)
    is_listed = any(f"{test.id()}.".startswith(f"{name}.") for name in SAME_ON_EACH_DATABASE)
    is_left_out = is_listed or ("browser" in tags and BOTH_DATABASES not in tags)
    return bool(getattr(test, "databases", None)) and not is_left_out


def get_tags(test):
    """Return the tags of a test: those of its class and of its method."""
    method = getattr(test, test._testMethodName, None)
    return getattr(test, "tags", set()) | getattr(method, "tags", set())


class Tally:
    """A test result that knows how many tests passed and can tell it all in a few lines."""

    passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self.passed += 1

    def told(self):
        """Why tests were skipped, a line a reason; then how many passed, failed, were skipped."""
        reasons = Counter(reason for _test, reason in self.skipped).most_common()
        lines = [f"Skipped {count}: {reason}" for reason, count in reasons]
        # A test is one failure, however many of its sub-tests failed.
        broken = [getattr(test, "test_case", test) for test, _why in self.failures + self.errors]
        failed = len({str(test) for test in broken}) + len(self.unexpectedSuccesses)
        last = f"{self.passed} passed, {failed} failed"
        return "\n".join([*lines, last + (f", {len(self.skipped)} skipped" if lines else "")])
