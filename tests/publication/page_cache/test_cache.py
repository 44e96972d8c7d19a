"""Which pages are cached, and for how long."""

from datetime import timedelta
from unittest import mock

from django.db import connection
from django.test import override_settings
from django.utils import timezone

from comments.models import ModerationRules, Reply
from interviews.models import Exchange, Interview, Person, Topic
from publication.page_cache.cache import PageCache
from tests.builders import (
    a_correction,
    a_draft,
    a_page,
    a_reply,
    a_series,
    a_topic,
    an_editor,
    an_exchange,
    an_interview,
    someone,
)
from tests.publication.page_cache_case import PageCacheCase, ask, make_site

FRONT = "/"


class CachingTests(PageCacheCase):
    @classmethod
    def setUpTestData(cls):
        cls.interview = an_interview("First", series=a_series(), exchanges=2)
        cls.interview.topics.add(a_topic())
        cls.exchange = cls.interview.exchanges.first()
        cls.other = an_interview("Second")
        cls.reply = a_reply(cls.interview, exchange=cls.exchange)
        a_page("House style")
        a_correction(cls.interview)

    def test_every_public_page_is_cached(self):
        for path in [
            *("/", "/interviews/", "/people/", "/topics/", "/series/", "/corrections/"),
            *("/feed.atom", "/replies/feed.atom", "/sitemap.xml", "/sitemap-interviews.xml"),
            *("/search/?q=forecast", "/robots.txt", "/house-style/", "/replies/privacy/"),
            *(f"/archive/{self.interview.published_at.year}/", "/people/ines-okafor/"),
            *("/topics/infrastructure/", "/series/who-decides/"),
            *("/interviews/first/", "/interviews/first/changes/", "/interviews/first/replies/"),
            *("/interviews/first/replies/1/", "/interviews/first/replies/feed.atom"),
            f"/interviews/first/{self.exchange.key}/",
        ]:
            with self.subTest(path):
                self.assertEqual(self.get(path).status, 200)
                self.assert_cached(path)

    def test_a_cached_page_is_the_same_as_the_first(self):
        first, second = self.get("/interviews/first/"), self.get("/interviews/first/")

        self.assertEqual(first, second)
        self.assertIn("First", first.text)

    def test_a_new_interview_is_on_the_next_front_page(self):
        self.get(FRONT)
        an_interview("Third")

        self.assertIn("Third", self.get(FRONT).text)

    def test_a_withdrawn_interview_is_gone_at_the_next_request(self):
        self.get("/interviews/first/")
        self.interview.withdraw(by=None)

        self.assertEqual(self.get("/interviews/first/").status, 410)
        self.assertNotIn("First", self.get(FRONT).text)

    def test_changes_in_bulk_or_by_sql_are_seen_at_the_next_request(self):
        self.get("/interviews/first/")
        Exchange.objects.filter(pk=self.exchange.pk).update(answer="In bulk.")
        self.assertIn("In bulk.", self.get("/interviews/first/").text)

        with connection.cursor() as cursor:
            cursor.execute("UPDATE interviews_person SET name = 'By hand'")
        self.assertIn("By hand", self.get("/interviews/first/").text)

    def test_changes_of_a_draft_leave_every_page_cached(self):
        self.get(FRONT)
        draft = a_draft("Third")
        an_exchange(draft)
        draft.title = "Third thought"
        draft.save()
        draft.submit(by=None)

        self.assert_cached(FRONT)

    def test_a_held_reply_leaves_every_page_cached(self):
        self.get("/interviews/first/")
        count = len(self.asked)
        a_reply(self.interview, status=Reply.Status.HELD)
        self.get("/interviews/first/")

        self.assertEqual(len(self.asked), count)

    def test_decisions_about_replies_are_seen_at_the_next_request(self):
        held = a_reply(self.interview, status=Reply.Status.HELD, body="Nine years.")
        self.assertNotIn("Nine years.", self.get("/interviews/first/").text)
        held.approve()
        self.assertIn("Nine years.", self.get("/interviews/first/").text)
        held.decline()
        self.assertNotIn("Nine years.", self.get("/interviews/first/").text)

    def test_each_page_follows_changes_of_its_content(self):
        for path, change in [
            ("/people/", lambda: someone("Ines Okafor").change_slug("ines")),
            ("/topics/", lambda: Topic.objects.update(name="Rivers")),
            ("/series/", lambda: a_series("Another")),
            ("/house-style/", lambda: a_page("Another page")),
            ("/interviews/first/", lambda: ModerationRules.objects.update(policy="closed")),
            ("/search/?q=okafor", lambda: Person.objects.update(name="Odile Brandt")),
        ]:
            with self.subTest(path):
                self.get(path)
                change()
                self.assert_built_again(path)

    def test_a_page_built_during_a_change_is_built_again(self):
        """The number is read before the page is made, so nothing slips in between."""
        rendered = self.site.django.get_response

        def change_afterwards(request):
            response = rendered(request)
            Exchange.objects.filter(pk=self.exchange.pk).update(answer="Meanwhile.")
            return response

        with mock.patch.object(self.site.django, "get_response", change_afterwards):
            self.assertNotIn("Meanwhile.", self.get("/interviews/first/").text)

        self.assertIn("Meanwhile.", self.get("/interviews/first/").text)


