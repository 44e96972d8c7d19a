"""How fast pages are read, compared with an application that replays the same bytes:
`python -m benchmarks.reading [--database postgres://…] [--interviews 500] [--write FILE]`.

Serves the site as `make run` does, once with and once without the page cache, and an application
that sends the same bytes under the same gunicorn. benchmarks/README.md explains the figures. The
benchmark fails after a wrong response, and never because it is slow.
"""

import argparse
import http.client
import json
import pickle
import platform
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path

import django
import gunicorn

from benchmarks import databases, serving, wrk
from benchmarks.load_generator import post
from benchmarks.posting import machine, row, table
from benchmarks.reply_requests import generate_requests

GZIP = "Accept-Encoding: gzip"
POSTERS = 16
ADDRESS = "http://127.0.0.1"  # in links of the pages, on whichever port they are served
WARM_UP = 1  # second
CONNECTION_HEADERS = {"connection", "date", "server", "transfer-encoding"}

# Pages a second of other systems, measured once on one machine with the same content (500
# interviews of 3,000 words; two workers): front page, an interview with 100 replies, one with
# 5,000.
ELSEWHERE = {
    "bare application": (9_711, 9_222, 3_323),
    "WordPress behind a page cache": (10_452, 1_900, 65),
    "WordPress": (77, 11, 0.3),
    "Wagtail": (186, 49, 1.2),
    "Ghost": (62, 131, 126),
}
COMPARED = ["front page", "interview, 100 replies", "interview, 5,000 replies"]


class Site:
    """A running site with a page cache of so many megabytes."""

    def __init__(self, stack, database, folder, megabytes):
        self.port = serving.find_free_port()
        self.address = ("127.0.0.1", self.port)
        settings = serving.settings(database, folder, self.port)
        settings |= {"PAGE_CACHE_MB": str(megabytes), "PUBLICATION_URL": ADDRESS}
        self.process = stack.enter_context(serving.gunicorn(self.port, settings, folder))

    def memory(self):
        """Return the resident memory of each worker in MB."""
        pid = self.process.pid
        workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [resident(worker) for worker in workers]


def resident(pid):
    told = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(told["VmRSS"].split()[0]) / 1024


def main():
    chosen = options()
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit(1))  # or gunicorn would be left behind
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="reading-"))
        place = stack.enter_context(databases.create_database("reading", folder, chosen.database))
        library = fill_database(place, folder, chosen.interviews)
        kept = Site(stack, place, folder, megabytes=16)
        cold = Site(stack, place, folder, megabytes=0)
        answers = fetch_all(kept, library["pages"])
        faults = compare(answers, fetch_all(cold, library["pages"]))
        bare = bare_application(stack, folder, answers)
        measured = measure([bare, kept, cold], answers, chosen)
        read_while_posting(kept, library, WARM_UP)
        busy = read_while_posting(kept, library, chosen.seconds)
        faults += [f"{name} failed" for name, reading in measured.items() if reading.failed]
        told = report(chosen, place, answers, measured, kept.memory(), busy, faults)
    print(told)
    if chosen.write:
        chosen.write.write_text(told + "\n")
    return 1 if faults else 0


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", default="", help="postgres://…; else SQLite in a temp folder")
    parser.add_argument("--interviews", type=int, default=500)
    parser.add_argument("--seconds", type=int, default=2, help="for each page in a round")
    parser.add_argument("--rounds", type=int, default=3, help="of which the best counts")
    parser.add_argument("--write", type=Path, help="a file to write the tables to, in Markdown")
    return parser.parse_args()


def fill_database(database, folder, interviews):
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.sample_content", str(interviews)],
        cwd=serving.ROOT,
        env=serving.settings(database, folder, 1),
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    return json.loads(told)


# --- Responses ---


def fetch_all(site, pages):
    """Return {name: (path, request headers, status, headers, body)}, a 304 included."""
    found = {name: (path, (), *fetch(site, path)) for name, path in pages.items()}
    path, _none, _status, headers, _body = found["interview, 100 replies"]
    etag = {name.lower(): value for name, value in headers}["etag"]
    again = (f"If-None-Match: {etag}",)
    return found | {"the same, not modified": (path, again, *fetch(site, path, again))}


