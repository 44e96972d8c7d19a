"""No page reads a whole table that grows: the plans of its queries say so, on either database."""

import re
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection
from django.test import TestCase

from tests.builders import (
    a_correction,
    a_reply,
    a_series,
    a_topic,
    an_exchange,
    an_interview,
)

GROWING = {
    "interviews_interview",
    "interviews_exchange",
    "interviews_exchange_answered_by",
    "interviews_credit",
    "interviews_interview_topics",
    "interviews_correction",
    "interviews_exchangerevision",
    "interviews_formerslug",
    "interviews_person",
    "comments_reply",
    "comments_decision",
    "comments_queuedemail",
}
# Lists of everything there is: their first page must not sort what all the others hold.
LISTS = [
    "/",
    "/interviews/",
    "/interviews/?after={pk}",
    "/interviews/?before={pk}",
    "/archive/2026/",
    "/people/",
    "/series/who-decides/",
    "/corrections/",
    "/feed.atom",
]
PAGES = [
    *LISTS,
    "/interviews/first/",
    "/interviews/first/{key}/",
    "/interviews/first/changes/",
    "/interviews/first/versions/1/",
    "/interviews/first/reply/",
    "/interviews/first/replies/",
    "/interviews/first/replies/1/",
    "/interviews/no-such/",
    "/people/ines-okafor/",
    "/topics/infrastructure/",
    "/topics/",
    "/replies/feed.atom",
]


class QueryPlansOfEveryPage(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.series, cls.topic = a_series(), a_topic()
        for title in ("First", "Second", "Third"):
            cls.interview = an_interview(
                title, series=cls.series, at=datetime(2026, 3, 1, tzinfo=UTC)
            )
            cls.interview.topics.add(cls.topic)
            exchange = an_exchange(cls.interview, pull_quote="forecast")
            a_correction(cls.interview, exchange=exchange)
            a_reply(cls.interview, exchange=exchange)

    def setUp(self):
        first = self.series.interviews.get(title="First")
        self.names = {"pk": self.interview.pk, "key": first.exchanges.first().key}

    def plans_of(self, page):
        """(statement, its plan) of each query that the page makes."""
        with as_if_tables_were_large(), plans() as found:
            self.client.get(page.format(**self.names))
        self.assertTrue(found)
        return found

    def test_queries_of_public_pages_find_rows_by_an_index(self):
        for page in PAGES:
            with self.subTest(page):
                for statement, plan in self.plans_of(page):
                    whole = scanned(plan, statement) & GROWING
                    self.assertFalse(whole, f"{page} reads all of {whole}: {statement}")

    def test_queries_of_lists_read_rows_in_the_order_of_an_index(self):
        for page in LISTS:
            with self.subTest(page):
                for statement, plan in self.plans_of(page):
                    self.assertFalse(sorts(plan, statement), f"{page} sorts: {statement}")


# A step of SQLite's plan, and a table under another name in a statement of Django's.
SCAN = re.compile(r"SCAN (?P<name>\w+)(?P<index> USING)?")
LIMITED = re.compile(r" LIMIT \d+( OFFSET \d+)?$")
ALIAS = re.compile(r'"(\w+)" (U\d+|T\d+)\b')


@contextmanager
def as_if_tables_were_large():
    """PostgreSQL reads small tables without an index; switch that off."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    yield


@contextmanager
def plans():
    """Collects (statement, plan) of each query made meanwhile: a list of steps on SQLite, or of
    the nodes of PostgreSQL's tree."""
    found = []

    def note(execute, sql, params, many, context):
        if sql.lstrip().startswith("SELECT"):
            with connection.cursor() as cursor:
                found.append((sql, plan_of(cursor, sql, params)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def plan_of(cursor, sql, params):
    if connection.vendor == "postgresql":
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        return list(nodes(cursor.fetchone()[0][0]["Plan"]))
    cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
    return [detail for *_numbers, detail in cursor.fetchall()]


def nodes(node):
    yield node
    for below in node.get("Plans", ()):
        yield from nodes(below)


def scanned(plan, sql):
    """The tables of which a statement reads every row, or, on SQLite, every entry of an index.

    In order and up to a limit is no harm.
    """
    if connection.vendor == "postgresql":
        return {node["Relation Name"] for node in plan if node["Node Type"] == "Seq Scan"}
    tables = {alias: table for table, alias in ALIAS.findall(sql)}
    steps = [step for step in map(SCAN.match, plan) if step]
    return {
        tables.get(step["name"], step["name"])
        for step in steps
        if not (" LIMIT " in sql and step["index"])
    }


def sorts(plan, sql):
    """Whether a statement sorts all rows to give the first few."""
    if not LIMITED.search(sql):  # a subquery may be, which is no harm
        return False
    if connection.vendor == "postgresql":
        return any(node["Node Type"] == "Sort" for node in plan)
    return "USE TEMP B-TREE FOR ORDER BY" in plan