class ClockTests(PageCacheCase):
    def at(self, moment):
        return mock.patch("django.utils.timezone.now", return_value=moment)

    def test_a_scheduled_interview_appears_on_its_minute(self):
        now = timezone.now()
        draft = a_draft("Tomorrow")
        draft.schedule(at=now + timedelta(days=1), by=None)
        addresses = [FRONT, "/people/", "/feed.atom", "/search/?q=forecast", "/sitemap-people.xml"]
        with self.at(now):
            early = [self.get(path).text for path in addresses]
        with self.at(now + timedelta(days=1, seconds=-1)):
            self.assertEqual([self.get(path).text for path in addresses[:2]], early[:2])
        with self.at(now + timedelta(days=1)):
            for path in addresses:
                with self.subTest(path):
                    self.assert_built_again(path)
            self.assertIn("Tomorrow", self.get(FRONT).text)

    def test_a_published_interview_stays_when_the_clock_is_set_back(self):
        draft = a_draft("Just out")
        draft.publish(by=None)
        pages = [FRONT, "/feed.atom", "/feed.json", "/news-sitemap.xml", "/sitemap-interviews.xml"]
        pages += ["/search/?q=forecast", "/people/", draft.get_absolute_url()]
        self.get("/feed.atom")  # is kept from before
        for behind in (timedelta(milliseconds=1), timedelta(seconds=30), timedelta(hours=2)):
            with self.at(draft.published_at - behind):
                self.assertTrue(draft.is_published)
                for path in pages:
                    answer = self.get(path)
                    self.assertEqual(answer.status, 200, path)
                    self.assertIn("just-out" if "sitemap" in path else "Okafor", answer.text, path)

    def test_a_page_built_while_the_clock_was_ahead_is_dropped(self):
        now = timezone.now()
        a_draft("Tomorrow").schedule(at=now + timedelta(days=1), by=None)
        pages = [FRONT, "/feed.atom", "/interviews/"]
        with self.at(now + timedelta(days=2)):
            for path in pages:
                self.assertIn("Tomorrow", self.get(path).text, path)
        with self.at(now):
            for path in pages:
                self.assertNotIn("Tomorrow", self.assert_built_again(path).text, path)

    def test_cached_pages_notice_that_replies_have_closed(self):
        interview = an_interview()
        ModerationRules.objects.update_or_create(pk=1, defaults={"close_after": 3})
        closes = interview.published_at + timedelta(days=3)
        with self.at(closes - timedelta(seconds=1)):
            self.assertIn("<textarea", self.get(interview.get_absolute_url()).text)
        with self.at(closes):
            self.assertNotIn("<textarea", self.get(interview.get_absolute_url()).text)

    def test_an_interview_leaves_the_news_sitemap_after_two_days(self):
        two_days_later = an_interview("Old news").published_at + timedelta(days=2)
        with self.at(two_days_later):
            self.assertIn("Old news", self.get("/news-sitemap.xml").text)
        with self.at(two_days_later + timedelta(seconds=1)):
            self.assertNotIn("Old news", self.get("/news-sitemap.xml").text)


