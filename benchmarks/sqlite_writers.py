"""How many durable commits SQLite accepts, and how long writers wait for each other:
`python -m benchmarks.sqlite_writers`."""

import multiprocessing
import sqlite3
import tempfile
from pathlib import Path
from time import monotonic

SECONDS = 6
WRITERS = [1, 4, 16]
# The rows of a reply: the reply, an email, and a counter.
TABLES = """
    PRAGMA journal_mode=WAL;
    CREATE TABLE reply (id INTEGER PRIMARY KEY, body, writer);
    CREATE INDEX replies_of ON reply (writer);
    CREATE TABLE letter (id INTEGER PRIMARY KEY, text);
    CREATE TABLE counted (number);
    INSERT INTO counted VALUES (0);
"""


def write(file, writer, waits):
    """Commit without a pause, and put the seconds of each commit into the queue."""
    connection = sqlite3.connect(file, isolation_level=None, timeout=20)
    connection.execute("PRAGMA synchronous=FULL")
    took, end = [], monotonic() + SECONDS
    while (began := monotonic()) < end:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO reply (body, writer) VALUES (?, ?)", ["x" * 800, writer])
        connection.execute("INSERT INTO letter (text) VALUES (?)", ["y" * 1500])
        connection.execute("UPDATE counted SET number = number + 1")
        connection.execute("COMMIT")
        took.append(monotonic() - began)
    waits.put(took)


def measure(file, writers):
    """Return the milliseconds of all commits, the shortest first."""
    connection = sqlite3.connect(file)
    connection.executescript(TABLES)
    connection.close()
    waits = multiprocessing.Queue()
    running = [multiprocessing.Process(target=write, args=[file, n, waits]) for n in range(writers)]
    for each in running:
        each.start()
    took = sorted(1000 * seconds for _each in running for seconds in waits.get())
    for each in running:
        each.join()
    return took


def main():
    print(
        "| writers | commits a second | median | 99th percentile | longest |\n|---|---|---|---|---|"
    )
    for writers in WRITERS:
        with tempfile.TemporaryDirectory() as folder:
            took = measure(Path(folder, "written.sqlite3"), writers)
        median, late, longest = took[len(took) // 2], took[len(took) * 99 // 100], took[-1]
        a_second = len(took) / SECONDS
        print(
            f"| {writers} | {a_second:.0f} | {median:.1f} ms | {late:.0f} ms | {longest:.0f} ms |",
            flush=True,
        )


if __name__ == "__main__":
    main()
