"""How fast readers can post replies, compared with a bare insert:
`python -m benchmarks.posting [--database postgres://…] [--rounds 2] [--write FILE]`.

The site and the bare application take turns on the same machine, under the same gunicorn, with a
database each. benchmarks/README.md explains the figures. The benchmark fails if an accepted reply
is not in the database afterwards, and never because it is slow.
"""

import argparse
import itertools
import os
import platform
import signal
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import django

from benchmarks import databases, serving
from benchmarks.load_generator import post
from benchmarks.reply_requests import generate_requests

# {name: (connections, requests at most)}; no request is sent after SECONDS.
LOADS = {"one after another": (1, 3_000), "16 at once": (16, 6_000)}
WARM_UP = (16, 400)
SECONDS = 10
SECOND_HALF = 21_000  # the first number for the second interview, so that nobody writes to both

# Replies a second of other systems, each served as its documentation says with two workers, and of
# a bare insert on that machine. The ratio to a bare insert differs less among machines.
ELSEWHERE = {
    "one after another": {
        "bare insert": 2_194,
        "Isso": 373,
        "Wagtail with comments-xtd": 136,
        "WordPress": 95,
        "Ghost": 75,
    },
    "16 at once": {
        "bare insert": 3_112,
        "Isso": 444,
        "Wagtail with comments-xtd": 239,
        "WordPress": 158,
        "Ghost": 151,
    },
}


class Trial:
    """The requests to one application for replies with one status, and their outcomes."""

    def __init__(self, served, status, first=0):
        self.served, self.status = served, status
        self.name = "bare" if served.name == "bare" else f"{served.name}, {status}"
        site = "{}:{}".format(*served.address)
        self.requests = generate_requests(site, **served.places[status], first=first)
        self.outcomes = {how: [] for how in ["warm-up", *LOADS]}

    def run(self, how):
        connections, most = LOADS.get(how, WARM_UP)
        chosen = list(itertools.islice(self.requests, most))
        self.outcomes[how].append(post(self.served.address, chosen, connections, SECONDS))

    def count_lost(self):
        """Count the accepted replies that are not in the database with the expected status."""
        stored = self.served.stored_emails(self.status)
        self.lost = {
            how: sum(
                len(set(outcome.accepted) - stored) + outcome.unanswered for outcome in outcomes
            )
            for how, outcomes in self.outcomes.items()
        }

    def best(self, how):
        return max(self.outcomes[how], key=lambda outcome: outcome.per_second)


def main():
    chosen = options()
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit(1))  # or gunicorn would be left behind
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="posting-"))
        places = [
            stack.enter_context(databases.create_database(name, folder, chosen.database))
            for name in ("site", "bare")
        ]
        site = stack.enter_context(serving.serve_site(places[0], folder))
        bare = stack.enter_context(serving.serve_bare_insert(places[1], folder, like=site))
        trials = [Trial(bare, "held"), Trial(site, "held"), Trial(site, "published", SECOND_HALF)]
        measure(trials, chosen.rounds)
        told = report(trials, chosen.rounds, places[0].version)
    print(told)
    if chosen.write:
        chosen.write.write_text(told + "\n")
    return 1 if any(sum(trial.lost.values()) for trial in trials) else 0


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", default="", help="postgres://…; else SQLite in a temp folder")
    parser.add_argument("--rounds", type=int, default=2, choices=range(1, 5))
    parser.add_argument("--write", type=Path, help="a file to write the tables to, in Markdown")
    return parser.parse_args()


def measure(trials, rounds):
    for trial in trials:
        trial.run("warm-up")
    for _round in range(rounds):
        for trial in trials:
            for how in LOADS:
                trial.run(how)
    for trial in trials:
        trial.count_lost()


# --- The report ---


def report(trials, rounds, database):
    return "\n".join(
        [
            f"{machine()}; Python {platform.python_version()}, Django {django.get_version()}, "
            f"{database}; {serving.WORKERS} workers; {datetime.now(UTC):%d %B %Y}.",
            f"Accepted, refused and lost in all rounds ({rounds}); speeds of the best one.",
            "",
            *table(["", "", "accepted", "refused", "lost", "a second", "median", "99th", "load"]),
            *(line(trial, how) for how in LOADS for trial in trials),
            "",
            *table(["", "", "beside bare", "twice the best elsewhere", "which is"]),
            *(comparison(trials[0], trial, how) for how in LOADS for trial in trials[1:]),
            "",
            "Median and 99th percentile in milliseconds; load: what sending took of one core.",
            *remarks(trials),
        ]
    )


def line(trial, how):
    outcomes, best = trial.outcomes[how], trial.best(how)
    refused = sum(sum(outcome.refused.values()) for outcome in outcomes)
    accepted = sum(len(outcome.accepted) for outcome in outcomes)
    return row(
        [
            how,
            trial.name,
            f"{accepted:,}",
            f"{refused:,}",
            f"{trial.lost[how]:,}",
            f"{best.per_second:,.0f}",
            f"{best.median:.1f}",
            f"{best.quantile(0.99):.1f}",
            f"{best.processor:.0%}",
        ]
    )


def comparison(bare, site, how):
    ratio = site.best(how).per_second / bare.best(how).per_second
    others = dict(ELSEWHERE[how])
    limit = others.pop("bare insert")
    name, fastest = max(others.items(), key=lambda other: other[1])
    aim = f"2 × {name}’s {fastest:,} of {limit:,}"
    return row([how, site.name, f"{ratio:.3f}", f"{2 * fastest / limit:.3f}", aim])


def remarks(trials):
    """Yield a line for refused requests, and for replies lost in the warm-up."""
    for trial in trials:
        for how, outcomes in trial.outcomes.items():
            for outcome in outcomes:
                if outcome.refused:
                    yield f"Refused by {trial.name}, {how}: {dict(outcome.refused)}"
        if trial.lost["warm-up"]:
            yield f"Lost by {trial.name} in the warm-up: {trial.lost['warm-up']}"


def table(names):
    return [row(names), "|" + "|".join("---" for _name in names) + "|"]


def row(cells):
    return "| " + " | ".join(cells) + " |"


def machine():
    """Return the name of the processor, if Linux has it, and the number of cores."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores"


if __name__ == "__main__":
    sys.exit(main())
