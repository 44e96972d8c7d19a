"""GET /robots.txt."""

from urllib.robotparser import RobotFileParser

from django.test import TestCase, override_settings


class RobotsTests(TestCase):
    def setUp(self):
        response = self.client.get("/robots.txt")
        self.assertEqual(response["Content-Type"], "text/plain; charset=utf-8")
        self.rules = RobotFileParser()
        self.rules.parse(response.text.splitlines())

    def test_robots_txt_allows_public_pages(self):
        for address in ["/", "/interviews/a-grid/", "/interviews/a-grid/x-k3f9qa/", "/feed.json"]:
            with self.subTest(address=address):
                self.assertTrue(self.rules.can_fetch("any", address))

    def test_robots_txt_disallows_the_desk(self):
        for address in ["/admin/", "/admin/login/", "/health/"]:
            with self.subTest(address=address):
                self.assertFalse(self.rules.can_fetch("any", address))

    @override_settings(PUBLICATION_URL="https://example.org")
    def test_robots_txt_names_the_sitemaps(self):
        response = self.client.get("/robots.txt", headers={"host": "testserver"})

        for name in ("sitemap.xml", "news-sitemap.xml"):
            self.assertContains(response, f"Sitemap: https://example.org/{name}\n")
