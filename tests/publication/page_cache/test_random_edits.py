"""After random edits each cached page equals a page built anew."""

import re
from contextlib import suppress
from datetime import timedelta
from functools import wraps
from unittest import mock

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import TestCase, tag
from django.utils import timezone
from hypothesis import HealthCheck, settings, strategies
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from comments.models import ModerationRules, Reply, ReplySettings
from interviews.models import Exchange, Interview, Page, Person, Series, Topic
from tests.builders import (
    a_correction,
    a_draft,
    a_page,
    a_reply,
    a_series,
    a_topic,
    an_exchange,
    an_interview,
    someone,
)
from tests.publication.page_cache_case import ask, make_site

SOME = strategies.integers(0, 3)  # which of what there is
LISTS = ["/", "/interviews/", "/people/", "/topics/", "/series/", "/corrections/", "/feed.atom"]
LISTS += ["/replies/feed.atom", "/sitemap-interviews.xml", "/sitemap-people.xml"]
LISTS += ["/news-sitemap.xml", "/questions/", "/sitemap-lists.xml"]
LISTS += ["/search/?q=forecast", "/search/?q=forecast&person=ines-okafor", "/about-us/"]
DECISIONS = ["approve", "decline", "mark_as_spam", "erase"]
IN_ORDER = settings(
    max_examples=2,
    stateful_step_count=8,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def doing(**drawn):
    """A rule that tries something; what the publication refuses, nothing comes of."""

    def decorate(action):
        @rule(**drawn)
        @wraps(action)
        def attempt(self, **words):
            with suppress(ValidationError), transaction.atomic():
                action(self, **words)

        return attempt

    return decorate


class Editing(RuleBasedStateMachine):
    """A publication that people work on."""

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.clock = mock.patch("django.utils.timezone.now", side_effect=lambda: self.now)
        self.now = timezone.now()
        self.clock.start()
        self.count = 0
        (self.site, _asked), (self.anew, _asked) = make_site(), make_site(megabytes=0)

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize()
    def begin(self):
        series, topic = a_series(), a_topic()
        for title in ("First", "Second"):
            interview = an_interview(title, series=series, exchanges=2)
            interview.topics.add(topic)
            for _each in range(2):
                a_reply(interview, exchange=interview.exchanges.first())
        a_draft("Third")
        a_page("About us")

    # --- What editors do ----------------------------------------------------------

    @doing(which=SOME)
    def reword_an_answer(self, which):
        exchange = self.one_of(Exchange, which)
        exchange.answer = self.something_new()
        exchange.save()

    @doing(which=SOME)
    def reword_in_bulk(self, which):
        its = Exchange.objects.filter(interview=self.one_of(Interview, which))
        its.update(note=self.something_new())

    @doing(which=SOME)
    def add_an_exchange(self, which):
        an_exchange(self.one_of(Interview, which), self.something_new())

    @doing(which=SOME)
    def remove_an_exchange(self, which):
        self.one_of(Exchange, which).remove(by=None)

    @doing(which=SOME)
    def correct(self, which):
        a_correction(self.one_of(Interview, which), note=self.something_new())

    @doing(which=SOME, verb=strategies.sampled_from(["publish", "withdraw", "submit"]))
    def move(self, which, verb):
        getattr(self.one_of(Interview, which), verb)(by=None)

    @doing(hours=strategies.integers(1, 3))
    def schedule(self, hours):
        draft = a_draft(f"Scheduled {self.something_new()}")
        draft.schedule(at=self.now + timedelta(hours=hours), by=None)

    @doing(which=SOME)
    def take_off_the_schedule(self, which):
        self.one_of(Interview, which).return_to_draft(by=None)

    @doing(model=strategies.sampled_from([Interview, Person, Topic, Series, Page]), which=SOME)
    def rename(self, model, which):
        self.count += 1
        self.one_of(model, which).change_slug(f"renamed-{self.count}")

    @doing(which=SOME)
    def change_a_person(self, which):
        Person.objects.filter(pk=self.one_of(Person, which).pk).update(name=self.something_new())

    @doing(which=SOME)
    def change_a_topic(self, which):
        interview = self.one_of(Interview, which)
        interview.topics.set([] if interview.topics.exists() else Topic.objects.all())

    @doing()
    def write_a_page(self):
        Page.objects.update(body=self.something_new())

    @doing(which=SOME)
    def let_somebody_else_answer(self, which):
        self.one_of(Exchange, which).answered_by.add(someone("Odile Brandt"))

    # --- What commenters and moderators do ------------------------------------------

    @doing(which=SOME, about=SOME)
    def reply(self, which, about):
        interview = self.one_of(Interview, which)
        exchange = interview.exchanges.all()[about : about + 1].first()
        said = {"exchange": exchange, "body": self.something_new()}
        a_reply(interview, status=Reply.Status.HELD, **said)

    @doing(which=SOME)
    def answer_a_reply(self, which):
        parent = self.one_of(Reply, which)
        if parent.is_published:
            said = {"parent": parent, "body": self.something_new()}
            a_reply(parent.interview, status=Reply.Status.PUBLISHED, **said)

    @doing(
        which=SOME, verb=strategies.sampled_from(["approve", "decline", "mark_as_spam", "erase"])
    )
    def decide(self, which, verb):
        getattr(self.one_of(Reply, which), verb)()

    @doing(which=SOME, verb=strategies.sampled_from(["feature", "unfeature", "undo"]))
    def decide_as_somebody(self, which, verb):
        getattr(self.one_of(Reply, which), verb)(by=None)

    @doing(which=SOME)
    def take_a_reply_back(self, which):
        self.one_of(Reply, which).withdraw()

    @doing(policy=strategies.sampled_from(["open", "closed"]), days=strategies.integers(0, 2))
    def change_the_house_rules(self, policy, days):
        ModerationRules.objects.update_or_create(
            pk=1, defaults={"policy": policy, "close_after": days}
        )

    @doing(which=SOME, policy=strategies.sampled_from(["", "closed"]))
    def decide_who_may_reply(self, which, policy):
        ReplySettings.objects.set_for(self.one_of(Interview, which), policy, None)

    @doing(hours=strategies.sampled_from([1, 2, 24]))
    def wait(self, hours):
        self.now += timedelta(hours=hours)

    # --- What readers see -------------------------------------------------------------

    @invariant()
    def each_kept_page_is_what_it_would_be_now(self):
        for path in self.paths():
            kept = shown(self.site, path)
            cache.clear()  # fragments too are made again for the comparison
            anew = shown(self.anew, path)
            assert kept == anew, f"{path} is stale"

    def paths(self):
        yield from LISTS
        for interview in Interview.objects.order_by("pk")[:2]:
            address = interview.get_absolute_url()
            yield from (address, f"{address}replies/", f"{address}replies/feed.atom")
            yield interview.exchanges.first().get_absolute_url()
        for model in (Person, Topic, Series):
            yield from (thing.get_absolute_url() for thing in model.objects.order_by("pk")[:1])

    def one_of(self, model, which):
        things = model.objects.order_by("pk")
        return things[which % things.count()]

    def something_new(self):
        self.count += 1
        return f"Something new, the {self.count}th, about the forecast."


def shown(site, path):
    answer = ask(site, path)
    text = answer.text
    if "<entry>" not in text:  # an empty feed says that it was changed at this moment
        text = re.sub("<updated>.*?</updated>", "", text)
    return answer.status, text


class RandomEditTests(TestCase):
    def test_cached_pages_are_current_after_edits_in_any_order(self):
        run_state_machine_as_test(Editing, settings=IN_ORDER)

    @tag("long")  # two minutes for orders of changes that the triggers make alike
    def test_each_kept_page_is_what_it_would_be_now_after_many_changes(self):
        many = settings(IN_ORDER, max_examples=10, stateful_step_count=20, derandomize=False)
        run_state_machine_as_test(Editing, settings=many)
