"""Derived objects: triggers, functions and the search index, before and after migrations."""

from unittest import mock

from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models.signals import pre_migrate
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from interviews import search
from interviews.history import immutability
from interviews.models import Exchange, Interview
from publication.database import derived
from publication.page_cache import revision
from tests.builders import an_interview
from tests.publication.page_cache_case import PageCacheCase, run_deferred_triggers

# The name and the SQL of whatever acts by itself.
ALL = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')",
    "postgresql": """
        SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'function', proname, pg_get_functiondef(oid) FROM pg_proc
            WHERE pronamespace = current_schema()::regnamespace
        UNION ALL SELECT 'view', viewname, definition FROM pg_views
            WHERE schemaname = current_schema()
    """,
}


def objects():
    with connection.cursor() as cursor:
        cursor.execute(ALL[connection.vendor])
        return sorted(cursor.fetchall())


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def are_made_again():
    """Whether create_derived_objects() finds that anything is to be done."""
    with CaptureQueriesContext(connection) as queries:
        derived.create_derived_objects(connection)
    return any("CREATE" in query["sql"] for query in queries)


class DerivedObjectTests(TestCase):
    def test_derived_objects_are_dropped_and_created_as_they_were(self):
        before = objects()

        derived.drop_derived_objects(connection)
        self.assertEqual(objects(), [])
        derived.create_derived_objects(connection)

        self.assertEqual(objects(), before)

    def test_derived_objects_of_an_earlier_release_are_dropped_too(self):
        run(
            "CREATE TRIGGER former_duty AFTER DELETE ON interviews_topic "
            + {
                "sqlite": "BEGIN DELETE FROM interviews_series WHERE 0; END",
                "postgresql": "FOR EACH ROW EXECUTE FUNCTION interviews_topic_revision_delete()",
            }[connection.vendor]
        )

        derived.drop_derived_objects(connection)

        self.assertEqual(objects(), [])

    def test_migrate_leaves_derived_objects_while_the_code_is_the_same(self):
        self.assertFalse(are_made_again())

    def test_migrate_creates_derived_objects_again_after_a_change_of_code(self):
        first, *others = immutability.build_rules()
        changed = [first._replace(sentence="It stands."), *others]

        with mock.patch.object(immutability, "build_rules", return_value=changed):
            self.assertTrue(are_made_again())
            self.assertFalse(are_made_again())

        self.assertIn("It stands.", "".join(sql for *_name, sql in objects()))

    def test_migrate_creates_missing_derived_objects(self):
        before = objects()
        derived.drop_derived_objects(connection)

        call_command("migrate", verbosity=0)

        self.assertEqual(objects(), before)

    def test_derived_objects_stay_while_only_other_apps_are_migrated(self):
        before = objects()

        for app, changes in {"auth": False, "interviews": True}.items():
            with self.subTest(app):
                send_before_migrating(app)
                self.assertEqual(objects() != before, changes)

    def test_the_search_index_gets_rows_written_while_it_was_dropped(self):
        interview = an_interview()
        run_deferred_triggers()
        derived.drop_derived_objects(connection)
        Exchange.objects.update(answer="A lighthouse.")
        derived.create_derived_objects(connection)

        self.assertEqual(
            [hit.interview for hit in search.search_interviews("lighthouse")[:9]], [interview]
        )

    def test_published_rows_are_protected_again_after_a_migration(self):
        interview = an_interview()
        run_deferred_triggers()
        derived.drop_derived_objects(connection)
        derived.create_derived_objects(connection)

        with self.assertRaisesMessage(IntegrityError, "removed, not"), transaction.atomic():
            interview.exchanges.all().delete()


def send_before_migrating(app):
    migration = mock.Mock(app_label=app)
    pre_migrate.send(apps.get_app_config("interviews"), using="default", plan=[(migration, False)])


class PagesWithoutTriggersTests(PageCacheCase):
    def setUp(self):
        super().setUp()
        self.path = an_interview().get_absolute_url()
        self.assert_cached(self.path)

    def test_pages_are_built_anew_each_time_without_triggers(self):
        derived.drop_derived_objects(connection)

        self.assertIsNone(revision.current())
        self.assert_built_again(self.path)
        self.assert_built_again(self.path)

    def test_pages_cached_before_a_migration_are_built_anew_after_it(self):
        derived.drop_derived_objects(connection)
        Interview.objects.update(title="A lighthouse")
        derived.create_derived_objects(connection)
        run_deferred_triggers()

        self.assertIn("A lighthouse", self.assert_built_again(self.path).text)
        self.assert_cached(self.path)
