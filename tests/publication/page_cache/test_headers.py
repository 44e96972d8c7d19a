"""The headers of every public page and of the desk."""

from django.test import TestCase
from django.urls import reverse

from tests.builders import a_page, a_series, a_topic, an_editor, an_interview, someone


class PublicPageHeaderTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = someone("Ines Okafor")
        interview = an_interview(series=a_series(), subjects=[author])
        topic = a_topic()
        interview.topics.add(topic)
        nouns = [interview, author, topic, interview.series, a_page()]
        parts = [("changes", ()), ("exchange", (interview.exchanges.get().key,))]
        lists = ["front_page", "archive", "people", "topics", "all_series", "corrections"]
        withdrawn = an_interview("Taken back")
        withdrawn.withdraw(by=None)
        cls.pages = [noun.get_absolute_url() for noun in [*nouns, withdrawn]]
        cls.pages += [
            reverse(f"interviews:{name}") for name in [*lists, "search", "feed", "feed_json"]
        ]
        cls.pages += [
            reverse(f"interviews:{name}", args=[interview.slug, *rest]) for name, rest in parts
        ]
        cls.pages += [f"/interviews/{interview.slug}.{suffix}" for suffix in ("md", "txt", "json")]
        cls.pages += [f"/oembed?url=http://testserver{interview.get_absolute_url()}"]
        cls.pages += [reverse("comments:reply", args=[interview.slug])]
        cls.pages += [
            reverse("robots"),
            reverse("sitemap"),
            reverse("news_sitemap"),
            "/no/such/page/",
            "/no such/",
        ]

    def each(self):
        for address in self.pages:
            yield address, self.client.get(address)

    def test_every_public_page_is_found(self):
        statuses = {address: self.client.get(address).status_code for address in self.pages}

        self.assertEqual(
            {address: status for address, status in statuses.items() if status != 200},
            {"/interviews/taken-back/": 410, "/no/such/page/": 404, "/no such/": 404},
        )

    def test_public_pages_have_headers_for_everyone(self):
        for address, response in self.each():
            self.assertFalse(response.cookies, address)
            self.assertNotIn("Cookie", response.get("Vary", ""), address)
            self.assertNotIn("Accept-Language", response.get("Vary", ""), address)

    def test_public_pages_allow_the_sites_own_files_only(self):
        for address, response in self.each():
            policy = response["Content-Security-Policy"]
            allowed = dict(each.strip().split(" ", 1) for each in policy.split(";"))

            self.assertEqual(allowed["default-src"], "'none'", address)
            self.assertEqual(allowed["base-uri"], "'none'", address)
            self.assertLessEqual(set(allowed.values()), {"'none'", "'self'"}, address)

    def test_browsers_must_not_guess_content_types(self):
        for address, response in self.each():
            self.assertEqual(response["X-Content-Type-Options"], "nosniff", address)

    def test_public_pages_cannot_be_framed(self):
        for address, response in self.each():
            self.assertEqual(response["X-Frame-Options"], "DENY", address)
            self.assertIn("frame-ancestors 'none'", response["Content-Security-Policy"], address)

    def test_other_sites_learn_only_the_origin_of_a_reader(self):
        for address, response in self.each():
            self.assertEqual(
                response["Referrer-Policy"], "strict-origin-when-cross-origin", address
            )
            self.assertEqual(response["Cross-Origin-Opener-Policy"], "same-origin", address)


class DeskHeaderTests(TestCase):
    def test_the_desk_redirects_strangers_to_the_sign_in(self):
        for address in ["/admin/", "/markdownx/upload/", "/markdownx/markdownify/"]:
            with self.subTest(address=address):
                self.assertRedirects(self.client.get(address), f"/admin/login/?next={address}")

    def test_pages_of_the_desk_forbid_caching(self):
        self.client.force_login(an_editor())

        self.assertIn("no-store", self.client.get("/admin/")["Cache-Control"])
