"""Statements that are written by hand."""

from unittest import skipUnless

from django.db import connection
from django.test import TestCase

from comments.statements import carry_out

ASKED = "SELECT name FROM interviews_edition WHERE number >= %s ORDER BY name"


class AStatement(TestCase):
    def test_yields_all_its_rows(self):
        self.assertIn(("all",), carry_out(connection, ASKED, [0]))

    def test_counts_as_a_query(self):
        with self.assertNumQueries(1):
            carry_out(connection, ASKED, [0])

    @skipUnless(connection.vendor == "postgresql", "only PostgreSQL keeps plans of its own")
    def test_is_planned_once_however_often_it_is_asked(self):
        for number in range(10):
            carry_out(connection, ASKED, [number])

        prepared = carry_out(connection, "SELECT statement FROM pg_prepared_statements")
        self.assertIn((ASKED.replace("%s", "$1"),), prepared)
