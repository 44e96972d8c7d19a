"""How fast pages are read, beside the least that could be done for them:
`python -m benchmarks.reading [--database postgres://…] [--interviews 500] [--write FILE]`.

The site as `make run` serves it, once with the pages it keeps and once without, and a bare
application that answers with the very same bytes under the same gunicorn. benchmarks/README.md
says what the figures mean. Slowness fails nothing; a wrong answer does.
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
from benchmarks.emails import letters
from benchmarks.load import post
from benchmarks.posting import machine, row, table

GZIP = "Accept-Encoding: gzip"
POSTERS = 16
ADDRESS = "http://127.0.0.1"  # that pages name as theirs, whichever port they are served on
WARM_UP = 1  # second
OF_THE_CONNECTION = {"connection", "date", "server", "transfer-encoding"}

# Pages a second elsewhere, measured once on one machine with the same work (500 interviews of
# 3,000 words; two workers): front page, an interview with 100 replies, one with 5,000.
ELSEWHERE = {
    "bare application": (9_711, 9_222, 3_323),
    "WordPress behind a page cache": (10_452, 1_900, 65),
    "WordPress": (77, 11, 0.3),
    "Wagtail": (186, 49, 1.2),
    "Ghost": (62, 131, 126),
}
COMPARED = ["front page", "interview, 100 replies", "interview, 5,000 replies"]


class Site:
    """The site as it is served, with so many megabytes of kept pages."""

    def __init__(self, stack, database, folder, megabytes):
        self.port = serving.a_free_port()
        self.address = ("127.0.0.1", self.port)
        settings = serving.settings(database, folder, self.port)
        settings |= {"PAGE_CACHE_MB": str(megabytes), "PUBLICATION_URL": ADDRESS}
        self.process = stack.enter_context(serving.gunicorn(self.port, settings, folder))

    def memory(self):
        """The megabytes that each worker holds, itself and what it shares."""
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
        place = stack.enter_context(databases.a_database("reading", folder, chosen.database))
        library = filled(place, folder, chosen.interviews)
        kept = Site(stack, place, folder, megabytes=16)
        cold = Site(stack, place, folder, megabytes=0)
        answers = answers_of(kept, library["pages"])
        faults = compare(answers, answers_of(cold, library["pages"]))
        bare = bare_application(stack, folder, answers)
        measured = measure([bare, kept, cold], answers, chosen)
        while_posting(kept, library, WARM_UP)
        busy = while_posting(kept, library, chosen.seconds)
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
    parser.add_argument("--rounds", type=int, default=3, help="of which the best is told")
    parser.add_argument("--write", type=Path, help="a file to write the tables to, in Markdown")
    return parser.parse_args()


def filled(database, folder, interviews):
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.library", str(interviews)],
        cwd=serving.ROOT,
        env=serving.settings(database, folder, 1),
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    return json.loads(told)


# --- What is answered ---


def answers_of(site, pages):
    """{name: (path, headers to ask with, status, headers, body)}, the 304 among them."""
    found = {name: (path, (), *asked(site, path)) for name, path in pages.items()}
    path, _none, _status, headers, _body = found["interview, 100 replies"]
    etag = {name.lower(): value for name, value in headers}["etag"]
    again = (f"If-None-Match: {etag}",)
    return found | {"the same, not modified": (path, again, *asked(site, path, again))}


def asked(site, path, headers=()):
    connection = http.client.HTTPConnection(*site.address, timeout=60)
    told = dict(header.split(": ", 1) for header in (GZIP, *headers))
    connection.request("GET", path, headers=told)
    response = connection.getresponse()
    body = response.read()
    kept = [pair for pair in response.getheaders() if pair[0].lower() not in OF_THE_CONNECTION]
    return f"{response.status} {response.reason}", kept, body


def compare(kept, cold):
    """What is wrong: another status than it should be, or other bytes with and without keeping."""
    faults = []
    for name, (path, _with, status, _headers, body) in kept.items():
        expected = "304" if name == "the same, not modified" else "200"
        if not status.startswith(expected):
            faults.append(f"{path}: {status}")
        if body != cold[name][4]:
            faults.append(f"{path}: kept and made anew, it differs")
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
    port = serving.a_free_port()
    settings = serving.settings(databases.InSqlite("none", folder), folder, port)
    settings |= {"BENCHMARK_ANSWERS": str(held)}
    app = "benchmarks.echo:application"
    stack.enter_context(serving.gunicorn(port, settings, folder, "benchmarks/gunicorn.py", app))
    return Bare(port)


# --- How fast ---


def measure(served, answers, chosen):
    """{(name of the page, who serves it): its best Reading}; the three take turns, page by page.

    The best, since chance decides on which worker a connection lands: where one has them all, it
    answers a quarter of what the two do, and that is true of each of the three.
    """
    measured = {}
    for name, (path, extra, *_answer) in answers.items():
        readings = [
            [wrk.read(each.address, path, chosen.seconds, extra) for each in served]
            for _round in range(chosen.rounds)
        ]
        for who, its in zip(("bare", "kept", "cold"), zip(*readings, strict=True), strict=True):
            best = max(its, key=attrgetter("per_second"))
            measured[name, who] = replace(best, failed=sum(each.failed for each in its))
    return measured


def while_posting(site, library, seconds):
    """How an interview is read while sixteen post: (Reading, Outcome of the posts)."""
    path = library["pages"]["interview, 100 replies"]
    written = letters("{}:{}".format(*site.address), library["to_reply"], library["keys"])
    reading = wrk.started(site.address, path, seconds, connections=4)
    outcome = post(site.address, written, POSTERS, seconds)
    return reading.result(), outcome


# --- Telling ---


def report(chosen, place, answers, measured, memory, busy, faults):
    reading, posts = busy
    return "\n".join(
        [
            f"{machine()}; Python {platform.python_version()}, Django {django.get_version()}, "
            f"gunicorn {gunicorn.__version__}, {place.version}; {serving.WORKERS} workers; "
            f"{chosen.interviews} interviews; {datetime.now(UTC):%d %B %Y}.",
            "",
            *table(["", "bytes", "bare", "kept", "cold", "kept / bare", *OF_THE_TIMES]),
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


OF_THE_TIMES = ["kept: median", "99th", "cold: median", "99th"]


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
