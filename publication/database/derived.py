"""The derived objects of the database: triggers, functions, views and the search index.

They are created from the current code, never by a migration. `migrate` drops them before the first
migration of our apps, so that migrations can alter any table, and creates them again after the
last one. If there is nothing to migrate, they are created again only if the code has changed.

Objects are not dropped by a list of names: every trigger on our tables and every object with our
prefix is dropped, so that none of an earlier release remains. Without triggers there is no
revision number, so the page cache neither stores nor sends a page meanwhile.
"""

import hashlib

from django.apps import apps
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models.signals import post_migrate, pre_migrate

import comments.immutability
from interviews.history import immutability, unrecorded, used_keys
from interviews.search import index
from publication.page_cache import revision

APPS = ("interviews", "comments")
DIGEST_VIEW = "interviews_code"  # a view with one row: the digest of the executed statements

DROP_STATEMENTS = {
    "sqlite": """
        SELECT 'DROP ' || type || ' ' || name FROM sqlite_master
        WHERE type = 'trigger' AND (tbl_name LIKE 'interviews^_%' ESCAPE '^'
                                    OR tbl_name LIKE 'comments^_%' ESCAPE '^')
        UNION ALL
        SELECT 'DROP ' || type || ' ' || name FROM sqlite_master
        WHERE type = 'view' AND (name LIKE 'interviews^_%' ESCAPE '^'
                                 OR name LIKE 'comments^_%' ESCAPE '^')
        UNION ALL
        SELECT 'DROP TABLE ' || name FROM sqlite_master
        WHERE type = 'table' AND name IN (
            'interviews_search', 'interviews_search_spelling', 'interviews_search_vocabulary')
    """,
    "postgresql": """
        SELECT 'DROP FUNCTION ' || f.oid::regprocedure || ' CASCADE' FROM pg_proc AS f
        WHERE f.pronamespace = current_schema()::regnamespace AND (
            f.proname LIKE 'interviews^_%' ESCAPE '^' OR f.proname LIKE 'comments^_%' ESCAPE '^'
            OR f.proname LIKE 'publication^_%' ESCAPE '^'
            OR f.oid IN (
                SELECT tgfoid FROM pg_trigger JOIN pg_class AS t ON t.oid = tgrelid
                WHERE NOT tgisinternal AND t.relnamespace = current_schema()::regnamespace
                    AND (t.relname LIKE 'interviews^_%' ESCAPE '^'
                         OR t.relname LIKE 'comments^_%' ESCAPE '^')))
        UNION ALL
        SELECT 'DROP VIEW ' || quote_ident(viewname) FROM pg_views
        WHERE schemaname = current_schema() AND viewname LIKE 'interviews^_%' ESCAPE '^'
        UNION ALL
        SELECT 'DROP TABLE ' || quote_ident(tablename) FROM pg_tables
        WHERE schemaname = current_schema()  AND tablename = 'interviews_search'
    """,
}


def connect_signals():
    """Make `migrate` drop and create the derived objects; called by AppConfig.ready()."""
    # Django sends the signals for each app with models; those of one app are enough.
    sender = apps.get_app_config("interviews")
    pre_migrate.connect(_before_migrating, sender=sender)
    post_migrate.connect(_after_migrating, sender=sender)


def _before_migrating(using, plan, **kwargs):
    if any(migration.app_label in APPS for migration, _backwards in plan):
        drop_derived_objects(connections[using])


def _after_migrating(using, **kwargs):
    create_derived_objects(connections[using])


def drop_derived_objects(connection):
    """Drop every derived object of the database."""
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        cursor.execute(DROP_STATEMENTS[connection.vendor])
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        if revision.TABLE in connection.introspection.table_names(cursor):
            cursor.execute(f"DELETE FROM {revision.TABLE}")  # noqa: S608


def create_derived_objects(connection):
    """Create the derived objects of each fully migrated app, as the current code defines them."""
    wanted = list(_statements(connection))
    digest = hashlib.sha256("\n".join(wanted).encode()).hexdigest()
    if not wanted or digest == _installed_digest(connection):
        return
    drop_derived_objects(connection)
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        for statement in wanted:
            cursor.execute(statement)
        cursor.execute(f"CREATE VIEW {DIGEST_VIEW} AS SELECT '{digest}' AS digest")


def _statements(connection):
    """Yield the SQL that creates the derived objects of each fully migrated app."""
    migrated = _fully_migrated_apps(connection)
    if "interviews" in migrated:
        yield from revision.table_statements(connection)
        yield from immutability.create_triggers_sql(immutability.build_rules(), connection)
        yield from unrecorded.statements(connection)
        yield from used_keys.statements(connection)
        yield from index.statements(connection)
        yield from revision.statements("interviews", connection)
    if "comments" in migrated:
        yield from immutability.create_triggers_sql(comments.immutability.build_rules(), connection)
        yield from revision.statements("comments", connection)


def _fully_migrated_apps(connection):
    """Return the names of our apps whose migrations have all been applied."""
    loader = MigrationLoader(connection)
    applied = loader.applied_migrations.keys()
    return {app for app in APPS if applied >= set(loader.graph.leaf_nodes(app))}


def _installed_digest(connection):
    with connection.cursor() as cursor:
        if DIGEST_VIEW not in connection.introspection.table_names(cursor, include_views=True):
            return None
        cursor.execute(f"SELECT digest FROM {DIGEST_VIEW}")  # noqa: S608
        return cursor.fetchone()[0]