def fetch(site, path, headers=()):
    connection = http.client.HTTPConnection(*site.address, timeout=60)
    told = dict(header.split(": ", 1) for header in (GZIP, *headers))
    connection.request("GET", path, headers=told)
    response = connection.getresponse()
    body = response.read()
    kept = [pair for pair in response.getheaders() if pair[0].lower() not in CONNECTION_HEADERS]
    return f"{response.status} {response.reason}", kept, body


def compare(kept, cold):
    """Return the faults: a wrong status, or other bytes with than without the page cache."""
    faults = []
    for name, (path, _with, status, _headers, body) in kept.items():
        expected = "304" if name == "the same, not modified" else "200"
        if not status.startswith(expected):
            faults.append(f"{path}: {status}")
        if body != cold[name][4]:
            faults.append(f"{path}: differs with and without the page cache")
    return faults


class Bare:
    def __init__(self, port):
        self.address = ("127.0.0.1", port)


def bare_application(stack, folder, answers):
    held = Path(folder) / "answers.pickle"
    held.write_bytes(
        pickle.dumps(
            {
                (path, bool(extra)): (status, headers, body)
                for path, extra, status, headers, body in answers.values()
            }
        )
    )
    port = serving.find_free_port()
    settings = serving.settings(databases.SqliteDatabase("none", folder), folder, port)
    settings |= {"BENCHMARK_ANSWERS": str(held)}
    app = "benchmarks.replay:application"
    stack.enter_context(serving.gunicorn(port, settings, folder, "benchmarks/gunicorn.py", app))
    return Bare(port)


# --- Measurement ---


def measure(served, answers, chosen):
    """Return {(page, application): the best Reading}; the applications take turns page by page.

    The best round counts, because other work on the machine only ever makes a round slower.
    """
    measured = {}
    for name, (path, extra, *_answer) in answers.items():
        readings = [
            [wrk.read(each.address, path, chosen.seconds, extra) for each in served]
            for _round in range(chosen.rounds)
        ]
        for who, rounds in zip(("bare", "kept", "cold"), zip(*readings, strict=True), strict=True):
            best = max(rounds, key=attrgetter("per_second"))
            measured[name, who] = replace(best, failed=sum(each.failed for each in rounds))
    return measured


def read_while_posting(site, library, seconds):
    """Return the Reading of an interview while sixteen clients post, and their Outcome."""
    path = library["pages"]["interview, 100 replies"]
    written = generate_requests("{}:{}".format(*site.address), library["to_reply"], library["keys"])
    reading = wrk.start(site.address, path, seconds, connections=4)
    outcome = post(site.address, written, POSTERS, seconds)
    return reading.result(), outcome


# --- The report ---


def report(chosen, place, answers, measured, memory, busy, faults):
    reading, posts = busy
    return "\n".join(
        [
            f"{machine()}; Python {platform.python_version()}, Django {django.get_version()}, "
            f"gunicorn {gunicorn.__version__}, {place.version}; {serving.WORKERS} workers; "
            f"{chosen.interviews} interviews; {datetime.now(UTC):%d %B %Y}.",
            "",
            *table(["", "bytes", "bare", "kept", "cold", "kept / bare", *TIME_COLUMNS]),
            *(line(name, answers, measured) for name in answers),
            "",
            f"Pages a second over 16 connections, in the best of {chosen.rounds} rounds by turns; "
            "times in milliseconds.",
            f"Memory of each worker afterwards: {', '.join(f'{mb:.0f} MB' for mb in memory)}.",
            f"While {POSTERS} posted {posts.per_second:,.0f} replies a second "
            f"(median {posts.median:.0f} ms, 99th {posts.quantile(0.99):.0f} ms), 4 connections "
            f"read an interview: {reading.per_second:,.0f} a second, "
            f"median {reading.median:.1f} ms, 99th {reading.late:.0f} ms.",
            "",
            *table(["Elsewhere, on another machine", *COMPARED]),
            *(row([name, *(f"{n:,}" for n in some)]) for name, some in ELSEWHERE.items()),
            *(["", "Wrong:", *faults] if faults else []),
        ]
    )


TIME_COLUMNS = ["kept: median", "99th", "cold: median", "99th"]


def line(name, answers, measured):
    bare, kept, cold = (measured[name, who] for who in ("bare", "kept", "cold"))
    return row(
        [
            name,
            f"{len(answers[name][4]):,}",
            *(f"{each.per_second:,.0f}" for each in (bare, kept, cold)),
            f"{kept.per_second / bare.per_second:.2f}",
            *(f"{time:.1f}" for each in (kept, cold) for time in (each.median, each.late)),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
