"""GET /health/, for load balancers."""

from unittest import mock

from django.db import OperationalError, connection
from django.test import Client, TestCase, override_settings


class HealthTests(TestCase):
    def test_health_is_200_while_the_database_answers(self):
        with self.assertNumQueries(2):  # the publication, and SELECT 1 FROM django_migrations
            response = self.client.get("/health/")

        self.assertEqual((response.status_code, response.content), (200, b"well\n"))

    def test_health_is_503_when_the_database_is_gone(self):
        away = OperationalError("unable to open database file")

        with (
            mock.patch.object(connection, "cursor", side_effect=away),
            self.assertLogs("django.request", "ERROR"),
            override_settings(HEALTH_KEY="key"),
        ):
            response = self.client.get("/health/")
            told = self.client.get("/health/", headers={"Authorization": "Bearer key"})

        self.assertEqual((response.status_code, told.status_code), (503, 503))
        self.assertEqual(response.text, "The database can’t be used.\n")
        self.assertIn("unable to open database file", told.text)

    @override_settings(HEALTH_KEY="key")
    def test_health_is_503_when_the_database_is_read_only(self):
        with (
            mock.patch("publication.database.availability._file_id", return_value=(1, 2)),
            mock.patch("publication.database.availability.os.access", return_value=False),
            self.assertLogs("django.request", "ERROR"),
        ):
            told = self.client.get("/health/", headers={"Authorization": "Bearer key"})

        self.assertEqual(told.status_code, 503)
        self.assertIn("read-only", told.text)

    def test_health_is_never_cached(self):
        self.assertIn("no-store", self.client.get("/health/")["Cache-Control"])

    @override_settings(SECURE_SSL_REDIRECT=True)
    def test_health_answers_over_plain_http(self):
        self.assertEqual(Client().get("/health/").status_code, 200)
