"""The separate process that decodes and draws pictures."""

import os
from unittest import mock

from django.core.exceptions import ValidationError
from django.test import SimpleTestCase

from interviews.media.uploads import NOT_A_PICTURE, _check
from interviews.media.worker import PictureWorker, stop_process

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "publication.settings",
    "DJANGO_SECRET_KEY": "only-for-tests",
    "DJANGO_ALLOWED_HOSTS": "localhost",
}


class SeparateProcess(SimpleTestCase):
    def setUp(self):
        self.enterContext(mock.patch.dict(os.environ, ENVIRONMENT))
        self.pictures = PictureWorker()
        self.pictures.is_separate = True
        self.pictures.run(os.getpid)
        self.addCleanup(lambda: stop_process(self.pictures.process))

    def test_functions_run_in_one_separate_process(self):
        others = {self.pictures.run(os.getpid) for _each in range(3)}

        self.assertEqual(others, {self.pictures.process.pid})
        self.assertNotEqual(others, {os.getpid()})

    def test_errors_in_the_separate_process_are_raised_in_the_caller(self):
        with self.assertRaisesMessage(ValidationError, str(NOT_A_PICTURE)):
            self.pictures.run(_check, b"no picture")

    def test_a_separate_process_that_has_ended_is_replaced(self):
        self.pictures.process.kill()
        self.pictures.process.wait()

        self.assertEqual(self.pictures.run(os.getpid), self.pictures.process.pid)

    def test_a_separate_process_that_ends_twice_raises_an_error(self):
        with self.assertRaises(ChildProcessError):
            self.pictures.run(os._exit, 1)

        self.assertEqual(self.pictures.run(os.getpid), self.pictures.process.pid)


class SameProcess(SimpleTestCase):
    def test_functions_run_in_the_calling_process_by_default(self):
        self.assertEqual(PictureWorker().run(os.getpid), os.getpid())
