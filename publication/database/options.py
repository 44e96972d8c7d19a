"""The options of database connections, by Django's engine. The settings import this module."""

SQLITE = {
    # WAL: readers never wait for a writer. IMMEDIATE: a writer takes the lock at the beginning
    # of its transaction. FULL: a change that was confirmed survives a power cut. Each thread
    # has a cache of 4 MB, which saves a sixth to a third of a page's reads
    # (benchmarks/README.md). The log moves into the database after 16 MB, since most rows in
    # it are written again and again.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    " PRAGMA cache_size=-4096; PRAGMA wal_autocheckpoint=4000",
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,  # seconds to wait for another writer before an error
}

# Allows the prepared statement of publication/page_cache/revision.py. Django's own cursors prepare
# nothing.
POSTGRESQL = {"prepare_threshold": 5}

OF_ENGINES = {
    "django.db.backends.sqlite3": SQLITE,
    "django.db.backends.postgresql": POSTGRESQL,
}
