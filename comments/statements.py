"""Statements written by hand, once, for what is asked while somebody waits.

Django takes several times as long to put such a query into words as the database to answer it;
and PostgreSQL, of which Django asks everything anew, longer to plan it than to carry it out.
"""

from functools import cache

from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX, SQLiteCursorWrapper


class Remembering(SQLiteCursorWrapper):
    """Django's cursor, but for looking through a statement for its placeholders each time."""

    @staticmethod
    @cache
    def convert_query(query, *, param_names=None):
        return FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


def carry_out(connection, statement, values=()):
    """The rows that a statement yields, all of them; on SQLite that is what commits it.

    It goes through Django's cursor, so that whatever listens to queries hears of it. PostgreSQL
    prepares what is asked often (`prepare_threshold` in the settings), once a connection.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Django's own sends values as part of the text, which is another one each time.
            cursor.cursor = connection.Database.Cursor(connection.connection)
        else:
            cursor.cursor = connection.connection.cursor(factory=Remembering)
        cursor.execute(statement, values)
        return cursor.fetchall()
