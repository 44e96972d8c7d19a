"""Starting the site in a process of its own, with settings of its own."""

import json
import subprocess
import sys
import tempfile

from django.conf import settings
from django.test import SimpleTestCase

NEEDED = {"DJANGO_SECRET_KEY": "k" * 60, "DJANGO_ALLOWED_HOSTS": "example.org,www.example.org"}

A_REQUEST = """
import json, sys
import publication.wsgi
from django.test import Client
response = Client(headers=json.loads(sys.argv[1])).get("/robots.txt", secure=%s)
answer = {"status": response.status_code, "headers": dict(response.headers)}
print(json.dumps(answer | {"body": response.text}))
"""


def python(code, *arguments, environment=NEEDED):
    """Run code with no environment variables but `environment`."""
    with tempfile.TemporaryDirectory() as var:
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=settings.BASE_DIR,
            env={"PUBLICATION_VAR": var} | environment,
            capture_output=True,
            text=True,
        )


def start(environment):
    return python("import publication.wsgi", environment=environment)


def ask(secure=False, headers=(), **environment):
    """Return (status, headers, body) of one request to a site with these settings."""
    headers = {"host": "example.org"} | dict(headers)
    code = A_REQUEST % secure
    ran = python(code, json.dumps(headers), environment=NEEDED | environment)
    return json.loads(ran.stdout)


class InvalidSettingsTests(SimpleTestCase):
    def assertRefuses(self, environment, why):
        ran = start(environment)

        self.assertNotEqual(ran.returncode, 0)
        self.assertIn(why, ran.stderr.splitlines()[-1])

    def test_the_site_does_not_start_without_a_secret_key(self):
        hosts_alone = {"DJANGO_ALLOWED_HOSTS": "example.org"}

        self.assertRefuses(hosts_alone, "Set DJANGO_SECRET_KEY in the environment")

    def test_the_site_does_not_start_without_allowed_hosts(self):
        key_alone = {"DJANGO_SECRET_KEY": "k" * 60}

        self.assertRefuses(key_alone, "Set DJANGO_ALLOWED_HOSTS in the environment")

    def test_the_site_does_not_start_with_both_kinds_of_tls_for_email(self):
        both = {"EMAIL_USE_TLS": "1", "EMAIL_USE_SSL": "1"}

        self.assertRefuses(NEEDED | both, "Set EMAIL_USE_TLS or EMAIL_USE_SSL, not both")

    def test_the_site_does_not_start_with_an_address_outside_ascii(self):
        umlaut = NEEDED | {"PUBLICATION_URL": "https://bücher.example"}

        self.assertRefuses(umlaut, "it must be like https://example.org, in ASCII")

    def test_an_empty_setting_counts_as_missing(self):
        self.assertRefuses(NEEDED | {"DJANGO_SECRET_KEY": ""}, "Set DJANGO_SECRET_KEY")
        self.assertRefuses(NEEDED | {"DJANGO_ALLOWED_HOSTS": " , "}, "DJANGO_ALLOWED_HOSTS")

    def test_debug_needs_neither_secret_key_nor_allowed_hosts(self):
        ran = start({"DJANGO_DEBUG": "1"})

        self.assertEqual(ran.returncode, 0, ran.stderr)


class ValidSettingsTests(SimpleTestCase):
    def test_the_site_starts_with_the_required_settings(self):
        ran = start(NEEDED)

        self.assertEqual(ran.returncode, 0, ran.stderr)

    def test_the_site_answers_to_its_own_hosts_only(self):
        own = ask(secure=True, headers={"host": "www.example.org"})
        foreign = ask(secure=True, headers={"host": "example.net"})

        self.assertEqual((own["status"], foreign["status"]), (200, 400))

    def test_the_default_address_is_the_first_host_over_https(self):
        self.assertIn("Sitemap: https://example.org/sitemap.xml", ask(secure=True)["body"])

    def test_the_address_of_the_site_can_be_set(self):
        answer = ask(PUBLICATION_URL="http://localhost:8000/")

        self.assertIn("Sitemap: http://localhost:8000/sitemap.xml", answer["body"])


class HttpsTests(SimpleTestCase):
    def test_a_request_over_http_is_redirected_to_https(self):
        answer = ask(secure=False)

        self.assertEqual(answer["status"], 301)
        self.assertEqual(answer["headers"]["Location"], "https://example.org/robots.txt")

    def test_browsers_are_told_to_use_https_only(self):
        promised = ask(secure=True)["headers"]["Strict-Transport-Security"]

        self.assertEqual(promised, "max-age=31536000; includeSubDomains; preload")

    def test_a_site_over_http_sends_no_hsts_header(self):
        answer = ask(PUBLICATION_URL="http://localhost:8000")

        self.assertEqual(answer["status"], 200)
        self.assertNotIn("Strict-Transport-Security", answer["headers"])

    def test_the_forwarded_protocol_counts_only_behind_a_proxy(self):
        said = {"X-Forwarded-Proto": "https"}

        self.assertEqual(ask(headers=said)["status"], 301)
        self.assertEqual(ask(headers=said, BEHIND_PROXY="1")["status"], 200)

    def test_the_forwarded_protocol_may_have_any_case_and_several_values(self):
        for said in ("HTTPS", "http, https", "https,http", "https, https", " Https "):
            answer = ask(headers={"X-Forwarded-Proto": said}, BEHIND_PROXY="1")

            self.assertEqual(answer["status"], 200, said)

    def test_a_proxy_reached_over_http_gets_a_redirect_to_https(self):
        for said in ("http", "HTTP", "http, http", ""):
            answer = ask(headers={"X-Forwarded-Proto": said}, BEHIND_PROXY="1")

            self.assertEqual(answer["status"], 301, said)