class UncachedTests(PageCacheCase):
    def assertNotKept(self, path, **words):
        self.get(path, **words)
        self.assert_built_again(path, **words)

    def test_a_404_is_not_cached(self):
        for path in ["/interviews/nothing/", "/no/such/page/", "/interviews/?after=7"]:
            self.assertNotKept(path)

        self.assertEqual(self.site.pages.currsize, 0)

    def test_a_foreign_host_is_refused_and_not_cached(self):
        self.get(FRONT)
        before = self.site.pages.currsize
        for host in ["evil.example", "", "testserver.evil.example"]:
            self.assertEqual(self.get(FRONT, host=host).status, 400)

        self.assertEqual(self.site.pages.currsize, before)

    def test_a_private_page_is_not_cached(self):
        reply = a_reply(an_interview(), status=Reply.Status.HELD)
        for path in [reply.status_url, "/health/", f"{reply.interview.get_absolute_url()}reply/"]:
            self.assertIn("no-store", self.get(path).headers["cache-control"])
            self.assertNotKept(path)

    def test_a_404_forbids_caching(self):
        reply = a_reply(an_interview(), status=Reply.Status.HELD)
        published = a_reply(an_interview())
        draft = a_draft("On its minute")
        draft.schedule(at=timezone.now() + timedelta(minutes=1), by=None)
        own = [reply.get_absolute_url(), f"{published.status_url}held/", "/replies/1:x/"]
        for path in [*own, draft.get_absolute_url()]:
            answer = self.get(path)
            self.assertEqual(answer.status, 404)
            self.assertIn("no-store", answer.headers["cache-control"])

    def test_pages_of_the_desk_are_not_cached(self):
        self.assertIn("no-store", self.get("/admin/login/").headers["cache-control"])
        self.assertNotKept("/admin/login/")

    def test_requests_of_signed_in_users_go_to_django(self):
        self.client.force_login(an_editor())
        session = f"sessionid={self.client.cookies['sessionid'].value}"
        self.get(FRONT)

        self.assert_built_again(FRONT, cookie=session)
        self.assert_built_again(FRONT, cookie=f"theme=dark; {session}")
        self.assert_built_again(FRONT, authorization="Basic Zm9vOmJhcg==")
        self.assert_cached(FRONT)

    def test_a_page_requested_with_another_cookie_is_cached_for_all(self):
        self.get("/interviews/", cookie="writer=abc")

        self.assert_cached("/interviews/")

    def test_post_requests_go_to_django(self):
        self.get("/replies/privacy/")

        self.assert_built_again("/replies/privacy/", method="POST", said="email=olu@example.org")

    def test_nothing_is_cached_when_the_cache_is_off(self):
        self.site, self.asked = make_site(megabytes=0)

        self.assertNotKept(FRONT)
        self.assertEqual(self.site.pages.currsize, 0)


