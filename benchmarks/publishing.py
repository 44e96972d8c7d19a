"""How fast five pages are read while a reply is published each second:
`python -m benchmarks.publishing [--database postgres://…] [--interviews 500] [--seconds 10]`.

Each published reply invalidates every cached page, so each worker builds the five pages once a
second. The limit is half the rate without new replies, and no error.
"""

import argparse
import subprocess
import sys
import tempfile
from contextlib import ExitStack

from benchmarks import databases, serving, wrk
from benchmarks.posting import machine, row, table
from benchmarks.reading import Site, fill_database

PAGES = ["front page", "archive", "feed", "interview, 100 replies", "one exchange"]
CONNECTIONS = 16
LIMIT = 0.5


def main():
    chosen = options()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="publishing-"))
        place = stack.enter_context(
            databases.create_database("publishing", folder, chosen.database)
        )
        library = fill_database(place, folder, chosen.interviews)
        site = Site(stack, place, folder, megabytes=16)
        paths = [library["pages"][name] for name in PAGES]
        rounds = [measure(site, place, folder, paths, chosen.seconds) for _each in range(3)]
        print(f"{machine()}; {place.version}; {serving.WORKERS} workers; {CONNECTIONS} readers.\n")
    told = ["undisturbed", "a reply published each second", "ratio", "limit", "99th", "failed"]
    print("\n".join(table(told)))
    for quiet, busy in rounds:
        print(line(quiet, busy))
    return any(quiet.failed or busy.failed for quiet, busy in rounds)


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", default="", help="postgres://…; else SQLite in a temp folder")
    parser.add_argument("--interviews", type=int, default=500)
    parser.add_argument("--seconds", type=int, default=10)
    return parser.parse_args()


def measure(site, place, folder, paths, seconds):
    """Return the Reading without new replies and the Reading with a new reply each second."""
    wrk.read(site.address, paths, 1)  # so that each worker has cached each page
    quiet = wrk.read(site.address, paths, seconds, connections=CONNECTIONS)
    slug = paths[PAGES.index("interview, 100 replies")].strip("/").rpartition("/")[2]
    publisher = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.publish_replies", str(seconds), slug],
        cwd=serving.ROOT,
        env=serving.settings(place, folder, site.port),
    )
    busy = wrk.read(site.address, paths, seconds, connections=CONNECTIONS)
    if publisher.wait():
        sys.exit("The publisher failed.")
    return quiet, busy


def line(quiet, busy):
    return row(
        [
            f"{quiet.per_second:,.0f}",
            f"{busy.per_second:,.0f}",
            f"{busy.per_second / quiet.per_second:.2f}",
            f"{LIMIT}",
            f"{busy.late:.0f} ms",
            f"{quiet.failed + busy.failed}",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
