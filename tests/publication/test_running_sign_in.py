"""Sixteen clients guess passwords while a reader reads, on a running site."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from axes.models import AccessFailureLog
from django.conf.global_settings import PASSWORD_HASHERS
from django.test import override_settings

from tests.builders import an_editor, an_interview
from tests.comments.running_site import RunningSiteCase

SIGN_IN = "/admin/login/"
GUESSERS = 16
WORKERS = 2  # of the running site; each checks one password at a time
SLOWED_AFTER = 5  # failures


class Guesser:
    """Opens the sign-in page once, and sends its form with a new password each time."""

    def __init__(self, visitor, username):
        self.visitor, self.username = visitor, username
        page = visitor.get(SIGN_IN)
        self.form = next(form for form in page.forms if "csrfmiddlewaretoken" in form.fields)
        visitor.cookies = page.headers["Set-Cookie"].split(";")[0]

    def guess(self, password):
        typed = {"username": self.username, "password": password}
        return self.visitor.send(self.form, **typed).status


class GuessingTests(RunningSiteCase):
    def setUp(self):
        super().setUp()
        with override_settings(PASSWORD_HASHERS=PASSWORD_HASHERS):  # those of the running site
            self.editor = an_editor(password="correct horse battery")
        self.page = an_interview().get_absolute_url()

    def guessers(self, network):
        for _each in range(GUESSERS):
            visitor = self.a_visitor()
            visitor.network = network
            yield Guesser(visitor, self.editor.username)

    def all_guess(self, guessers):
        with ThreadPoolExecutor(GUESSERS) as threads:
            return list(threads.map(lambda each: each.guess("wrong"), guessers))

    def test_only_the_first_guesses_are_checked(self):
        guessers = list(self.guessers("198.51.100.7"))
        failures = AccessFailureLog.objects.filter(username=self.editor.username)

        for _round in range(4):
            self.all_guess(guessers)
        counted = failures.count()
        said = self.all_guess(guessers)

        self.assertEqual(set(said), {429})
        self.assertGreaterEqual(counted, SLOWED_AFTER)
        self.assertLess(counted, SLOWED_AFTER + WORKERS)
        self.assertEqual(failures.count(), counted)

    def test_locked_out_guessers_do_not_delay_readers_and_editors(self):
        done, guessers = Event(), list(self.guessers("198.51.100.8"))
        who = {"username": self.editor.username, "ip_address": "198.51.100.0"}
        AccessFailureLog.objects.bulk_create(AccessFailureLog(**who) for _each in range(10))

        def keep_guessing(guesser):
            said = set()
            while not done.is_set():
                said.add(guesser.guess("wrong"))
            return said

        with ThreadPoolExecutor(GUESSERS) as threads:
            guessing = [threads.submit(keep_guessing, each) for each in guessers]
            try:
                read = {self.visitor.get(self.page).status for _each in range(50)}
                editor = Guesser(self.a_visitor(), self.editor.username)
                signed_in = editor.guess("correct horse battery")
            finally:
                done.set()
        said = set().union(*(each.result() for each in guessing))

        self.assertEqual(read, {200})
        self.assertEqual(said, {429})
        self.assertEqual(signed_in, 302)
