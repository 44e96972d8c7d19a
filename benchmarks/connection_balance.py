"""How evenly workers share connections: `python -m benchmarks.connection_balance --rounds 8`.

Each round starts gunicorn and requests one cached page over 16 connections for two seconds: as the
site is served, by gunicorn alone, and by gunicorn with reuse_port. The three take turns. The
benchmark prints the pages a second of each round, and the connections of the busier worker.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks import databases, serving, wrk

PAGE = "/"
CONNECTIONS = 16
WAYS = {
    "as the site is served": ("publication/gunicorn.py", ""),
    "gunicorn alone": ("benchmarks/gunicorn_alone.py", ""),
    "gunicorn with reuse_port": ("benchmarks/gunicorn_alone.py", "--reuse-port"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seconds", type=int, default=2, help="in each round")
    chosen = parser.parse_args()
    found = {way: [] for way in WAYS}
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="evenness-"))
        place = stack.enter_context(databases.create_database("evenness", folder, ""))
        prepare(serving.settings(place, folder, 0))
        for _each in range(chosen.rounds):
            for way, (config, arguments) in WAYS.items():
                found[way].append(one_round(place, folder, config, arguments, chosen.seconds))
    print(f"| | pages a second, each of {chosen.rounds} rounds | median | busier worker |")
    print("|---|---|---|---|")
    for way, rounds in found.items():
        rates, most = zip(*rounds, strict=True)
        listed = ", ".join(f"{rate:,.0f}" for rate in rates)
        print(
            f"| {way} | {listed} | {statistics.median(rates):,.0f} | {min(most)} to {max(most)} |"
        )


def prepare(environment):
    for command in (["migrate"], ["collectstatic", "--no-input"]):
        subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity", "0"],
            cwd=serving.ROOT,
            env=environment,
            check=True,
        )


def one_round(place, folder, config, arguments, seconds):
    """Return pages a second, and how many of the connections the busier worker had."""
    port = serving.find_free_port()
    environment = serving.settings(place, folder, port) | {"GUNICORN_CMD_ARGS": arguments}
    with serving.gunicorn(port, environment, folder, config) as master:
        wrk.read(("127.0.0.1", port), PAGE, 1)
        running = wrk.start(("127.0.0.1", port), PAGE, seconds, connections=CONNECTIONS)
        time.sleep(seconds / 2)
        most = max(connections_of(worker, port) for worker in workers_of(master.pid))
        return running.result().per_second, most


def workers_of(master):
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return [int(child) for child in children]


def connections_of(worker, port):
    """Return how many connections to the port a process has open."""
    established, ours = "01", f":{port:04X}"
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    inodes = {row[9] for row in rows if row[3] == established and row[1].endswith(ours)}
    held = 0
    for link in Path(f"/proc/{worker}/fd").iterdir():
        try:
            held += str(link.readlink()).removeprefix("socket:[").removesuffix("]") in inodes
        except FileNotFoundError:  # closed meanwhile
            continue
    return held


if __name__ == "__main__":
    main()
