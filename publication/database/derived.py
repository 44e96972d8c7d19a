"""What the database does by itself: triggers, functions, views and the search index.

All of it is derived: made from today's code, and never by a migration. Before the first
migration of our apps it is taken off, so that migrations may alter any table. After the last
migration it is put back as today's code has it. Where there is nothing to migrate, it is made
again only if the code has changed since.

Nothing is taken off by name: everything goes that is set on our tables or has a name of ours,
so that no trigger of an earlier release is left. While the triggers are off there is no revision
number, so no page is kept or sent from memory.
"""

import hashlib

from django.apps import apps
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models.signals import post_migrate, pre_migrate

import comments.immutability
from interviews.history import immutability, revisions
from interviews.search import index
from publication.page_cache import revision

OURS = ("interviews", "comments")  # apps
CODE = "interviews_code"  # a view of one row: the digest of the statements that were carried out

FOUND = {
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
        WHERE type = 'table' AND name IN ('interviews_search', 'interviews_search_spelling')
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


def keep_derived():
    """Have `migrate` take the derived objects off and put them back; for AppConfig.ready()."""
    # Django sends these once for each app that has models; one of them is enough.
    sender = apps.get_app_config("interviews")
    pre_migrate.connect(_before_migrating, sender=sender)
    post_migrate.connect(_after_migrating, sender=sender)


def _before_migrating(using, plan, **kwargs):
    if any(migration.app_label in OURS for migration, _backwards in plan):
        take_off(connections[using])


def _after_migrating(using, **kwargs):
    put_back(connections[using])


def take_off(connection):
    """Remove every derived object from the database."""
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        cursor.execute(FOUND[connection.vendor])
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        if revision.TABLE in connection.introspection.table_names(cursor):
            cursor.execute(f"DELETE FROM {revision.TABLE}")  # noqa: S608


def put_back(connection):
    """Make the derived objects as today's code has them, of the apps that are fully migrated."""
    wanted = list(_statements(connection))
    digest = hashlib.sha256("\n".join(wanted).encode()).hexdigest()
    if not wanted or digest == _digest_of_what_is_there(connection):
        return
    take_off(connection)
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        for statement in wanted:
            cursor.execute(statement)
        cursor.execute(f"CREATE VIEW {CODE} AS SELECT '{digest}' AS digest")


def _statements(connection):
    """Yield the SQL that makes the derived objects of each app that is fully migrated."""
    migrated = _migrated(connection)
    if "interviews" in migrated:
        yield from revision.beginning(connection)
        yield from immutability.statements(immutability.seals(), connection)
        yield from revisions.statements(connection)
        yield from index.statements(connection)
        yield from revision.statements("interviews", connection)
    if "comments" in migrated:
        yield from immutability.statements(comments.immutability.seals(), connection)
        yield from revision.statements("comments", connection)


def _migrated(connection):
    """Return the names of our apps that stand at their latest migration."""
    loader = MigrationLoader(connection)
    applied = loader.applied_migrations.keys()
    return {app for app in OURS if applied >= set(loader.graph.leaf_nodes(app))}


def _digest_of_what_is_there(connection):
    with connection.cursor() as cursor:
        if CODE not in connection.introspection.table_names(cursor, include_views=True):
            return None
        cursor.execute(f"SELECT digest FROM {CODE}")  # noqa: S608
        return cursor.fetchone()[0]
