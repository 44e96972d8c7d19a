"""Encodings, ETags and 304 of cached responses."""

import gzip
from unittest import mock

from django.http import HttpResponse
from django.test import SimpleTestCase

from publication.page_cache.response import CachedResponse, choose_encoding
from tests.builders import an_interview
from tests.publication.page_cache_case import PageCacheCase, make_site

BROWSER = "gzip, deflate, br, zstd"


class NegotiationTests(SimpleTestCase):
    def test_a_browser_gets_its_preferred_encoding(self):
        for told, coding in {
            BROWSER: "br",
            "gzip": "gzip",
            "x-gzip": "gzip",
            "GZIP": "gzip",
            "": "",
            "identity": "",
            "deflate": "",
            "*": "br",
            "gzip;q=1.0, br;q=0.5": "gzip",
            "br;q=0, *": "gzip",
            "br; q=0.0, gzip;q=0": "",
            "gzip;q=0.5, identity;q=0.8": "",
            "identity;q=0": "",
            "identity;q=0, gzip;q=0.001": "gzip",
            "br;q=high, gzip": "gzip",
            ",, ;q=1,gzip": "gzip",
        }.items():
            with self.subTest(told):
                self.assertEqual(choose_encoding(told), coding)


class Busy(dict):
    """Forms of a page, to which another thread adds one whenever somebody begins to look."""

    def items(self):
        looking = iter(super().items())
        self["another"] = None
        return looking


class ConcurrentEncodingTests(SimpleTestCase):
    def test_two_encodings_can_be_made_at_the_same_time(self):
        page = CachedResponse([("Content-Type", "text/html")], b"words", "br")
        page.encodings = Busy(page.encodings)

        self.assertEqual(gzip.decompress(page.encoded("gzip").body), b"words")


class ResponseTests(PageCacheCase):
    @classmethod
    def setUpTestData(cls):
        cls.address = an_interview(exchanges=20).get_absolute_url()

    def test_each_encoding_has_the_same_page_and_an_etag_of_its_own(self):
        forms = [self.get(self.address, accept_encoding=each) for each in ("br", "gzip", "")]

        self.assertEqual(len({form.text for form in forms}), 1)
        self.assertEqual(len({form.headers["etag"] for form in forms}), 3)
        codings = [form.headers.get("content-encoding") for form in forms]
        self.assertEqual(codings, ["br", "gzip", None])
        for form in forms:
            self.assertEqual(form.headers["content-length"], str(len(form.body)))
            self.assertEqual(form.headers["vary"], "Accept-Encoding")
            self.assertNotIn("W/", form.headers["etag"])
        self.assertEqual(self.asked, [self.address])

    def test_each_encoding_can_be_made_from_each_other(self):
        for first in ("br", "gzip", ""):
            self.site, self.asked = make_site()
            texts = {self.get(self.address, accept_encoding=first).text}
            texts |= {self.get(self.address, accept_encoding=x).text for x in ("br", "gzip", "")}
            self.assertEqual(len(texts), 1)

    def test_another_worker_gives_a_page_the_same_etag(self):
        etag = self.get(self.address, accept_encoding=BROWSER).headers["etag"]
        self.site, self.asked = make_site()

        self.assertEqual(self.get(self.address, accept_encoding=BROWSER).headers["etag"], etag)

    def test_a_browser_with_the_current_page_gets_304(self):
        etag = self.get(self.address, accept_encoding="br").headers["etag"]
        for told in [etag, f"W/{etag}", f'"other", {etag}', f'W/"a,b",{etag}', "*", " * "]:
            with self.subTest(told):
                answer = self.get(self.address, accept_encoding="br", if_none_match=told)
                self.assertEqual((answer.status, answer.body), (304, b""))
                self.assertEqual(answer.headers["etag"], etag)
                self.assertEqual(answer.headers["vary"], "Accept-Encoding")
                self.assertIn("public", answer.headers["cache-control"])
                self.assertNotIn("content-type", answer.headers)
        self.assertEqual(self.asked, [self.address])

    def test_a_browser_with_another_etag_gets_the_page(self):
        etag = self.get(self.address, accept_encoding="br").headers["etag"]
        for told in ['"other"', etag.strip('"'), "W/", "", '"', f'{etag[:-1]}x"']:
            with self.subTest(told):
                answer = self.get(self.address, accept_encoding="br", if_none_match=told)
                self.assertEqual(answer.status, 200)
        plain = self.get(self.address, if_none_match=etag)
        self.assertEqual(plain.status, 200)

    def test_the_first_request_can_get_304_too(self):
        etag = self.get(self.address).headers["etag"]
        for megabytes in (0, 8):
            self.site, self.asked = make_site(megabytes)
            self.assertEqual(self.get(self.address, if_none_match=etag).status, 304)
            self.assertEqual(self.get(self.address).headers["etag"], etag)

    def test_responses_have_no_last_modified_header(self):
        for path in [self.address, "/feed.atom", "/sitemap-interviews.xml"]:
            answer = self.get(path, if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT")
            self.assertEqual(answer.status, 200)
            self.assertNotIn("last-modified", answer.headers)

    def test_a_head_request_gets_headers_and_no_body(self):
        for _time in ("made", "kept"):
            head = self.get(self.address, method="HEAD", accept_encoding="br")
            self.assertEqual((head.status, head.body), (200, b""))
        page = self.get(self.address, accept_encoding="br")

        self.assertEqual(head.headers, page.headers)
        self.assertNotEqual(page.body, b"")
        self.assertEqual(self.get("/no/such/page/", method="HEAD").body, b"")
        self.assertEqual(self.asked.count(self.address), 1)

    def test_range_requests_get_the_whole_page(self):
        answer = self.get(self.address, range="bytes=0-9")

        self.assertEqual(answer.status, 200)
        self.assertNotIn("accept-ranges", answer.headers)
        self.assertEqual(answer, self.get(self.address))

    def test_pictures_are_not_compressed(self):
        picture = HttpResponse(b"\x89PNG" * 100, content_type="image/png")
        with mock.patch.object(self.site.django, "get_response", lambda request: public(picture)):
            answer = self.get("/card.png", accept_encoding=BROWSER)

        self.assertEqual(answer.body, picture.content)
        self.assertNotIn("vary", answer.headers)

    def test_cdns_may_cache_for_seconds_and_browsers_must_ask(self):
        headers = self.get(self.address).headers

        self.assertIn("max-age=0", headers["cache-control"])
        self.assertIn("s-maxage=10", headers["cache-control"])
        self.assertNotIn("stale-while-revalidate", headers["cache-control"])
        self.assertIn("stale-while-revalidate", headers["cdn-cache-control"])
        self.assertIn("stale-if-error", headers["cdn-cache-control"])


def public(response):
    response["Cache-Control"] = "public"
    response._resource_closers = []
    return response