class QueryStringTests(PageCacheCase):
    @classmethod
    def setUpTestData(cls):
        for number in range(31):
            an_interview(f"Interview {number}")
        cls.onward = f"after={Interview.objects.newest_first()[29].pk}"

    def test_tracking_parameters_make_no_other_cached_page(self):
        self.get(FRONT)
        before = self.site.pages.currsize
        for number in range(5):
            self.get(f"/?utm_source={number}&fbclid=x{number}")

        self.assertEqual(self.asked, [FRONT])
        self.assertEqual(self.site.pages.currsize, before)

    def test_a_parameter_that_a_page_reads_makes_another_cached_page(self):
        first, second = self.get("/interviews/"), self.get(f"/interviews/?{self.onward}")

        self.assertNotEqual(first.text, second.text)
        self.assertEqual(self.get(f"/interviews/?utm_source=x&{self.onward}").text, second.text)
        self.assertEqual(self.get("/interviews/?utm_source=x").text, first.text)
        self.assertEqual(len(self.asked), 2)

    def test_links_to_further_pages_drop_unknown_parameters(self):
        self.assertIn(f'href="?{self.onward}"', self.get("/interviews/?utm_source=x").text)

    def test_searches_are_cached_by_their_words(self):
        found, nothing = self.get("/search/?q=forecast"), self.get("/search/?q=lighthouse")

        self.assertNotEqual(found.text, nothing.text)
        self.assertIn("q=forecast&amp;page=2", found.text)
        self.assertNotEqual(self.get("/search/?q=forecast&page=2").text, found.text)
        self.assert_cached("/search/?q=forecast&page=2")
        self.assertEqual(len(self.asked), 3)

    def test_a_repeated_parameter_counts_as_in_django(self):
        twice = self.get(f"/interviews/?after=1000000&{self.onward}")

        self.assertEqual(twice.text, self.get(f"/interviews/?{self.onward}").text)
        self.assertEqual(self.get(f"/interviews/?{self.onward}&after=1000000").status, 404)

    def test_hosts_and_schemes_have_separate_cached_pages(self):
        self.get(FRONT)

        with override_settings(ALLOWED_HOSTS=["*"]):
            self.assert_built_again(FRONT, host="www.example.org")

    def test_ports_share_cached_pages(self):
        self.get(FRONT)
        count = len(self.asked)

        for port in range(8000, 8005):
            self.get(FRONT, host=f"testserver:{port}")

        self.assertEqual(len(self.asked), count)


class HttpsTests(PageCacheCase):
    @override_settings(
        SECURE_SSL_REDIRECT=True,
        SECURE_HSTS_SECONDS=60,
        SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
    )
    def test_a_request_over_http_is_redirected_though_the_page_is_cached(self):
        self.site, self.asked = make_site()
        self.get(FRONT, x_forwarded_proto="https")

        for words in ({}, {"x_forwarded_proto": "http"}):
            answer = self.get(FRONT, **words)
            self.assertEqual(answer.status, 301)
            self.assertEqual(answer.headers["location"], "https://testserver/")
        kept = self.get(FRONT, x_forwarded_proto="https")
        self.assertEqual(kept.status, 200)
        self.assertEqual(self.get(FRONT, x_forwarded_proto="http, HTTPS").status, 200)
        self.assertIn("max-age=60", kept.headers["strict-transport-security"])


class CacheSizeTests(PageCacheCase):
    def test_the_cache_stays_within_its_size(self):
        interview = an_interview()
        self.site, self.asked = make_site(megabytes=0.04)
        for number in range(40):
            self.get(f"/search/?q={'x' * 50}{number}", accept_encoding="gzip")
            self.assertLessEqual(self.site.pages.currsize, 0.04 * 1024 * 1024)
        self.get(interview.get_absolute_url())
        self.get(interview.get_absolute_url(), accept_encoding="br")
        self.get(interview.get_absolute_url(), accept_encoding="gzip")

        self.assertLessEqual(self.site.pages.currsize, 0.04 * 1024 * 1024)
        counted = sum(page.size for page in self.site.pages.values())
        self.assertEqual(self.site.pages.currsize, counted)

    def test_the_least_recently_used_page_is_dropped(self):
        an_interview()
        self.get("/people/", accept_encoding="br")
        self.get("/interviews/", accept_encoding="br")
        self.get("/people/", accept_encoding="br")
        self.site.pages._Cache__maxsize = self.site.pages.currsize
        self.get("/topics/", accept_encoding="br")

        self.assert_cached("/people/", accept_encoding="br")
        self.assert_built_again("/interviews/", accept_encoding="br")


class ConcurrencyTests(PageCacheCase):
    def test_two_requests_at_the_same_time_build_a_page_once(self):
        """A request that waited for the lock finds the page that another request made."""
        site, asked = make_site()

        class Turn:
            def __enter__(self):
                site.build_locks = [mock.MagicMock() for _each in site.build_locks]
                ask(site, FRONT)

            def __exit__(self, *_error):
                pass

        site.build_locks = [Turn() for _each in site.build_locks]
        ask(site, FRONT)

        self.assertEqual(asked, [FRONT])

    def test_the_application_of_gunicorn_caches_pages(self):
        from publication.wsgi import application

        self.assertIsInstance(application, PageCache)
