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

    @classmethod
    def add_arguments(cls, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--asking-a-database",
            action="store_true",
            help="Run only tests that ask one: the others pass or fail alike on each.",
        )

    def __init__(self, *args, asking_a_database=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.asking_a_database = asking_a_database

    def build_suite(self, *args, **kwargs):
        suite = super().build_suite(*args, **kwargs)
        if not self.asking_a_database:
            return suite
        asking = [test for test in iter_test_cases(suite) if getattr(test, "databases", None)]
        return self.test_suite(asking)

    def get_resultclass(self):
        kind = super().get_resultclass() or unittest.TextTestResult
        return type("Tally", (Tally, kind), {})

    def suite_result(self, suite, result, **kwargs):
        print(result.told(), flush=True)  # noqa: T201
        return super().suite_result(suite, result, **kwargs)


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
